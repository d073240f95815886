// The core is loaded once, and is renewed after a crash.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { Core, CoreCrash, Reader, diagnoseFile } = await source("core.ts", "reader.ts", "whole-file.ts");

/** A replacement for the module from wasm-bindgen: its `diagnose` returns its arguments. */
function fake(diagnose = (text, options) => ({ text, options })) {
  const wasm = { loaded: 0, renewed: 0, initSync: () => { wasm.loaded++; }, __wbg_reset_state: () => { wasm.renewed++; }, spoken: [], setLanguage: (messages) => { wasm.spoken.push(messages); }, diagnose };
  return wasm;
}
// The smallest module: its header.
const module = () => new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const crash = (text) => {
  if (text === "bad") throw new WebAssembly.RuntimeError("unreachable");
  if (text === "wrong") throw new TypeError("options.now: expected f64");
  return {};
};

describe("a core", () => {
  test("is loaded once, at the first call", async () => {
    const wasm = fake();
    const core = new Core(wasm, module);
    assert.equal(wasm.loaded, 0);
    await Promise.all([core.diagnose(""), core.diagnose("")]);
    assert.equal(wasm.loaded, 1);
  });

  test("is loaded at the next call if it could not be loaded before", async () => {
    let isUp = false;
    const core = new Core(fake(), () => { if (isUp) return module(); throw new Error("no network"); });
    await assert.rejects(core.diagnose(""), /no network/);
    isUp = true;
    assert.equal((await core.diagnose("x")).text, "x");
  });

  test("is renewed after a crash, which is reported as a bug of why401", async () => {
    const wasm = fake(crash);
    const core = new Core(wasm, module);
    await assert.rejects(core.diagnose("bad"), { name: "CoreCrash" });
    assert.equal(wasm.renewed, 1);
    assert.deepEqual(await core.diagnose("good"), {});
  });

  test("keeps its language, from before it is loaded until after a crash", async () => {
    const wasm = fake(crash);
    const core = new Core(wasm, module);
    const messages = { Yes: "Ja" };
    core.setLanguage(messages);
    assert.deepEqual(wasm.spoken, []);
    await assert.rejects(core.diagnose("bad"), { name: "CoreCrash" });
    core.setLanguage(messages);
    core.setLanguage(null);
    assert.deepEqual(wasm.spoken, [messages, messages, null]);
    await assert.rejects(core.diagnose("bad"), { name: "CoreCrash" });
    assert.equal(wasm.spoken.length, 3);
  });

  test("names a wrong option, and is not renewed for it", async () => {
    const wasm = fake(crash);
    await assert.rejects(new Core(wasm, module).diagnose("wrong"), { name: "TypeError", message: /options\.now/ });
    assert.equal(wasm.renewed, 0);
  });

  test("reads anything as text, and passes the options on", async () => {
    const core = new Core(fake(), module);
    const texts = [undefined, null, 0, {}, [1, 2], Symbol("x"), Object.create(null), 10n];
    const read = await Promise.all(texts.map(async (given) => (await core.diagnose(given)).text));
    assert.deepEqual(read, ["undefined", "null", "0", "[object Object]", ["1", "2"], "Symbol(x)", "[object Object]", "10"]);
    assert.deepEqual((await core.diagnose("", { now: 1 })).options, { now: 1 });
  });
});

describe("the objects of a core", () => {
  /** A core whose objects crash when they read `bad`, and count how often they are freed. */
  async function withObjects() {
    const made = { objects: 0, freed: 0 };
    const read = (text) => { if (text.includes("bad")) throw new WebAssembly.RuntimeError("unreachable"); };
    class Made {
      constructor(texts) { made.objects++; this.texts = texts; }
      push(chunk) { read(new TextDecoder().decode(chunk)); return 1; }
      settings() { return ""; }
      finish() { return { notes: [] }; }
      update() {}
      step() { return false; }
      report() { return { texts: this.texts }; }
      panel(request) { read(request); return { texts: this.texts }; }
      free() { made.freed++; }
    }
    const core = new Core({ ...fake(), FileInChunks: Made, Search: Made }, module);
    await core.load();
    return { core, made };
  }

  test("are freed when they have done their work", async () => {
    const { core, made } = await withObjects();
    await diagnoseFile(core, ["good"]);
    await assert.rejects(diagnoseFile(core, (async function* () { yield "good"; throw new RangeError("no more"); })()), RangeError);
    assert.deepEqual(made, { objects: 2, freed: 2 });
    const reader = new Reader(core);
    for (const text of ["one", "two"]) assert.deepEqual(await reader.answer({ texts: [text] }), { texts: [text] });
    assert.deepEqual(made, { objects: 4, freed: 3 });
  });

  test("are not freed when it crashed: a new instance has something else there", async () => {
    const { core, made } = await withObjects();
    await assert.rejects(diagnoseFile(core, ["good", "bad"]), CoreCrash);
    const reader = new Reader(core);
    await reader.answer({ texts: ["one"] });
    // Another crash of the same core makes that search unusable too.
    await assert.rejects(diagnoseFile(core, ["bad"]), CoreCrash);
    assert.deepEqual(await reader.answer({ texts: ["two"] }), { texts: ["two"] });
    assert.equal(made.freed, 0);
  });

  test("are made again after a crash of the form", async () => {
    const { core, made } = await withObjects();
    const reader = new Reader(core);
    await reader.answer({ texts: ["one"] });
    await assert.rejects(reader.answer({ form: { request: "bad", now: 0 } }), CoreCrash);
    assert.equal(await reader.answer({ texts: null }), null);
    assert.deepEqual(await reader.answer({ form: { request: "good", now: 0 } }), { texts: [] });
    assert.equal(made.freed, 0);
  });
});
