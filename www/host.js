// @ts-check
// The page in a frame of other docs: it sends its height and, after a click, the outcome, and receives a theme and a text. embed.md describes the
// messages.

/** Whether another page has this one in a frame. */
export const framed = parent !== window;

/** Whether the host asked for the small form: `why401.html#compact`. */
export const compact = new URLSearchParams(location.hash.slice(1)).has("compact");

/** The step of the height that the host learns, in CSS pixels: the exact height would tell it what the answer is. */
const STEP = 200;

/** The heights of the compact form, empty and with an answer. */
const COMPACT = [320, 720];

/** Sends the host the height that the frame needs. */
export function fit() {
  const { offsetHeight } = document.body;
  const steps = Math.ceil(offsetHeight / STEP) * STEP;
  if (framed) parent.postMessage({ why401: 1, height: compact ? COMPACT.find((height) => offsetHeight <= height) ?? COMPACT[1] : steps }, "*");
}

/**
 * Sends the host the outcome of the verdict, and nothing from the paste. Only a person's click does so.
 * @param {string} outcome
 */
export function share(outcome) {
  if (framed) parent.postMessage({ why401: 1, outcome }, "*");
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
