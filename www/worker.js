// @ts-check
// Caches the page, its wasm and the languages that were used, for use without a network. It serves only these files, and caches nothing else:
// a paste never leaves the page, not even to this worker.

/** The hash of the page, inserted when it is packed: each version has its own cache. */
const NAME = "why401 VERSION";
/** The file of the wasm, inserted when it is packed; it has a hash in its name. */
const WASM_FILE = "WASM";
const worker = /** @type {any} */ (self);
const address = (/** @type {string} */ file) => new URL(file, worker.registration.scope).href;
const PAGE = address("index.html");
const WASM = address(WASM_FILE);
/** The addresses of languages begin like this. */
const LANGUAGES = address("languages/");

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  const fill = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([new Request(PAGE, { cache: "reload" }), WASM]);
    // The languages of the version before, of which a new one may have less.
    for (const language of await keptLanguages()) await cache.add(language).catch(() => {});
  };
  event.waitUntil(fill());
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const old = async () => { for (const name of await ownCaches()) if (name !== NAME) await caches.delete(name); };
  event.waitUntil(Promise.all([old(), worker.clients.claim()]));
});

// The page says which language it speaks.
worker.addEventListener("message", (/** @type {any} */ event) => {
  const { language } = event.data;
  if (typeof language !== "string" || !/^[\w-]+$/.test(language)) return;
  event.waitUntil(caches.open(NAME).then((cache) => cache.add(`${LANGUAGES}${language}.json`)).catch(() => {}));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  const url = origin + pathname;
  const kept = async (/** @type {string} */ file) => (await caches.open(NAME)).match(file);
  if (url === WASM) event.respondWith(kept(WASM).then((answer) => answer ?? fetch(event.request)));
  // The newest page, if the server can be reached; the next worker caches it, not this one.
  if (url === PAGE || url === worker.registration.scope) event.respondWith(fetch(event.request).catch(async () => await kept(PAGE) ?? Response.error()));
  if (url.startsWith(LANGUAGES)) event.respondWith(fetch(event.request).catch(async () => await kept(url) ?? Response.error()));
});

/** The caches of all versions of this page. */
async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith("why401 "));
}

/** The addresses of the cached languages. */
async function keptLanguages() {
  const requests = await Promise.all((await ownCaches()).map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map(({ url }) => url).filter((url) => url.startsWith(LANGUAGES));
}
