// Finds the wasm of the page: inside the single file, or in a file next to the page on a web server.

/** The wasm as the page has it: deflated and in base64, or as its bytes. */
export type Packed = string | ArrayBuffer;

/** Whether the page is on a web server, with its wasm and the worker that caches it in files next to it. */
export const isSite = typeof document === "object" && !!document.getElementById("wasm")?.dataset.file;

export function packed(): Packed | Promise<Packed> {
  const carrier = document.getElementById("wasm");
  const file = carrier?.dataset.file;
  return file ? fetched(file) : carrier?.textContent ?? "";
}

export async function compiled(packed: Packed): Promise<WebAssembly.Module> {
  if (typeof packed !== "string") return WebAssembly.compile(packed);
  const deflated = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const inflate = new DecompressionStream("deflate-raw");
  // Not from a blob: a worker of WebKit cannot read one that it makes in a page from disk.
  const writer = inflate.writable.getWriter();
  const written = writer.write(deflated).then(() => writer.close());
  const [bytes] = await Promise.all([new Response(inflate.readable).arrayBuffer(), written]);
  return WebAssembly.compile(bytes);
}

async function fetched(file: string): Promise<ArrayBuffer> {
  const answer = await fetch(file).catch(() => null);
  if (!answer?.ok) throw new Error(`This page could not load its file ${file}. Reload the page, or open why401.html: it is a single file and needs no network.`);
  return answer.arrayBuffer();
}
