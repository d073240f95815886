// Decides when the core is asked: when the case changes, and when its answer does. Between these the page lets its own times tick.
import type { Part, Report } from "../index.d.ts";
import { isEmpty, isMixed, ownTexts, texts } from "./case.ts";
import { Failure, type Client } from "./client.ts";
import { t } from "./language.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";

/** In milliseconds: the pause after a character, before the core is asked. */
const TYPED = 150;
/** A longer text is read with a message that says so, and is not read again only because a duration in a sentence grew. */
const LONG = 20_000;
/** In seconds: the longest time without a look at the clock. */
const GLANCE = 60;

export class Scheduler {
  #store;
  #client;
  #job = 0;
  #typed: ReturnType<typeof setTimeout> | undefined;
  #wake: ReturnType<typeof setTimeout> | undefined;
  /** How far `Date` was ahead of the clock that nobody sets, at the first paste, in milliseconds. */
  #ahead: number | undefined;

  constructor(store: Store, client: Client) {
    this.#store = store;
    this.#client = client;
    store.subscribe((after, before) => this.#changed(after, before));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) void this.ask();
    });
    setInterval(() => {
      if (!document.hidden && store.state.report) this.#tick();
    }, 1000);
  }

  #tick() {
    const now = Date.now();
    const ahead = now - performance.now();
    this.#ahead ??= ahead;
    this.#store.dispatch({ type: "tick", now: now / 1000, moved: (ahead - this.#ahead) / 1000 });
  }

  #changed(after: State, before: State) {
    if (after.case !== before.case) {
      clearTimeout(this.#typed);
      // A verdict follows each paste at once, and each character a moment later.
      if (after.typing && !isEmpty(after.case)) this.#typed = setTimeout(() => void this.ask(), TYPED);
      else void this.ask();
    } else if (after.whatIf !== before.whatIf || after.samples !== before.samples || after.language !== before.language) void this.ask();
  }

  /** Asks the core about the case as it is now; a late answer never overwrites a newer one. */
  async ask() {
    const mine = ++this.#job;
    clearTimeout(this.#wake);
    const { state } = this.#store;
    if (isEmpty(state.case)) return;
    const all = texts(state.case);
    const length = all.reduce((sum, { length }) => sum + length + 1, -1);
    if (!state.report || (length !== state.read.length && length > LONG)) this.#store.dispatch({ type: "reading", length });
    this.#tick();
    if (length > LONG) {
      // The page says that it reads before it hands over a text that takes a while to copy.
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== this.#job) return;
    }
    const { now } = this.#store.state;
    try {
      const report = await this.#client.ask(all, {
        now: now * 1000,
        ...(state.whatIf ? { askedAt: state.whatIf.at * 1000 } : {}),
        ...(state.case.token === null ? {} : { token: state.case.token }),
        ...(state.case.compared === null ? {} : { compared: state.case.compared }),
        samples: [...state.samples],
      });
      if (mine !== this.#job || !report) return;
      this.#store.dispatch({ type: "report", report, read: all.join("\n") });
    } catch (error) {
      if (mine !== this.#job) return;
      const { message, crashed } = error instanceof Failure ? error : new Failure(String(error), false);
      this.#store.dispatch({ type: "failed", message: crashed ? t("why401 crashed on this paste. That is a bug of why401; the next call works again.") : message, crashed });
    }
    if (mine === this.#job) this.#sleep();
  }

  /**
   * The outcome of the reader's own words, for the host of the frame, which must not learn what its own change; `null` if they cannot be
   * told apart.
   */
  async outcome(): Promise<Report["verdict"]["outcome"] | null> {
    const { report, now, case: given } = this.#store.state;
    if (given.isBlended || !report) return null;
    if (!isMixed(given)) return report.verdict.outcome;
    const own = await this.#client.ask(ownTexts(given), { now: now * 1000 }).catch(() => null);
    void this.ask();
    return own?.verdict.outcome ?? null;
  }

  /** Until the verdict changes, or a duration in its sentences. */
  #sleep() {
    const { report, read } = this.#store.state;
    if (!report) return;
    const now = Date.now() / 1000;
    const change = (report.changes_at ?? Infinity) - now;
    const spoken = read.length > LONG || document.hidden ? GLANCE : freshness(report);
    this.#wake = setTimeout(() => void this.ask(), 1000 * Math.min(spoken, Math.max(change, 0.05)));
  }
}

/** In seconds: how long the durations in the sentences of a report stay true. */
export function freshness({ verdict, findings, checks }: Report): number {
  const sentences: readonly Part[][] = [verdict.message, verdict.fix, ...findings.flatMap(({ message, fix }) => [message, fix]), ...checks.flatMap(({ value, reason }) => [value, reason])];
  const durations = sentences.flat().flatMap((part) => part.kind === "duration" ? [part.seconds] : []);
  // Below ten minutes a duration has seconds.
  return durations.some((seconds) => seconds < 600) ? 1 : durations.length > 0 ? 10 : GLANCE;
}
