// Holds the state, and tells of each change.
import { reduce, type Action, type State } from "./state.ts";

export type Dispatch = (action: Action) => void;

export class Store {
  #state;
  #listeners: ((after: State, before: State) => void)[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  dispatch: Dispatch = (action) => {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (this.#state !== before) for (const listener of this.#listeners) listener(this.#state, before);
  };

  subscribe(listener: (after: State, before: State) => void) {
    this.#listeners.push(listener);
  }
}
