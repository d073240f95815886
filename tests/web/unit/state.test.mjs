// What each act of the reader does to the state of the page.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { reduce, showsFile, start } = await source("state.ts");
const { isForeign, isMixed, ownTexts, texts, without } = await source("case.ts");

const after = (...actions) => actions.reduce(reduce, start(0));
const paste = (text, source = "own") => ({ type: "paste", text, source });
const draft = (text) => ({ type: "draft", text });
const undo = { type: "undo" };
const redo = { type: "redo" };
const read = (state) => texts(state.case);
const report = (findings = [], outcome = "refuses", words = "LiveKit refuses this token.") =>
  ({ type: "report", report: { verdict: { outcome, message: [{ kind: "text", text: words }], fix: [] }, findings, asked_at: { earliest: 5, latest: 5, assumed: false } }, read: "x" });

describe("what is pasted", () => {
  test("is read oldest first, and joined by line ends is the text of the spans", () => {
    assert.deepEqual(read(after(paste("one"), paste("two"), draft("three"))), ["one", "two", "three"]);
  });

  test("keeps the text of the box before it, and empties the box", () => {
    const state = after(draft("typed"), paste("pasted"));
    assert.deepEqual(read(state), ["typed", "pasted"]);
    assert.equal(state.case.draft, "");
  });

  test("of nothing changes nothing", () => {
    const state = start(0);
    assert.equal(reduce(state, paste("")), state);
  });

  test("lets the core choose the token again", () => {
    assert.equal(after(paste("one"), { type: "token", index: 1 }, paste("two")).case.token, null);
  });

  test("hides again what was revealed", () => {
    const state = after(paste("one"), { type: "reveal" }, { type: "legible" }, paste("two"));
    assert.deepEqual([state.revealed, state.legible], [false, false]);
  });
});

describe("an example", () => {
  test("makes room for a text of the reader, pasted or typed", () => {
    assert.deepEqual(read(after(paste("example", "example"), paste("own"))), ["own"]);
    assert.deepEqual(read(after(paste("example", "example"), draft("o"))), ["o"]);
    assert.deepEqual(read(after(paste("example", "example"), { type: "secret", text: "s" })), ["LIVEKIT_API_SECRET=s"]);
  });

  test("makes room for another", () => assert.deepEqual(read(after(paste("one", "example"), paste("two", "example"))), ["two"]));

  test("that replaces a text of the reader offers to undo", () => {
    const state = after(paste("own"), paste("example", "example"));
    assert.ok(state.notice.undo);
    assert.deepEqual(read(reduce(state, undo)), ["own"]);
    assert.equal(after(paste("example", "example")).notice, null);
  });
});

describe("a text of the host", () => {
  const given = paste("LIVEKIT_URL=wss://lk.example.com\nLIVEKIT_API_SECRET=guess", "host");

  test("leaves nothing but its server when the reader pastes", () => {
    assert.deepEqual(read(after(given, paste("own"))), ["LIVEKIT_URL=wss://lk.example.com", "own"]);
    assert.deepEqual(read(after(paste("guess", "host"), paste("own"))), ["own"]);
    assert.deepEqual(read(after(given, paste("one"), paste("two"))), ["LIVEKIT_URL=wss://lk.example.com", "one", "two"]);
  });

  test("that the reader edits is blended with the reader's words, until all is cleared", () => {
    const edited = after(given, { type: "edit" });
    assert.deepEqual([isMixed(edited.case), isMixed(reduce(edited, draft("LIVEKIT_URL=x")).case)], [false, true]);
    assert.ok(isMixed([draft("y"), paste("own"), { type: "edit" }].reduce(reduce, edited).case));
    assert.ok(!isMixed([draft("y"), { type: "clear" }, paste("own")].reduce(reduce, edited).case));
    assert.deepEqual(read(reduce(edited, paste("own"))), ["LIVEKIT_URL=wss://lk.example.com", "own"]);
  });

  test("beside a text of the reader makes the case mixed, of which the reader's part can be told apart", () => {
    const { case: mixed } = after(given, paste("own"));
    assert.deepEqual([isMixed(mixed), ownTexts(mixed)], [true, ["own"]]);
    assert.ok(!isMixed(after(given).case) && !isMixed(after(paste("own")).case));
  });

  test("is replaced by another", () => assert.deepEqual(read(after(given, paste("other", "host"))), ["other"]));
});

test("a link may replace what a link or an example put in, and nothing of the reader's own", () => {
  for (const actions of [[], [paste("one", "link")], [paste("one", "example")], [paste("own"), { type: "clear" }]]) assert.ok(isForeign(after(...actions).case));
  for (const actions of [[paste("own")], [draft("own")], [paste("one", "link"), paste("own")], [{ type: "secret", text: "own" }]]) assert.ok(!isForeign(after(...actions).case));
});

describe("undo", () => {
  const acts = {
    paste: [paste("two")],
    clear: [{ type: "clear" }],
    edit: [{ type: "edit" }],
    remove: [{ type: "remove", name: "Token", spans: [{ start: 0, end: 3 }] }],
    example: [paste("example", "example")],
    enter: [draft("typed"), { type: "enter" }],
    secret: [{ type: "secret", text: "s" }],
    base64: [{ type: "base64" }],
    token: [{ type: "token", index: 1 }],
    compare: [{ type: "compare", index: 1 }],
  };
  for (const [name, actions] of Object.entries(acts)) {
    test(`takes back at once: ${name}`, () => {
      const before = [paste("one"), ...actions.slice(0, -1)].reduce(reduce, start(0));
      const done = reduce(before, actions.at(-1));
      assert.notDeepEqual(done.case, before.case);
      assert.deepEqual(reduce(done, undo).case, before.case);
      assert.deepEqual(reduce(reduce(done, undo), redo).case, done.case);
    });
  }

  test("takes back what was typed in one go", () => {
    const state = after(paste("one"), draft("t"), draft("to"), draft("tok"));
    assert.deepEqual(read(reduce(state, undo)), ["one"]);
  });

  test("goes back to the empty page, and not further", () => {
    const state = after(paste("one"), undo, undo);
    assert.deepEqual([read(state), state.past.length], [[], 0]);
  });

  test("forgets what was undone when something else is done", () => {
    const state = after(paste("one"), undo, paste("two"), redo);
    assert.deepEqual(read(state), ["two"]);
  });
});

describe("the field for the secret", () => {
  test("is read as a setting, and as base64 if it is that", () => {
    assert.deepEqual(read(after({ type: "secret", text: "c2VjcmV0" })), ["LIVEKIT_API_SECRET=c2VjcmV0"]);
    assert.deepEqual(read(after({ type: "secret", text: "c2VjcmV0" }, { type: "base64" })), ["LIVEKIT_API_SECRET=secret"]);
  });

  test("is not read if it is not base64 of a text", () => assert.deepEqual(read(after({ type: "secret", text: "/w==" }, { type: "base64" })), []));
});

describe("removing", () => {
  const env = "LIVEKIT_URL=wss://lk.example.com\nLIVEKIT_API_KEY=APIx\nLIVEKIT_API_SECRET=s3cret\n";
  const place = (text, part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
  const pastes = (...all) => after(...all.map((text) => paste(text))).case;

  test("takes the lines with it of which only the name is left", () => {
    assert.deepEqual(texts(without(pastes(env), [place(env, "APIx"), place(env, "s3cret")])), ["LIVEKIT_URL=wss://lk.example.com\n"]);
  });

  test("takes pastes with it of which nothing is left", () => {
    assert.deepEqual(texts(without(pastes("'aaa',", "two"), [{ start: 1, end: 4 }])), ["two"]);
  });

  test("counts in the joined text", () => {
    const all = ["one a", "two b"].join("\n");
    assert.deepEqual(texts(without(pastes("one a", "two b"), [place(all, " b")])), ["one a", "two"]);
  });

  test("takes what is wrapped over lines", () => {
    assert.deepEqual(texts(without(pastes("first\nabc\ndef\nlast"), [{ start: 6, end: 13 }])), ["first\nlast"]);
  });

  test("empties the field for the secret", () => {
    const state = after(paste("one"), { type: "secret", text: "s3cret" });
    const cut = without(state.case, [place(texts(state.case).join("\n"), "s3cret")]);
    assert.deepEqual([cut.secret, texts(cut)], ["", ["one"]]);
  });

  test("edits the text in the box", () => {
    assert.deepEqual(without(after(draft("ab cd")).case, [{ start: 0, end: 2 }]).draft, " cd");
  });
});

describe("a report", () => {
  test("is said once, and not again when only a clock ticks", () => {
    const first = after(paste("x"), report([{ code: "expired" }]));
    const again = reduce(first, report([{ code: "expired" }], "refuses", "LiveKit refuses this token, a second later."));
    assert.equal(again.said, first.said);
    assert.equal(reduce(first, report([], "accepts", "LiveKit accepts this token.")).said, "LiveKit accepts this token.");
  });

  test("is asked for and said again in another language", () => {
    const spoken = after(paste("x"), report([{ code: "expired" }]), { type: "notice", notice: { text: "Undone.", undo: false } }, { type: "language", language: "de" });
    assert.deepEqual([spoken.language, spoken.busy, spoken.notice], ["de", true, null]);
    assert.deepEqual(read(spoken), ["x"]);
    assert.equal(reduce(spoken, report([{ code: "expired" }], "refuses", "Abgelehnt.")).said, "Abgelehnt.");
    assert.equal(after({ type: "language", language: "de" }).busy, false);
  });

  test("is gone with the case", () => assert.deepEqual([after(paste("x"), report(), { type: "clear" }).report, after(paste("x"), report(), { type: "clear" }).said], [null, ""]));
});

describe("what if", () => {
  test("remembers when the server was asked, until it is reset", () => {
    const tried = [paste("x"), report(), { type: "whatIf", at: 9 }, { type: "whatIf", at: 10 }].reduce(reduce, start(0));
    assert.deepEqual(tried.whatIf, { at: 10, read: { earliest: 5, latest: 5, assumed: false } });
    assert.equal(reduce(tried, { type: "whatIf", at: null }).whatIf, null);
    assert.equal(reduce(tried, paste("y")).whatIf, null);
    assert.equal([{ type: "whatIfBy", seconds: 1 }, { type: "whatIfBy", seconds: -60 }].reduce(reduce, tried).whatIf?.at, 10 + 1 - 60);
  });
});

describe("a file", () => {
  const file = (action) => ({ type: "file", action });
  const summary = { message: "2 tokens, none refused.", groups: [], notes: [], isDamaged: false, uses: 2, tokens: 2, more_rows: 0 };
  const opened = [file({ act: "open", name: "server.log", size: 5e6 }), file({ act: "progress", progress: { bytes: 1e6, tokens: 1 } }), file({ act: "summary", summary })];

  test("is shown when it is opened, also next to a paste, and said when it is read", () => {
    const state = after(paste("x"), ...opened);
    assert.ok(showsFile(state));
    assert.equal(state.said, summary.message);
    assert.deepEqual(read(state), ["x"]);
  });

  test("makes room for what is pasted or typed, but not for a text of the host, and comes back", () => {
    assert.ok(!showsFile(after(...opened, paste("x"))));
    assert.ok(!showsFile(after(...opened, draft("x"))));
    assert.ok(showsFile(after(...opened, paste("LIVEKIT_API_KEY=x", "host"))));
    assert.ok(showsFile(after(...opened, paste("x"), { type: "view", view: "file" })));
    assert.ok(showsFile(after(...opened, paste("x"), undo)));
  });

  test("shows the first rows of another query", () => {
    const { file: { query } } = after(...opened, file({ act: "query", query: { count: 300 } }), file({ act: "query", query: { text: "x" } }));
    assert.deepEqual(query, { text: "x", group: null, slot: null, column: "line", down: false, count: 100 });
  });

  test("tries other times, one after the other, until another file is opened", () => {
    const tried = after(...opened, file({ act: "margins", margins: { life: 600 } }), file({ act: "margins", margins: { nbf: 10 } }));
    assert.deepEqual(tried.file.margins, { leeway: 60, nbf: 10, life: 600 });
    const { margins, vanished } = after(...opened, file({ act: "margins", margins: { life: 600 } }), ...opened).file;
    assert.deepEqual([margins, vanished], [{ leeway: 60, nbf: 0, life: 0 }, null]);
  });

  test("opens a row as a case that can be undone, and remembers which", () => {
    const state = after(paste("before"), ...opened, { type: "row", index: 7, text: "its line" });
    assert.deepEqual(read(state), ["its line"]);
    assert.equal(state.file.opened, 7);
    assert.equal(state.report, null);
    assert.deepEqual(read(reduce(state, undo)), ["before"]);
    assert.equal(reduce(state, paste("more")).file.opened, null);
  });

  test("is gone when it is closed or everything is cleared, and nothing follows it", () => {
    for (const state of [after(...opened, file({ act: "close" })), after(...opened, { type: "clear" }), after(paste("x"), ...opened, { type: "clear" })]) {
      assert.equal(state.file, null);
      assert.equal(reduce(state, file({ act: "progress", progress: { bytes: 1, tokens: 1 } })).file, null);
    }
  });

  test("that cannot be read says why", () => assert.equal(after(...opened.slice(0, 1), file({ act: "fault", message: "gone" })).file.fault, "gone"));
});

describe("a safe copy", () => {
  const safe = { of: null, made: { text: "a copy", removed: [], notLookedAt: [] }, fault: null };

  test("is kept only while its window is open, and about the same case", () => {
    const state = after(paste("x"), { type: "safe", safe });
    assert.deepEqual([state.dialog, state.safe], ["safe", safe]);
    for (const action of [{ type: "dialog", dialog: null }, { type: "dialog", dialog: "keys" }, paste("y"), undo]) assert.equal(reduce(state, action).safe, null);
    assert.equal(reduce(state, paste("y")).dialog, null);
  });
});
