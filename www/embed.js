// @ts-check
// <why-401>: the page in a frame. The frame can read nothing in its host, and the host nothing in the frame. See embed.md.
(() => {
  const FILE = new URL("why401.html", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const OUTCOMES = ["accepts", "refuses", "depends", "unknown"];

  class Why401 extends HTMLElement {
    static observedAttributes = ["src", "server", "theme"];
    #frame = document.createElement("iframe");
    #text = "";
    #ready = false;
    #theme = "";
    #watch = new MutationObserver(() => this.#sendTheme());
    #scheme = matchMedia("(prefers-color-scheme: dark)");
    #hear = (/** @type {MessageEvent} */ event) => this.#take(event);
    #turn = () => this.#sendTheme();

    constructor() {
      super();
      const frame = this.#frame;
      frame.title = "why401: why LiveKit answers 401";
      frame.setAttribute("sandbox", "allow-scripts");
      frame.allow = "clipboard-write";
      // Set as a property, because the host's policy may forbid styles in markup.
      frame.style.cssText = "display:block;width:100%;height:600px;border:0";
      this.attachShadow({ mode: "open" }).append(frame);
    }

    connectedCallback() {
      this.style.display ||= "block";
      addEventListener("message", this.#hear);
      // Themes switch a class, an attribute or a style of these two, and colors may take a while to change.
      for (const element of [document.documentElement, document.body]) this.#watch.observe(element, { attributes: true });
      this.#scheme.addEventListener("change", this.#turn);
      document.addEventListener("transitionend", this.#turn);
      this.#load();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#watch.disconnect();
      this.#scheme.removeEventListener("change", this.#turn);
      document.removeEventListener("transitionend", this.#turn);
    }

    /** @param {string} name */
    attributeChangedCallback(name) {
      if (!this.isConnected) return;
      if (name === "src") this.#load();
      else if (name === "theme") this.#sendTheme();
      else this.show(this.#text);
    }

    /**
     * Puts a text into the page as if it were pasted there. Once a person has pasted something, this has no effect.
     * @param {string} text
     */
    show(text) {
      this.#text = text;
      const server = this.getAttribute("server");
      this.#send({ text: server ? `LIVEKIT_URL=${server}\n${text}` : text });
    }

    #load() {
      this.#ready = false;
      const url = new URL(this.getAttribute("src") || FILE, document.baseURI).href;
      if (this.#frame.src !== url) this.#frame.src = url;
    }

    /** @param {MessageEvent} event */
    #take({ source, data }) {
      if (source !== this.#frame.contentWindow || data?.why401 !== 1) return;
      if (data.height > 0 && data.height < 1e5) this.#frame.style.height = `${Math.ceil(data.height)}px`;
      if (!this.#ready) {
        this.#ready = true;
        this.#theme = "";
        this.#sendTheme();
        if (this.#text || this.getAttribute("server")) this.show(this.#text);
      }
      const { outcome } = data;
      if (OUTCOMES.includes(outcome)) this.dispatchEvent(new CustomEvent("why401", { bubbles: true, detail: { outcome } }));
    }

    #sendTheme() {
      const theme = this.getAttribute("theme");
      const wanted = theme === "light" || theme === "dark" ? theme : this.#hostIsDark() ? "dark" : "light";
      if (this.#ready && wanted !== this.#theme) this.#send({ theme: this.#theme = wanted });
    }

    /** Whether the host's text is light, for any name of its themes. */
    #hostIsDark() {
      const { color } = getComputedStyle(this);
      const [first = 0, second = 0, third = 0] = color.match(/[\d.]+/g)?.map(Number) ?? [];
      // In every format but `rgb()`, the first number is a lightness, up to 1 or 100.
      const light = color.startsWith("rgb") ? (first * 3 + second * 6 + third) / 2550 : first > 1 ? first / 100 : first;
      return light > 0.5;
    }

    /** @param {object} message */
    #send(message) {
      // The origin of a sandboxed frame is opaque, so a message cannot be addressed to it.
      if (this.#ready) this.#frame.contentWindow?.postMessage({ why401: 1, ...message }, "*");
    }
  }

  if (!customElements.get("why-401")) customElements.define("why-401", Why401);
})();
