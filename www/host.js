// @ts-check
// The page in a frame of other docs: it sends its height and the outcome, and receives a theme and a text. embed.md describes the
// messages.

const framed = parent !== window;

/**
 * Sends the host the only facts that it may know, and nothing from the paste.
 * @param {string | null} outcome of the verdict
 */
export function tell(outcome) {
  // One more, because the height in whole pixels may be rounded down.
  if (framed) parent.postMessage({ why401: 1, height: document.body.offsetHeight + 1, outcome }, "*");
}

/**
 * Receives a theme and texts from the host; `take` decides about the texts.
 * @param {(text: string) => void} take
 */
export function listen(take) {
  if (framed) addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.why401 !== 1) return;
    if (data.theme === "light" || data.theme === "dark") document.documentElement.style.colorScheme = data.theme;
    if (typeof data.text === "string") take(data.text);
  });
}
