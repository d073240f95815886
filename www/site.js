// @ts-check
// Only for the page on a web server: caches it for use without a network, and lets a frame read a server's clock.
(() => {
  // From disk, and in a frame without an origin, the page cannot read other files; the single file needs none.
  if (origin === "null") return location.replace(`why401.html${location.hash}`);
  keep();
  offer();

  function keep() {
    const { trustedTypes, navigator: { serviceWorker } } = /** @type {any} */ (window);
    const FILE = "worker.js";
    // The only allowed policy of trusted types is created here.
    const url = trustedTypes?.createPolicy("why401", { createScriptURL: () => FILE }).createScriptURL(FILE) ?? FILE;
    // In a frame of other docs the worker would belong to them; in one without an origin it is refused.
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
      button.textContent = "Check the server’s clock";
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
      words.textContent = origin && `Asks ${origin} only for its time: sends no token and no path.`;
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
        if (!done) words.textContent = `Asking ${origin} … ${samples.length} answers, within ${Math.round(width)} ms`;
        else {
          words.textContent = done === "measured" ? `${samples.length} answers: the server’s clock is known to within ${Math.round(width)} ms.`
            : done === "no date" ? "The server answers, but does not show its time to web pages. Run this where the tokens are made, and paste its output: " + command(origin)
              : `This page got no answer. The cause may be the network, the certificate, a permission, or an http server on an https page. Run this instead, and paste its output: ${command(origin)}`;
          idle();
        }
      });
    });
  }

  /**
   * Asks the server from a frame that can see neither paste nor page.
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
   * The scheme, host and port that the probe gets.
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
