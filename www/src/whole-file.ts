// Reads a file of any size in chunks, and unpacks gzip.
import type { FileOptions, FileSource, Overview } from "../index.d.ts";
import type { Core } from "./core.ts";

/** The most bytes that the core reads at once. */
const CHUNK = 1 << 20;

export async function diagnoseFile(core: Core, source: FileSource, { now, onProgress, signal }: FileOptions = {}): Promise<Overview> {
  await core.load();
  signal?.throwIfAborted();
  const file = core.run(({ FileInChunks }) => new FileInChunks(now));
  const damage = { isDamaged: false };
  let bytes = 0;
  try {
    for await (const chunk of unpacked(chunks(source), damage)) {
      for (let at = 0; at < chunk.length; at += CHUNK) {
        signal?.throwIfAborted();
        const part = chunk.subarray(at, at + CHUNK);
        const tokens = core.run(() => file.push(part));
        bytes += part.length;
        onProgress?.({ bytes, tokens });
      }
    }
    signal?.throwIfAborted();
  } catch (error) {
    file.free();
    throw error;
  }
  const overview = core.run(() => file.finish());
  if (damage.isDamaged) overview.notes.push("the gzip is cut off or damaged: only its beginning is read");
  return overview;
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
