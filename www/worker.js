// @ts-check
// Keeps the page, which is one file, for when there is no network. It answers for that file only, and keeps nothing else: whatever
// is pasted never leaves the page, not even to here.

/** The hash of the page, put in when it is packed: another page has another cache. */
const NAME = "why401 VERSION";
const worker = /** @type {any} */ (self);
const PAGE = new URL("index.html", worker.registration.scope).href;
const MINE = [worker.registration.scope, PAGE];

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.add(new Request(PAGE, { cache: "reload" }))));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const old = async () => { for (const name of await caches.keys()) if (name.startsWith("why401 ") && name !== NAME) await caches.delete(name); };
  event.waitUntil(Promise.all([old(), worker.clients.claim()]));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || !MINE.includes(origin + pathname)) return;
  // The newest page, if the server can be reached; what it answers is kept by the next worker, not by this one.
  event.respondWith(fetch(event.request).catch(async () => await (await caches.open(NAME)).match(PAGE) ?? Response.error()));
});
