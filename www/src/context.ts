// The state and its dispatcher, for components that are far from the root.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { State } from "./state.ts";
import type { Dispatch } from "./store.ts";

export interface Actions {
  state: State;
  dispatch: Dispatch;
  /** Stops what the core is reading. */
  cancel(): void;
  /** Makes a pair of key and secret, and opens the form with it. */
  makePair(): void;
  /** Tells the host of the frame the outcome of the reader's words, and whether it did. */
  tell(): Promise<boolean>;
}

export const Page = createContext<Actions | null>(null);

export function useActions(): Actions {
  const actions = useContext(Page);
  if (!actions) throw new Error("a component of the page is outside of it");
  return actions;
}
