// @ts-check
// The page in a frame of other docs: it sends its height and, after a click, the outcome, and receives a theme and a text. embed.md describes the
// messages.

/** Whether another page has this one in a frame. */
export const framed = parent !== window;

const asked = new URLSearchParams(location.hash.slice(1));

/** Whether the host asked for the small form: `why401.html#compact`. */
export const compact = asked.has("compact");

/** Whether tokens may be made here: in a frame only if the host asked for it, by `why401.html#mint`. */
export const mints = !framed || asked.has("mint");

/** The step of the height that the host learns, in CSS pixels: the exact height would tell it what the answer is. */
const STEP = 200;

/** The heights of the compact form. */
const COMPACT = { empty: 320, answered: 720 };

/** The height that the host learns while its words and a person's are judged together. It is the same for every answer. */
const FIXED = 10 * STEP;

/** The height that the host knows. */
let known = 0;

/** Lets the next height be sent even if the host knows it: so there is one message for each text. */
export function forgetHeight() {
  known = 0;
}

/**
 * Sends the host the height that the frame needs, if it has changed: the number of messages tells nothing either.
 * @param {boolean} isMixed whether words of the host and of a person are judged together
 */
export function fit(isMixed) {
  if (!framed) return;
  const { offsetHeight } = document.body;
  const height = compact ? (isMixed || offsetHeight > COMPACT.empty ? COMPACT.answered : COMPACT.empty)
    : isMixed ? FIXED : Math.ceil(offsetHeight / STEP) * STEP;
  if (height === known) return;
  known = height;
  parent.postMessage({ why401: 1, height }, "*");
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
