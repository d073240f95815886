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
/** In milliseconds: the event about the policy comes in a separate task, maybe later than the error. */
const LATE = 1000;

/** `show` is called as results come in. */
export async function prove(show: (attempts: readonly Attempt[]) => void) {
  const ways: { name: string; code: string; run: () => Promise<Result> }[] = [
    { name: "Fetch", code: `fetch("https://${AWAY}/")`, run: () => outcome(() => fetch(`https://${AWAY}/`)) },
    { name: "WebSocket", code: `new WebSocket("wss://${AWAY}/")`, run: () => outcome(() => settled(new WebSocket(`wss://${AWAY}/`), "open")) },
    { name: "Image", code: `image.src = "https://${AWAY}/i.png"`, run: () => outcome(() => settled(Object.assign(new Image(), { src: `https://${AWAY}/i.png` }), "load")) },
    { name: "WebRTC", code: "new RTCPeerConnection()", run: () => Promise.resolve(withoutPeers()) },
  ];
  let attempts: readonly Attempt[] = ways.map(({ name, code }) => ({ name, code, result: null }));
  show(attempts);
  for (const [index, { run }] of ways.entries()) {
    const result = await run();
    attempts = attempts.map((attempt, at) => at === index ? { ...attempt, result } : attempt);
    show(attempts);
  }
}

/** An attempt is blocked if the browser names the policy for it. An error alone proves nothing: CORS or a server makes it after the request was sent. */
async function outcome(run: () => Promise<unknown>): Promise<Result> {
  const end = new AbortController();
  const violation = new Promise<string>((resolve) => {
    document.addEventListener("securitypolicyviolation", ({ blockedURI, disposition, effectiveDirective }) => {
      if (disposition === "enforce" && blockedURI.includes(AWAY)) resolve(effectiveDirective);
    }, { signal: end.signal });
  });
  try {
    await run();
    return exposed();
  } catch (error) {
    const directive = await Promise.race([violation, new Promise<null>((resolve) => setTimeout(resolve, LATE, null))]);
    if (directive === null) return { blocked: false, words: t("Failed, but not by this page’s policy. Do not trust this copy of the page.") };
    const words = t("Blocked by {0} of this page’s policy", directive);
    return { blocked: true, words: error instanceof Error ? `${words}: ${error.message}` : words };
  } finally {
    end.abort();
  }
}

function withoutPeers(): Result {
  return typeof RTCPeerConnection === "undefined" ? { blocked: true, words: t("Blocked by this page’s first script") } : exposed();
}

function exposed(): Result {
  return { blocked: false, words: t("Not blocked. Do not trust this copy of the page.") };
}

function settled(target: EventTarget, success: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    target.addEventListener(success, resolve);
    target.addEventListener("error", reject);
  });
}
