// @ts-check
// Of the page on a web server only: keeps it for when there is no network, and lets a frame look at a server's clock.
(() => {
  // From disk, and in a frame without an origin, no file beside the page can be read; the single file needs none.
  if (origin === "null") return location.replace(`why401.html${location.hash}`);
  keep();
  offer();

  function keep() {
    const { trustedTypes, navigator: { serviceWorker } } = /** @type {any} */ (window);
    const FILE = "worker.js";
    // The one policy of trusted types is used up here.
    const url = trustedTypes?.createPolicy("why401", { createScriptURL: () => FILE }).createScriptURL(FILE) ?? FILE;
    // In a frame of somebody's docs it belongs to them; in one without an origin it is refused.
    if (parent === window) serviceWorker?.register(url).catch(() => {});
  }

  /** Shows a button as soon as the paste names a server. */
  function offer() {
    const evidence = /** @type {HTMLElement} */ (document.getElementById("evidence"));
    const line = document.createElement("p");
    const button = document.createElement("button");
    const words = document.createElement("span");
    line.id = "probe";
    line.className = "note";
    line.hidden = true;
    button.type = "button";
    button.className = "chip";
    words.setAttribute("role", "status");
    line.append(button, " ", words);
    evidence.parentElement?.after(line);
    let origin = "";
    /** @type {(() => void) | null} */
    let stop = null;

    const idle = () => {
      stop = null;
      button.textContent = "Look at the server’s clock";
    };
    idle();
    new MutationObserver(() => {
      const label = [...evidence.querySelectorAll("li")].find((item) => item.querySelector("b")?.textContent === "Server")?.querySelector(".label")?.textContent ?? "";
      const now = originOf(label);
      if (now === origin) return;
      stop?.();
      idle();
      origin = now;
      line.hidden = !origin;
      words.textContent = origin && `Asks ${origin} for its time, and for nothing else: no token, no path.`;
      give([]);
    }).observe(evidence, { childList: true, subtree: true, characterData: true });

    button.addEventListener("click", () => {
      if (stop) {
        stop();
        words.textContent = "Stopped.";
        return idle();
      }
      button.textContent = "Stop";
      words.textContent = `Asking ${origin} …`;
      stop = probe(origin, ({ samples, width, done }) => {
        give(samples);
        if (!done) words.textContent = `Asking ${origin} … ${samples.length} answers, to ${Math.round(width)} ms`;
        else {
          words.textContent = done === "measured" ? `${samples.length} answers: the server’s clock is known to ${Math.round(width)} ms.`
            : done === "no date" ? "The server answers, but does not show its time to a page. Paste what this prints where the tokens are made: " + command(origin)
              : `This page got no answer, which need not mean that there is none: the network, the certificate, a permission or http beside https may be why. Paste what this prints: ${command(origin)}`;
          idle();
        }
      });
    });
  }

  /**
   * Asks in a frame that sees neither paste nor page.
   * @param {string} origin
   * @param {(state: { samples: object[], width: number, done?: string }) => void} show
   * @returns {() => void} stops it
   */
  function probe(origin, show) {
    const frame = document.createElement("iframe");
    /** @type {object[]} */
    const samples = [];
    let width = Infinity;
    const end = () => {
      removeEventListener("message", hear);
      frame.remove();
    };
    /** @param {MessageEvent} event */
    function hear({ source, data }) {
      if (source !== frame.contentWindow || data?.why401 !== 1) return;
      if (data.ready) return frame.contentWindow?.postMessage({ why401: 1, origin }, "*");
      if (data.sample) {
        const { sent, received, date, proxy } = data.sample;
        if (![sent, received, date].every(Number.isFinite)) return;
        samples.push({ sent, received, date, proxy: proxy === true });
        width = Number(data.width);
      }
      if (data.done) end();
      show({ samples, width, done: data.done });
    }
    addEventListener("message", hear);
    frame.hidden = true;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = "probe.html";
    document.body.append(frame);
    return end;
  }

  /** @param {object[]} samples */
  function give(samples) {
    dispatchEvent(new CustomEvent("samples", { detail: [...samples] }));
  }

  /**
   * The scheme, host and port that the probe is told.
   * @param {string} label of the evidence
   */
  function originOf(label) {
    try {
      return new URL(label.replace(/^ws/, "http")).origin;
    } catch {
      return "";
    }
  }

  /** @param {string} origin */
  function command(origin) {
    return `date +%s; curl -sI '${origin}' | grep -i ^date; date +%s`;
  }
})();
