// @ts-check
// Finds the wasm of the page: inside the single file, or in a file next to the page on a web server.

/** @returns {Promise<WebAssembly.Module>} */
export function wasmOfThisPage() {
  const carrier = /** @type {HTMLElement} */ (document.getElementById("wasm"));
  const file = carrier.dataset.file;
  return file ? fetched(file) : inflated(carrier.textContent ?? "");
}

/** @param {string} text the module, deflated and in base64 */
async function inflated(text) {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return WebAssembly.compile(await new Response(bytes).arrayBuffer());
}

/** @param {string} file its name next to the page */
async function fetched(file) {
  const answer = await fetch(file).catch(() => null);
  if (!answer?.ok) throw new Error(`This page could not load its file ${file}. Reload the page, or open why401.html: it is a single file and needs no network.`);
  // Some servers do not know the type of wasm; then it cannot be compiled while it loads.
  const isNamed = answer.headers.get("content-type") === "application/wasm";
  return isNamed ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}
