// Tries the four ways to send data out of a page, and finds out the browser's response to each.
import { t } from "./language.ts";

export interface Attempt {
  readonly name: string;
  readonly code: string;
  /** `null` while it runs. */
  readonly result: Result | null;
}

interface Result {
  readonly blocked: boolean;
  readonly words: string;
}

const AWAY = "example.com";

/** `show` is called as results come in. */
export async function prove(show: (attempts: readonly Attempt[]) => void) {
  const ways: { name: string; code: string; run: () => unknown }[] = [
    { name: "Fetch", code: `fetch("https://${AWAY}/")`, run: () => fetch(`https://${AWAY}/`) },
    { name: "WebSocket", code: `new WebSocket("wss://${AWAY}/")`, run: () => settled(new WebSocket(`wss://${AWAY}/`), "open") },
    { name: "Image", code: `image.src = "https://${AWAY}/i.png"`, run: () => settled(Object.assign(new Image(), { src: `https://${AWAY}/i.png` }), "load") },
    { name: "WebRTC", code: "new RTCPeerConnection()", run: () => new RTCPeerConnection() },
  ];
  let attempts: readonly Attempt[] = ways.map(({ name, code }) => ({ name, code, result: null }));
  show(attempts);
  for (const [index, { run }] of ways.entries()) {
    const result = await outcome(run);
    attempts = attempts.map((attempt, at) => at === index ? { ...attempt, result } : attempt);
    show(attempts);
  }
}

/** The browser's response to an attempt: the policy that it names, or else its error. */
async function outcome(run: () => unknown): Promise<Result> {
  let directive: string | undefined;
  const listen = (event: SecurityPolicyViolationEvent) => { directive = event.effectiveDirective; };
  document.addEventListener("securitypolicyviolation", listen);
  try {
    await run();
    return { blocked: false, words: t("Not blocked. Do not trust this copy of the page.") };
  } catch (error) {
    // The event about the policy comes in a separate task.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const words = directive ? t("Blocked by {0} of this page’s policy", directive) : t("Blocked by this page’s first script");
    return { blocked: true, words: error instanceof Error ? `${words}: ${error.message}` : words };
  } finally {
    document.removeEventListener("securitypolicyviolation", listen);
  }
}

function settled(target: EventTarget, success: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    target.addEventListener(success, resolve);
    target.addEventListener("error", reject);
  });
}
