// What each act of the reader does to the form in which a token is made.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { reduce, start } = await source("state.ts");
const { listenToMint } = await source("mint.ts");

const mint = (action) => ({ type: "mint", action });
const open = mint({ act: "open", pair: null });
const edit = (claim, value) => mint({ act: "edit", edits: [{ claim, value }] });
const after = (...actions) => actions.reduce(reduce, start(0));

/** A store, and the requests that its core gets; each is answered by hand. */
function asked() {
  const requests = [];
  let state = start(0);
  const listeners = [];
  const store = {
    get state() { return state; },
    dispatch(action) {
      const before = state;
      state = reduce(state, action);
      if (state !== before) listeners.forEach((listener) => listener(state, before));
    },
    subscribe: (listener) => listeners.push(listener),
  };
  listenToMint(store, { form: (request) => new Promise((resolve, reject) => requests.push({ request, resolve, reject })) });
  return { store, requests };
}

describe("the form", () => {
  test("keeps the last text of each field", () => {
    assert.deepEqual(after(open, edit("sub", "a"), edit("name", "n"), edit("sub", null)).mint.edits, { sub: null, name: "n" });
  });

  test("closes with its case, and with everything that was shown", () => {
    assert.equal(after(open, mint({ act: "show", name: "token" }), { type: "paste", text: "x", source: "own" }).mint, null);
    assert.deepEqual(after(open, mint({ act: "show", name: "token" }), mint({ act: "close" }), open).mint.shown, []);
  });

  test("masks again what was shown", () => {
    assert.deepEqual(after(open, mint({ act: "show", name: "token" }), mint({ act: "show", name: "token" })).mint.shown, []);
  });

  test("takes nothing while it is closed", () => assert.equal(after(edit("sub", "a"), mint({ act: "life", minutes: "5" })).mint, null));
});

describe("the core", () => {
  test("is asked at each change, and a late answer does not count", async () => {
    const { store, requests } = asked();
    store.dispatch(open);
    store.dispatch(edit("sub", "a"));
    assert.deepEqual(requests.map(({ request }) => request.edits), [[], [{ claim: "sub", value: "a" }]]);
    requests[1].resolve({ made: null, name: "second" });
    requests[0].resolve({ made: null, name: "first" });
    await new Promise(setImmediate);
    assert.equal(store.state.mint.panel.name, "second");
  });

  test("is not asked when a text is shown or an answer comes", async () => {
    const { store, requests } = asked();
    store.dispatch(open);
    requests[0].resolve({ made: null });
    await new Promise(setImmediate);
    store.dispatch(mint({ act: "show", name: "token" }));
    assert.equal(requests.length, 1);
  });

  test("gets a life in seconds, and none where the text is no number", () => {
    const { store, requests } = asked();
    store.dispatch(open);
    for (const minutes of ["15", "0.5", "never", ""]) store.dispatch(mint({ act: "life", minutes }));
    assert.deepEqual(requests.map(({ request }) => request.life), [undefined, 900, 30, 0, 0]);
  });

  test("says why there is no form", async () => {
    const { store, requests } = asked();
    store.dispatch(open);
    requests[0].reject(new Error("The API secret is empty."));
    await new Promise(setImmediate);
    assert.equal(store.state.mint.fault, "The API secret is empty.");
  });
});
