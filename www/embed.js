// @ts-check
// <why-401>: the page in a frame. The frame can read nothing in its host, and the host nothing in the frame. See embed.md.
(() => {
  const FILE = new URL("why401.html", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  /** In milliseconds: without a word from the frame for so long, a link takes its place. */
  const PATIENCE = 3000;
  const OUTCOMES = ["accepts", "refuses", "depends", "unknown"];

  class Why401 extends HTMLElement {
    static observedAttributes = ["src", "server", "theme", "compact", "mint"];
    #frame = document.createElement("iframe");
    #link = document.createElement("a");
    #patience = 0;
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
      this.#link.textContent = "Open why401, which says why LiveKit answers 401";
      this.#link.target = "_blank";
      this.#link.hidden = true;
      this.attachShadow({ mode: "open" }).append(frame, this.#link);
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
      clearTimeout(this.#patience);
      this.#watch.disconnect();
      this.#scheme.removeEventListener("change", this.#turn);
      document.removeEventListener("transitionend", this.#turn);
    }

    /** @param {string} name */
    attributeChangedCallback(name) {
      if (!this.isConnected) return;
      if (name === "src" || name === "compact" || name === "mint") this.#load();
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
      const url = new URL(this.getAttribute("src") || FILE, document.baseURI);
      this.#link.href = url.href;
      const forms = ["compact", "mint"].filter((name) => this.hasAttribute(name));
      if (forms.length > 0) url.hash = forms.join("&");
      // The page reads its form from the address when it starts, so a frame whose address changes only behind the # has to be a new one.
      if (this.#frame.src !== url.href) {
        const frame = this.#frame;
        frame.src = url.href;
        frame.style.height = this.hasAttribute("compact") ? "320px" : "600px";
        this.shadowRoot?.prepend(frame);
      }
      this.#wait(false);
      clearTimeout(this.#patience);
      this.#patience = setTimeout(() => this.#wait(!this.#ready), PATIENCE);
    }

    /** @param {boolean} isInVain whether the link takes the place of the frame */
    #wait(isInVain) {
      this.#link.hidden = !isInVain;
      this.#frame.hidden = isInVain;
      this.#frame.style.display = isInVain ? "none" : "block";
    }

    /** @param {MessageEvent} event */
    #take({ source, data }) {
      if (source !== this.#frame.contentWindow || data?.why401 !== 1) return;
      if (data.height > 0 && data.height < 1e5) this.#frame.style.height = `${Math.ceil(data.height)}px`;
      if (!this.#ready) {
        this.#ready = true;
        this.#wait(false);
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
      if (!this.#ready || wanted === this.#theme) return;
      // A frame is transparent only if its scheme is that of its content.
      this.#frame.style.colorScheme = wanted;
      this.#send({ theme: this.#theme = wanted });
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
