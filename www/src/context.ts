// The state and its dispatcher, for components that are far from the root.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SanitizeOptions } from "../index.d.ts";
import type { State, View } from "./state.ts";
import type { Dispatch } from "./store.ts";
import type { Form } from "./table.ts";

export interface Actions {
  state: State;
  dispatch: Dispatch;
  /** Stops what the core is reading. */
  cancel(): void;
  /** Says all in another language. */
  speak(tag: string): void;
  /** Makes a pair of key and secret, and opens the form with it. */
  makePair(): void;
  /** Reads files that were chosen. */
  openFiles(files: readonly File[]): Promise<void>;
  /** Puts a row of the file into the case. */
  openRow(index: number): void;
  /** The rows of the file that match, as a text. */
  saveRows(form: Form | "md"): Promise<string>;
  /** Makes a copy that is safe to share of what was pasted, or of the file, and shows it. */
  makeSafe(of: View, options: SanitizeOptions): void;
  /** Tells the host of the frame the outcome of the reader's words, and whether it did. */
  tell(): Promise<boolean>;
}

export const Page = createContext<Actions | null>(null);

export function useActions(): Actions {
  const actions = useContext(Page);
  if (!actions) throw new Error("a component of the page is outside of it");
  return actions;
}
