// @ts-check
// The frame that may use the network. It gets scheme, host and port of a server and nothing else, requests its `Date` around the
// edges of a second, and reports the times of the requests and the `Date` values.
(() => {
  /** In milliseconds: the interval that is narrow enough, and the maximum duration. */
  const NARROW = 100;
  const LONG = 3000;
  /** Requests at one edge of a second. */
  const BURST = 4;

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.why401 !== 1 || typeof data.origin !== "string") return;
    const { protocol, origin } = new URL(data.origin);
    if (/^https?:$/.test(protocol)) void look(origin);
  });
  tell({ ready: true });

  /** @param {string} origin */
  async function look(origin) {
    const end = Date.now() + LONG;
    // How far the server is ahead of this clock: at least, and at most.
    let [low, high] = [-Infinity, Infinity];
    let [answers, dates] = [0, 0];
    let trip = 0;

    const ask = async () => {
      const sent = Date.now();
      const answer = await fetch(`${origin}/`, { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", redirect: "manual", signal: AbortSignal.timeout(LONG) });
      const received = Date.now();
      answers++;
      const date = Date.parse(answer.headers.get("date") ?? "");
      if (Number.isNaN(date)) return;
      dates++;
      trip = received - sent;
      low = Math.max(low, date - received);
      high = Math.min(high, date + 1000 - sent);
      tell({ sample: { sent, received, date, proxy: ["via", "age", "x-cache"].some((name) => answer.headers.has(name)) }, width: high - low });
    };

    try {
      await ask();
      while (dates > 0 && high - low >= NARROW && high > low && Date.now() < end) {
        const width = high - low;
        // The server's second begins when its clock, at one of these offsets from ours, has no milliseconds.
        const waits = Array.from({ length: BURST }, (_, index) => low + (width * (index + 1)) / (BURST + 1)).map((ahead) => {
          const now = Date.now();
          const wait = (1000 - ((now + ahead) % 1000)) % 1000 - trip / 2;
          return wait < 0 ? wait + 1000 : wait;
        });
        await Promise.all(waits.map((wait) => new Promise((resolve) => setTimeout(resolve, wait)).then(ask)));
      }
      tell({ done: dates > 0 ? "measured" : "no date" });
    } catch {
      tell({ done: answers > 0 && dates > 0 ? "measured" : answers > 0 ? "no date" : "no answer" });
    }
  }

  /** @param {object} message */
  function tell(message) {
    parent.postMessage({ why401: 1, ...message }, "*");
  }
})();
