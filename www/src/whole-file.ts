// Reads a file of any size in chunks, and unpacks gzip.
import type { FileInChunks } from "why401-wasm";
import type { FileOptions, FileSource, Overview, Row } from "../index.d.ts";
import type { Core } from "./core.ts";

/** The most bytes that the core reads at once. */
const CHUNK = 1 << 20;

/** The note on gzip of which only the beginning could be read. Browsers unpack only the first of several parts, as `cat a.gz b.gz` makes them. */
const DAMAGED = "the gzip is cut off, damaged or has several parts: only its beginning is read";

/** What the core knows of a file that was read. */
export interface Known {
  readonly overview: Overview;
  /** Whether it is gzip of which only the beginning could be read. */
  readonly isDamaged: boolean;
  /** The pairs of key and secret of the file, and of what was pasted. */
  readonly settings: string;
  /** Has to be freed by the core. */
  readonly file: FileInChunks;
}

export async function diagnoseFile(core: Core, source: FileSource, options?: FileOptions): Promise<Overview> {
  const { overview, isDamaged, file } = await read(core, source, options);
  core.free(file);
  if (isDamaged) overview.notes.push(DAMAGED);
  return overview;
}

/** Reads a file, or files one after the other. `pasted` has settings from elsewhere. */
export async function read(core: Core, source: FileSource | readonly File[], { now, pasted = "", onProgress, signal }: FileOptions & { pasted?: string } = {}): Promise<Known> {
  await core.load();
  signal?.throwIfAborted();
  const file = core.make(({ FileInChunks }) => new FileInChunks(now));
  if (pasted !== "") core.run(() => file.know(pasted));
  const damage = { isDamaged: false };
  let bytes = 0;
  try {
    for await (const chunk of bytesOf(source, damage)) {
      signal?.throwIfAborted();
      const tokens = core.run(() => file.push(chunk));
      bytes += chunk.length;
      onProgress?.({ bytes, tokens });
    }
    signal?.throwIfAborted();
  } catch (error) {
    core.free(file);
    throw error;
  }
  const settings = core.run(() => file.settings());
  const overview = core.run(() => file.finish());
  return { overview, isDamaged: damage.isDamaged, settings, file };
}

/** A row of files as a paste: they are read again up to there. */
export async function excerpt(core: Core, files: readonly File[], { place, at, status }: Row): Promise<string> {
  const time = at === null ? undefined : new Date(at * 1000).toISOString();
  const found = core.run(({ ExcerptOfFile }) => new ExcerptOfFile(place, time, status));
  for await (const chunk of bytesOf(files, { isDamaged: false })) {
    if (!core.run(() => found.push(chunk))) break;
  }
  return core.run(() => found.finish());
}

/** A file as a text, unpacked. */
export async function text(file: File): Promise<string> {
  const all = [];
  for await (const chunk of bytesOf(file, { isDamaged: false })) all.push(chunk as Uint8Array<ArrayBuffer>);
  return decoded(await new Blob(all).arrayBuffer());
}

/** The text of bytes in UTF-8, or in UTF-16 with a byte order mark. */
export function decoded(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** The bytes of a source, unpacked, in parts that the core reads at once; files are named as `head` and `tail` do. */
async function* bytesOf(source: FileSource | readonly File[], damage: { isDamaged: boolean }): AsyncGenerator<Uint8Array> {
  const files: readonly unknown[] = Array.isArray(source) && source[0] instanceof Blob ? source : [source];
  for (const [index, file] of files.entries()) {
    if (files.length > 1) yield new TextEncoder().encode(`${index > 0 ? "\n" : ""}==> ${(file as File).name.replace(/\s/g, " ")} <==\n`);
    for await (const chunk of unpacked(chunks(file as FileSource), damage)) {
      for (let at = 0; at < chunk.length; at += CHUNK) yield chunk.subarray(at, at + CHUNK);
    }
  }
}

/** The chunks of a source of any kind. */
async function* chunks(source: FileSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Blob) yield* ofStream(source.stream());
  else if (source instanceof ReadableStream) yield* ofStream(source);
  else {
    const encoder = new TextEncoder();
    for await (const chunk of source) yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
  }
}

/** The chunks of a stream: not every browser has them as an iterator. */
async function* ofStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    // Nobody wants the rest.
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}

/** The chunks, unpacked if the first two bytes are those of gzip (RFC 1952). */
async function* unpacked(source: AsyncGenerator<Uint8Array>, damage: { isDamaged: boolean }): AsyncGenerator<Uint8Array> {
  const first: Uint8Array[] = [];
  const head: number[] = [];
  while (head.length < 2) {
    const { done, value } = await source.next();
    if (done) break;
    first.push(value);
    head.push(...value.subarray(0, 2 - head.length));
  }
  const all = chain(first, source);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all;
    return;
  }
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  let fault: { error: unknown } | undefined;
  const writing = (async () => {
    for (;;) {
      const next = await all.next().catch((error: unknown) => {
        fault = { error };
        throw error;
      });
      if (next.done) break;
      await writer.write(next.value as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  })().catch(() => writer.abort().catch(() => undefined));
  try {
    yield* ofStream(readable);
  } catch {
    damage.isDamaged = true;
  }
  await writing;
  if (fault) throw fault.error;
}

async function* chain(first: Uint8Array[], rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first;
  yield* rest;
}
