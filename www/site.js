// @ts-check
// Of the page on a web server only: keeps it for when there is no network. The one policy of trusted types is used up here.
(() => {
  const { trustedTypes, navigator: { serviceWorker } } = /** @type {any} */ (window);
  const FILE = "worker.js";
  const url = trustedTypes?.createPolicy("why401", { createScriptURL: () => FILE }).createScriptURL(FILE) ?? FILE;
  // In a frame of somebody's docs it belongs to them; in one without an origin it is refused.
  if (parent === window) serviceWorker?.register(url).catch(() => {});
})();
