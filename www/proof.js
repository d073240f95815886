// @ts-check
// Tries the four ways to send data out of a page, and shows the browser's response to each.
import { h } from "./dom.js";

/** @typedef {{ name: string, code: string, result: string | null }} Attempt  `result`: `null` while it runs */

const AWAY = "example.com";

/**
 * @param {(attempts: Attempt[]) => void} show called as results come in
 */
export async function prove(show) {
  const ways = [
    { name: "Fetch", code: `fetch("https://${AWAY}/")`, run: () => fetch(`https://${AWAY}/`) },
    { name: "WebSocket", code: `new WebSocket("wss://${AWAY}/")`, run: () => settled(new WebSocket(`wss://${AWAY}/`), "open") },
    { name: "Image", code: `image.src = "https://${AWAY}/i.png"`, run: () => settled(Object.assign(new Image(), { src: `https://${AWAY}/i.png` }), "load") },
    { name: "WebRTC", code: "new RTCPeerConnection()", run: () => new RTCPeerConnection() },
  ];
  /** @type {Attempt[]} */
  const attempts = ways.map(({ name, code }) => ({ name, code, result: null }));
  show(attempts);
  for (const [index, { run }] of ways.entries()) {
    attempts[index] = { ...attempts[index], result: await outcome(run) };
    show([...attempts]);
  }
}

/** @param {Attempt[]} attempts */
export function proofView(attempts) {
  return [
    h("h2", null, "Four ways to send data out of this page, tried just now"),
    h("ul", null, attempts.map(({ name, code, result }) => h("li", null,
      h("b", null, result === null ? "…" : result.startsWith("Not blocked") ? "✗" : "✓", " ", name),
      h("code", null, code),
      h("span", null, result ?? "trying")))),
    h("p", null, "The policy is in the first line of this page’s source. To check it yourself, look at the network tab of your developer tools, or turn the network off: nothing here needs it."),
  ];
}

/**
 * The browser's response to an attempt: the policy that it names, or else its error.
 * @param {() => unknown} run
 * @returns {Promise<string>}
 */
async function outcome(run) {
  /** @type {string | undefined} */
  let directive;
  const listen = (/** @type {SecurityPolicyViolationEvent} */ event) => { directive = `${event.effectiveDirective} of this page’s policy`; };
  document.addEventListener("securitypolicyviolation", listen);
  try {
    await run();
    return "Not blocked. Do not trust this copy of the page.";
  } catch (error) {
    // The event about the policy comes in a separate task.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return `Blocked by ${directive ?? "this page’s first script"}${error instanceof Error ? `: ${error.message}` : ""}`;
  } finally {
    document.removeEventListener("securitypolicyviolation", listen);
  }
}

/**
 * @param {EventTarget} target
 * @param {string} success
 */
function settled(target, success) {
  return new Promise((resolve, reject) => {
    target.addEventListener(success, resolve);
    target.addEventListener("error", reject);
  });
}
