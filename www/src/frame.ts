// How the page is shown: alone or in a frame, and whether the frame asked for the compact form.
export { framed } from "../host.js";

/** Whether the host of the frame asked for a small page: `why401.html#compact`. */
export const compact = new URLSearchParams(location.hash.slice(1)).has("compact");
