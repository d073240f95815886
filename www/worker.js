// @ts-check
// Caches the page and its wasm for use without a network. It serves only these two files, and caches nothing else: a paste never
// leaves the page, not even to this worker.

/** The hash of the page, inserted when it is packed: each version has its own cache. */
const NAME = "why401 VERSION";
/** The file of the wasm, inserted when it is packed; it has a hash in its name. */
const WASM_FILE = "WASM";
const worker = /** @type {any} */ (self);
const PAGE = new URL("index.html", worker.registration.scope).href;
const WASM = new URL(WASM_FILE, worker.registration.scope).href;

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([new Request(PAGE, { cache: "reload" }), WASM])));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const old = async () => { for (const name of await caches.keys()) if (name.startsWith("why401 ") && name !== NAME) await caches.delete(name); };
  event.waitUntil(Promise.all([old(), worker.clients.claim()]));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  const url = origin + pathname;
  const kept = async (/** @type {string} */ file) => (await caches.open(NAME)).match(file);
  if (url === WASM) event.respondWith(kept(WASM).then((answer) => answer ?? fetch(event.request)));
  // The newest page, if the server can be reached; the next worker caches it, not this one.
  if (url === PAGE || url === worker.registration.scope) event.respondWith(fetch(event.request).catch(async () => await kept(PAGE) ?? Response.error()));
});
