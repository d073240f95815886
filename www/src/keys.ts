// The keys of the page.
import type { Store } from "./store.ts";

/** The fields of the form for tokens and of the table, which keep what is typed and pasted. */
export const FIELDS = ".mint :is(input, textarea, select), .rows input";

/** `press` clicks a button of the page by its action. */
export function listenToKeys(store: Store, press: (action: string) => void) {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (target instanceof Element && target.matches(FIELDS)) return;
    const isCommand = (ctrlKey || metaKey) && !altKey;
    if (isCommand && key.toLowerCase() === "z" || ctrlKey && key === "y") {
      event.preventDefault();
      store.dispatch({ type: shiftKey || key === "y" ? "redo" : "undo" });
      return;
    }
    const isTyping = target instanceof Element && target.matches("input:not([type=range]), textarea");
    if (isCommand || altKey || isTyping || store.state.dialog) return;
    const act = KEYS[key];
    if (!act) return;
    event.preventDefault();
    act(store, press);
  });
}

const KEYS: Record<string, (store: Store, press: (action: string) => void) => void> = {
  "/": () => document.getElementById("box")?.focus(),
  "?": (store) => store.dispatch({ type: "dialog", dialog: "keys" }),
  e: (_, press) => press("edit"),
  c: (_, press) => press("report"),
  "[": (store) => choose(store, -1),
  "]": (store) => choose(store, 1),
};

/** Judges the token before or after the one that is judged now. */
function choose(store: Store, step: number) {
  const { report } = store.state;
  if (!report || report.subject === null) return;
  const { length } = report.found.tokens;
  if (length > 1) store.dispatch({ type: "token", index: (report.subject + step + length) % length });
}
