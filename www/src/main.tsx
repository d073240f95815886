// Starts the page: connects the state with the browser, the core and the host of the frame.
import { render } from "preact";
import { compact, fit, forgetHeight, framed, listen, share } from "../host.js";
import { App } from "./app.tsx";
import { isForeign, isMixed, isOfHost } from "./case.ts";
import type { Actions } from "./context.ts";
import { Files } from "./files.ts";
import { FIELDS, listenToKeys } from "./keys.ts";
import { anonymous } from "./link.ts";
import { t } from "./language.ts";
import { ENGLISH, fetched, inside, preferredHere, singleFile, type Spoken } from "./translation.ts";
import { listenToMint } from "./mint.ts";
import { isSite } from "./load.ts";
import { listenToSafe } from "./safe.ts";
import { Scheduler } from "./scheduler.ts";
import { Speaker } from "./speaker.ts";
import { start } from "./state.ts";
import { Store } from "./store.ts";
import { offlineUrl } from "./worker-url.ts";

/** In milliseconds: a page whose language takes longer begins in English. */
const PATIENCE = 3000;

if (!isSite) run(inside());
else if (origin === "null") {
  // From disk, and in a frame without an origin, the page cannot read other files; the single file needs none.
  location.replace(singleFile(preferredHere()) + location.hash);
} else if (preferredHere() === ENGLISH.tag) run(ENGLISH);
else void fetched(preferredHere(), PATIENCE).catch(() => ENGLISH).then(run);

function run(spoken: Spoken) {
  const store = new Store(start(Date.now() / 1000));
  const { dispatch } = store;
  const speaker = new Speaker(store, spoken);
  const { client } = speaker;
  const startClient = () => speaker.startClient();
  const scheduler = new Scheduler(store, client);
  client.load();
  const files = new Files(store, startClient);
  const makeSafe = listenToSafe(store, startClient, files);

  const place = document.getElementById("page");
  if (!place) throw new Error("the page has no place for its content");
  const cancel = () => {
    client.cancel();
    dispatch({ type: "undo" });
  };
  const tell = async () => {
    const outcome = await scheduler.outcome();
    if (outcome) share(outcome);
    return outcome !== null;
  };
  const makePair = () => {
    client.pair().then(
      (pair) => dispatch({ type: "mint", action: { act: "open", pair } }),
      (error: unknown) => dispatch({ type: "notice", notice: { text: t("No pair was made: {0}", String((error as Error).message)), undo: false } }),
    );
  };
  // While the core reads, the height is still that of the text before.
  const resize = () => {
    if (!store.state.busy) fit(isMixed(store.state.case));
  };
  const acts: Omit<Actions, "state"> = {
    dispatch, cancel, tell, makePair, makeSafe, speak: (tag) => void speaker.speak(tag),
    openFiles: (chosen) => files.open(chosen), openRow: (index) => void files.row(index), saveRows: (form) => files.save(form),
  };
  const draw = () => {
    render(<App state={store.state} {...acts} />, place);
    resize();
  };
  let isDue = false;
  store.subscribe((after, before) => {
    if (after.case !== before.case) forgetHeight();
    if (after.theme !== before.theme) document.documentElement.style.colorScheme = after.theme === "system" ? "" : after.theme;
    // What a reader has pasted stands at the top.
    if (after.case.pastes !== before.case.pastes && after.case.pastes.length > before.case.pastes.length) scrollTo({ top: 0 });
    // Many changes of one moment are drawn once.
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      draw();
    });
  });
  if (framed) document.documentElement.dataset.framed = "";
  if (compact) document.documentElement.dataset.compact = "";
  draw();

  listenToMint(store, client);
  listenToPastes(store, files);
  listenToKeys(store, (action) => document.querySelector<HTMLElement>(`[data-action=${action}]`)?.click());
  // Its height changes without a render too: details open, a font loads, a window is resized.
  new ResizeObserver(resize).observe(document.body);
  // From here on an error does not mean that the page cannot start.
  document.documentElement.setAttribute("data-ready", "");
  if (isSite && !framed) navigator.serviceWorker?.register(offlineUrl()).catch(() => {});

  // A host can replace its own text, but never add to a person's paste: what it learns would show it whether a guess is right.
  listen((text) => {
    if (isOfHost(store.state.case)) dispatch({ type: "paste", text, source: "host" });
  });
  const readAddress = () => {
    const text = new URLSearchParams(location.hash.slice(1)).get("text");
    if (!text) return;
    history.replaceState(null, "", location.pathname + location.search);
    const given = store.state.case;
    if (framed ? isOfHost(given) : isForeign(given)) dispatch({ type: "paste", text: anonymous(text), source: framed ? "host" : "link" });
  };
  readAddress();
  // A second link may be opened in the same page.
  addEventListener("hashchange", readAddress);
}

/** A paste or a drop anywhere on the page counts. It never enters the box, where a large one is slow and a secret is legible. */
function listenToPastes({ dispatch }: Store, files: Files) {
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain");
    const pasted = [...event.clipboardData?.files ?? []];
    if (!text && pasted.length === 0) return;
    // A secret goes into its field, and anything else is not meant for it.
    if (text && event.target instanceof Element && event.target.matches(".secret input") && /^[^\s.=:]*$/.test(text)) return;
    if (text && event.target instanceof Element && event.target.matches(FIELDS)) return;
    event.preventDefault();
    if (text) dispatch({ type: "paste", text, source: "own" });
    else void files.open(pasted);
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.dataset.drop = t("Drop to read: text files, logs, `.env`");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete document.body.dataset.drop;
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    delete document.body.dataset.drop;
    const dropped = [...event.dataTransfer?.files ?? []];
    if (dropped.length > 0) void files.open(dropped);
    else dispatch({ type: "paste", text: event.dataTransfer?.getData("text/plain") ?? "", source: "own" });
  });
}
