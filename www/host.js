// @ts-check
// The page in a frame of somebody's docs: it tells how tall it is and how the verdict goes, and takes a theme and a text. The
// messages are described in embed.md.

const framed = parent !== window;

/**
 * Tells the host what it may know, which is nothing of what was pasted.
 * @param {string | null} outcome of the verdict
 */
export function tell(outcome) {
  // One more, since the height in whole pixels may be rounded down.
  if (framed) parent.postMessage({ why401: 1, height: document.body.offsetHeight + 1, outcome }, "*");
}

/**
 * Takes a theme from the host, and texts: their effect is up to `take`.
 * @param {(text: string) => void} take
 */
export function listen(take) {
  if (framed) addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.why401 !== 1) return;
    if (data.theme === "light" || data.theme === "dark") document.documentElement.style.colorScheme = data.theme;
    if (typeof data.text === "string") take(data.text);
  });
}
