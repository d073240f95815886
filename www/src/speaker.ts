// In which language the page and its core speak, from the first moment on and when the reader chooses another one.
import { framed } from "../host.js";
import { Client } from "./client.ts";
import { setMessages, t } from "./language.ts";
import { ENGLISH, fetched, type Spoken } from "./translation.ts";
import { isSite } from "./load.ts";
import type { Store } from "./store.ts";

/** In milliseconds: the most for a language that the reader chooses. */
const CHOSEN = 30_000;

export class Speaker {
  /** The core that reads what is pasted. */
  readonly client: Client;
  #store;
  #spoken;
  /** The language that was chosen last, while it is loaded. */
  #wanted = "";

  constructor(store: Store, spoken: Spoken) {
    this.#store = store;
    this.#spoken = spoken;
    this.client = this.startClient();
    this.#say(spoken);
  }

  /** Another core, which speaks the language of the page. */
  startClient(): Client {
    const client = new Client(() => this.#store.dispatch({ type: "onPage" }));
    client.setLanguage(this.#spoken.translation?.core ?? null);
    return client;
  }

  /** Loads a language that the reader has chosen, and says all in it. */
  async speak(tag: string): Promise<void> {
    this.#wanted = tag;
    try {
      const spoken = await fetched(tag, CHOSEN);
      if (this.#wanted !== tag) return;
      const address = new URL(location.href);
      address.searchParams.set("lang", tag);
      history.replaceState(null, "", address);
      this.#say(spoken);
    } catch {
      if (this.#wanted === tag) this.#store.dispatch({ type: "notice", notice: { text: t("This language could not be loaded."), undo: false } });
    }
  }

  #say(spoken: Spoken) {
    this.#spoken = spoken;
    const { tag, translation } = spoken;
    setMessages(tag, translation?.page ?? {});
    this.client.setLanguage(translation?.core ?? null);
    document.documentElement.lang = tag;
    document.title = t("why401: paste what failed, read why LiveKit answers 401");
    this.#store.dispatch({ type: "language", language: tag });
    // In a frame of other docs the worker would belong to them; in one without an origin it is refused.
    if (isSite && !framed) void keepLanguage(tag);
  }
}

/** Lets the worker that caches the page cache its language too. */
async function keepLanguage(tag: string) {
  if (tag === ENGLISH.tag) return;
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage({ language: tag });
}
