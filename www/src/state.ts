// The state of the page, and the only function that changes it. It is pure: what it needs of the world comes with the action.
import type { Report, Sample, SanitizeOptions, Sanitized, Span } from "../index.d.ts";
import { EMPTY, entered, hasOnlyServer, inBox, isEmpty, withDraft, withOwn, without, type Case, type Source } from "./case.ts";
import { reduceFile, type FileAction, type FileState } from "./file-state.ts";
import { t } from "./language.ts";
import { reduceMint, type Mint, type MintAction } from "./mint.ts";
import type { Attempt } from "./proof.ts";
import { toText } from "./words.ts";

export type Theme = "system" | "light" | "dark";
export type Tab = "claims" | "json" | "header" | "raw";
/** The windows over the page. */
export type Dialog = "keys" | "proof" | "safe";
/** What the answer is about, if a file is open. */
export type View = "case" | "file";

/** How far a copy is that is safe to share. */
export interface SafeCopy {
  /** The name of the file that it is of; `null` for what was pasted. */
  readonly of: string | null;
  readonly view: View;
  /** What else is replaced. */
  readonly options: SanitizeOptions;
  readonly made: Sanitized | null;
  /** Why there is none. */
  readonly fault: string | null;
}

/** How far the core is with the case. */
export type Progress =
  | { readonly kind: "idle" }
  /** `length`: of the text, in characters. */
  | { readonly kind: "reading"; readonly length: number }
  /** The core crashed on this case, or could not be started. */
  | { readonly kind: "failed"; readonly crashed: boolean; readonly message: string };

/** A moment that the reader tries, and when the server was asked by the report before. */
export interface WhatIf {
  readonly at: number;
  readonly read: Report["asked_at"];
}

export interface State {
  readonly case: Case;
  /** Cases to go back to, the latest last. */
  readonly past: readonly Case[];
  /** Cases that were undone, the next last. */
  readonly future: readonly Case[];
  /** Whether the next character belongs to the same act of typing as the last one. */
  readonly typing: boolean;
  readonly report: Report | null;
  /** The text that the report is about. */
  readonly read: string;
  /** The verdict as it was last said to a screen reader. */
  readonly said: string;
  readonly progress: Progress;
  /** Whether the report is not about the case as it is now. */
  readonly busy: boolean;
  readonly whatIf: WhatIf | null;
  /** Readings of the server's clock. */
  readonly samples: readonly Sample[];
  /** The browser's clock, in seconds since 1970. */
  readonly now: number;
  /** By how many seconds that clock was set since the page was opened. */
  readonly moved: number;
  /** Whether secrets are shown in the picture of the paste. */
  readonly revealed: boolean;
  /** Whether the secret in the field is shown. */
  readonly legible: boolean;
  /** Places that the reader looks for. */
  readonly marked: readonly Span[];
  /** The checks that the reader has opened or closed. */
  readonly toggled: Readonly<Record<string, boolean>>;
  readonly tab: Tab;
  /** The SDK whose code is shown. */
  readonly sdk: string | null;
  /** The name of what was copied last. */
  readonly copied: string | null;
  /** One sentence about what was just done. */
  readonly notice: Notice | null;
  readonly dialog: Dialog | null;
  readonly proof: readonly Attempt[];
  /** The form in which a token is made. */
  readonly mint: Mint | null;
  /** A large file, which has a table. */
  readonly file: FileState | null;
  readonly view: View;
  /** What the window for a safe copy shows. */
  readonly safe: SafeCopy | null;
  readonly theme: Theme;
  /** The tag of the language. */
  readonly language: string;
  /** On a narrow screen: whether the input is unfolded. */
  readonly unfolded: boolean;
  /** Whether some work runs on the page, because a worker could not do it. */
  readonly onPage: boolean;
}

export interface Notice {
  readonly text: string;
  /** Whether the notice offers to undo. */
  readonly undo: boolean;
}

export type Action =
  | { type: "paste"; text: string; source: Source }
  | { type: "draft"; text: string }
  /** The text in the box is complete. */
  | { type: "enter" }
  | { type: "secret"; text: string }
  | { type: "base64" }
  | { type: "token"; index: number }
  | { type: "compare"; index: number | null }
  | { type: "remove"; name: string; spans: readonly Span[] }
  | { type: "edit" }
  | { type: "clear" }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "reading"; length: number }
  | { type: "report"; report: Report; read: string }
  | { type: "failed"; crashed: boolean; message: string }
  | { type: "tick"; now: number; moved: number }
  | { type: "whatIf"; at: number | null }
  /** Two keys may come before the page is drawn again. */
  | { type: "whatIfBy"; seconds: number }
  | { type: "samples"; samples: readonly Sample[] }
  | { type: "reveal" }
  | { type: "legible" }
  | { type: "mark"; spans: readonly Span[] }
  | { type: "toggle"; name: string; open: boolean }
  | { type: "tab"; tab: Tab }
  | { type: "sdk"; sdk: string }
  | { type: "copied"; what: string | null }
  | { type: "notice"; notice: Notice | null }
  | { type: "dialog"; dialog: Dialog | null }
  | { type: "proof"; attempts: readonly Attempt[] }
  | { type: "mint"; action: MintAction }
  | { type: "file"; action: FileAction }
  /** A row of the file as a paste. */
  | { type: "row"; index: number; text: string }
  | { type: "view"; view: View }
  | { type: "safe"; safe: SafeCopy }
  | { type: "theme"; theme: Theme }
  | { type: "language"; language: string }
  | { type: "fold" }
  | { type: "onPage" };

/** How many acts can be undone. */
const ACTS = 100;

export function start(now: number): State {
  return {
    case: EMPTY, past: [], future: [], typing: false, report: null, read: "", said: "", progress: { kind: "idle" }, busy: false, whatIf: null, samples: [], now, moved: 0, revealed: false,
    legible: false, marked: [], toggled: {}, tab: "claims", sdk: null, copied: null, notice: null, dialog: null, proof: [], mint: null, file: null, view: "case", safe: null, theme: "system", language: "en", unfolded: false, onPage: false,
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "paste": {
      if (action.text === "") return state;
      if (action.source === "own") return changed(state, withOwn(state.case, action.text), null);
      const next: Case = { ...EMPTY, pastes: [{ text: action.text, source: action.source }] };
      const isKept = action.source === "example" && state.case.pastes.some(({ source }) => source === "own");
      return changed(state, next, isKept ? { text: t("The example replaced your input."), undo: true } : null);
    }
    case "draft": return action.text === state.case.draft ? state : { ...changed(state, withDraft(state.case, action.text), null, state.typing), typing: true, ...opened(state) };
    case "enter": return state.case.draft === "" ? state : changed(state, entered(state.case), null);
    case "secret": return { ...changed(state, { ...withDraft(state.case, state.case.draft), secret: action.text }, null, state.typing), typing: true, ...opened(state), legible: state.legible };
    case "base64": return changed(state, { ...state.case, base64: !state.case.base64 }, null);
    case "token": return changed(state, { ...state.case, token: action.index, compared: state.case.compared === action.index ? null : state.case.compared }, null);
    case "compare": return changed(state, { ...state.case, compared: action.index }, null);
    case "remove": return changed(state, without(state.case, action.spans), { text: t("{0} removed.", action.name), undo: true });
    case "edit": return { ...changed(state, inBox(state.case), null), unfolded: true };
    case "clear": return isEmpty(state.case) ? { ...state, file: null } : { ...changed(state, EMPTY, { text: t("Everything is cleared."), undo: true }), file: null };
    case "undo": return travel(state, state.past, (past) => ({ past, future: [...state.future, state.case] }));
    case "redo": return travel(state, state.future, (future) => ({ future, past: [...state.past, state.case] }));
    case "reading": return { ...state, progress: { kind: "reading", length: action.length } };
    case "report": return { ...state, report: action.report, read: action.read, said: said(state, action.report, action.read), progress: { kind: "idle" }, busy: false };
    case "failed": return { ...state, report: null, said: action.message, busy: false, progress: { kind: "failed", crashed: action.crashed, message: action.message } };
    case "tick": return { ...state, now: action.now, moved: action.moved };
    case "whatIf": return { ...state, busy: true, whatIf: action.at === null || !state.report ? null : { at: action.at, read: state.whatIf?.read ?? state.report.asked_at } };
    case "whatIfBy": return state.report ? reduce(state, { type: "whatIf", at: (state.whatIf?.at ?? state.report.asked_at.latest) + action.seconds }) : state;
    case "samples": return { ...state, samples: action.samples };
    case "reveal": return { ...state, revealed: !state.revealed };
    case "legible": return { ...state, legible: !state.legible };
    case "mark": return { ...state, marked: state.marked === action.spans ? [] : action.spans, unfolded: true };
    case "toggle": return { ...state, toggled: { ...state.toggled, [action.name]: action.open } };
    case "tab": return { ...state, tab: action.tab };
    case "sdk": return { ...state, sdk: action.sdk };
    case "copied": return { ...state, copied: action.what };
    case "notice": return { ...state, notice: action.notice };
    case "dialog": return { ...state, dialog: action.dialog, safe: null };
    case "proof": return { ...state, proof: action.attempts };
    case "mint": return { ...state, mint: reduceMint(state.mint, action.action) };
    case "file": return withFile(state, action.action);
    case "row": {
      const next = changed(state, { ...EMPTY, pastes: [{ text: action.text, source: "own" }] }, null);
      return { ...next, report: null, read: "", file: state.file && { ...state.file, opened: action.index } };
    }
    case "view": return { ...state, view: action.view };
    case "safe": return { ...state, safe: action.safe, dialog: "safe" };
    case "theme": return { ...state, theme: action.theme };
    // The report stays until it is there in the new language.
    case "language": return { ...state, language: action.language, said: "", notice: null, busy: !isEmpty(state.case) };
    case "fold": return { ...state, unfolded: !state.unfolded };
    case "onPage": return { ...state, onPage: true };
  }
}

/** While the reader types, nothing that is open closes. */
function opened({ toggled, unfolded }: State): Pick<State, "toggled" | "unfolded"> {
  return { toggled, unfolded };
}

/** The state with another case. `same`: it belongs to the act before, and is undone with it. */
function changed(state: State, next: Case, notice: Notice | null, same = false): State {
  if (next === state.case) return state;
  const past = same ? state.past : [...state.past, state.case].slice(-ACTS);
  return { ...ofCase(state, next), past, future: [], notice };
}

function travel(state: State, cases: readonly Case[], histories: (rest: readonly Case[]) => Pick<State, "past" | "future">): State {
  const next = cases.at(-1);
  return next ? { ...ofCase(state, next), ...histories(cases.slice(0, -1)), notice: null } : state;
}

/** A file is shown when it is opened, and said when it is read. */
function withFile(state: State, action: FileAction): State {
  const next = { ...state, file: reduceFile(state.file, action) };
  if (action.act === "open") return { ...next, view: "file" };
  return action.act === "summary" ? { ...next, said: action.summary.message } : next;
}

/** Whether the answer is about the file: also where nothing was pasted. */
export function showsFile({ file, view, case: given }: State): boolean {
  return file !== null && (view === "file" || hasOnlyServer(given));
}

/** What was revealed, marked, opened and tried belongs to the case before. */
function ofCase(state: State, next: Case): State {
  const gone = isEmpty(next) ? { report: null, read: "", said: "", progress: { kind: "idle" } as const } : {};
  // A host says nothing of a file of the reader.
  const view = next.pastes.at(-1)?.source === "host" ? state.view : "case";
  const dialog = state.dialog === "safe" ? null : state.dialog;
  return { ...state, case: next, busy: !isEmpty(next), typing: false, whatIf: null, revealed: false, legible: false, marked: [], toggled: {}, unfolded: false, copied: null, mint: null, view, file: state.file && { ...state.file, opened: null }, dialog, safe: null, ...gone };
}


/** The verdict for a screen reader: said again for another paste or another answer, and not when only a clock ticks. */
function said({ report, read, said }: State, next: Report, text: string): string {
  const same = report && read === text && report.verdict.outcome === next.verdict.outcome && report.findings[0]?.code === next.findings[0]?.code;
  return same && said !== "" ? said : toText(next.verdict.message);
}
