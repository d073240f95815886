// The left pane: the box, the slots of the case, the picture of the paste, and what undoes it.
import { useEffect, useRef } from "preact/hooks";
import { hasOnlyServer, isEmpty } from "./case.ts";
import { useActions } from "./context.ts";
import type { Report, Slot, Slots } from "../index.d.ts";
import { framed } from "../host.js";
import { t } from "./language.ts";
import { Pasted } from "./pasted.tsx";
import { showsFile } from "./state.ts";
import { Probe } from "./probe.tsx";
import { ItemMenu, TokenMenu } from "./menus.tsx";

export function Input() {
  const { state, dispatch } = useActions();
  const { report } = state;
  const empty = isEmpty(state.case);
  const isFoldable = state.case.pastes.length > 0 && !hasOnlyServer(state.case) || state.case.secret !== "" || state.file !== null;
  const isOfFile = showsFile(state);
  return (
    <section class="input" aria-label={t("Input")} data-filled={isFoldable ? "" : undefined} data-folded={isFoldable && state.case.draft === "" && !state.unfolded ? "" : undefined}>
      {isFoldable && (
        <button type="button" class="fold" aria-expanded={state.unfolded} onClick={() => dispatch({ type: "fold" })}>
          <span>{isOfFile ? state.file?.name : report ? summary(report) : t("Your input")}</span><b>{state.unfolded ? t("Close") : t("Add or edit")}</b>
        </button>
      )}
      <div class="inside">
        <Box empty={empty} isClear={empty && !state.file} />
        <p class="privacy">{t("Nothing you paste leaves this page.")} <button type="button" class="link" data-action="prove" onClick={() => dispatch({ type: "dialog", dialog: "proof" })}>{t("Prove it")}</button></p>
        {(!isOfFile || !empty) && <SlotList report={report} />}
        <Probe />
        {report && <Pasted report={report} />}
      </div>
    </section>
  );
}

/** The slots that are filled, in words. */
function summary({ slots }: Report): string {
  const names = NAMES.filter(([id]) => slots[id].state !== "empty").map(([, name]) => name());
  return names.length > 0 ? names.join(" + ") : t("Your input");
}

function Box({ empty, isClear }: { empty: boolean; isClear: boolean }) {
  const { state, dispatch, openFiles } = useActions();
  const box = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const { draft } = state.case;
  // In a frame of other docs the box must not take the focus from them.
  useEffect(() => { if (!framed) box.current?.focus(); }, []);
  const paste = async () => {
    const text = await navigator.clipboard?.readText?.().catch(() => "");
    if (text) dispatch({ type: "paste", text, source: "own" });
    else box.current?.focus();
  };
  return (
    <div class="paste">
      <textarea
        id="box" ref={box} rows={7} value={draft} autocomplete="off" autocapitalize="off" spellcheck={false} translate={false}
        aria-label={t("Paste anything from the failing call")} aria-describedby="hint"
        placeholder={empty ? t("Paste anything from the failing call: a token, the error, your `.env`, curl output, a log…") : t("Paste more: a token, a `.env`, an error, a log…")}
        onInput={({ currentTarget }) => dispatch({ type: "draft", text: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          dispatch({ type: "enter" });
        }}
      />
      <p id="hint" class="unseen">{t("Text is read when you paste it and while you type. Enter adds it to your input; Shift+Enter begins a new line.")}</p>
      <div class="bar">
        <button type="button" class="plain" onClick={() => void paste()}>{t("Paste")}</button>
        <button type="button" class="plain" onClick={() => chooser.current?.click()}>{t("Choose file")}</button>
        <input ref={chooser} type="file" multiple hidden tabIndex={-1} aria-label={t("Files to read")} onChange={async ({ currentTarget }) => {
          const files = [...currentTarget.files ?? []];
          currentTarget.value = "";
          await openFiles(files);
        }} />
        <span class="space" />
        <button type="button" class="quiet icon" data-action="undo" disabled={state.past.length === 0} aria-label={t("Undo")} title={t("Undo (Ctrl or ⌘ Z)")} onClick={() => dispatch({ type: "undo" })}>↶</button>
        <button type="button" class="quiet icon" data-action="redo" disabled={state.future.length === 0} aria-label={t("Redo")} title={t("Redo (Ctrl or ⌘ Shift Z)")} onClick={() => dispatch({ type: "redo" })}>↷</button>
        <button type="button" class="quiet" data-action="edit" disabled={empty} onClick={() => { dispatch({ type: "edit" }); box.current?.focus(); }}>{t("Edit")}</button>
        <button type="button" class="quiet" data-action="clear" disabled={isClear} onClick={() => { dispatch({ type: "clear" }); box.current?.focus(); }}>{t("Clear")}</button>
      </div>
    </div>
  );
}

const NAMES: readonly [keyof Slots, () => string, () => string][] = [
  ["token", () => t("Token"), () => t("starts with `eyJ`")],
  ["secret", () => t("Key and secret"), () => t("the lines of your `.env`")],
  ["key", () => t("Public key"), () => t("PEM, JWK or key set")],
  ["server", () => t("Server"), () => t("the URL, such as `wss://…`")],
  ["error", () => t("Error"), () => t("what the client or the log says")],
  ["code", () => t("Code"), () => t("where the token is made")],
];
const MARKS: Record<Slot["state"], string> = { empty: "○", good: "✓", bad: "✗", neutral: "●" };
const STATES: Record<Slot["state"], () => string> = { empty: () => "", good: () => t("fits"), bad: () => t("wrong"), neutral: () => "" };

function SlotList({ report }: { report: Report | null }) {
  const { dispatch, state } = useActions();
  return (
    <ul id="evidence" class="slots" aria-label={t("What was found in your paste")}>
      {NAMES.map(([id, nameOf, invitation]) => {
        const name = nameOf();
        const { label, state: look, spans } = report?.slots[id] ?? { label: "", state: "empty" as const, spans: [] };
        const words = STATES[look]();
        // LiveKit has none.
        if (id === "key" && look === "empty") return null;
        return (
          <li key={id} class={look} data-slot={id}>
            <i aria-hidden="true">{MARKS[look]}</i>
            <b>{name}</b>
            {look === "empty" ? <span class="label">{invitation()}</span> : (
              <button type="button" class="label" aria-pressed={state.marked === spans} title={label} onClick={() => dispatch({ type: "mark", spans })}>
                {label}{words && <span class="unseen"> ({words})</span>}
              </button>
            )}
            {report && (id === "token" ? <TokenMenu report={report} /> : <ItemMenu id={id} name={name} report={report} />)}
            {look !== "empty" && (
              <button type="button" class="quiet icon" data-action="remove" aria-label={t("Remove: {0}", name)} title={t("Remove: {0}", name)} onClick={() => dispatch({ type: "remove", name, spans })}>×</button>
            )}
            {id === "secret" && <SecretField />}
          </li>
        );
      })}
    </ul>
  );
}

function SecretField() {
  const { state: { case: { secret, base64 }, legible }, dispatch } = useActions();
  return (
    <div class="secret">
      <input {...(legible ? { type: "text" } : { type: "password" })} value={secret} autocomplete="off" spellcheck={false} translate={false} aria-label={t("API secret")}
        placeholder={t("or type the API secret here")} onInput={({ currentTarget }) => dispatch({ type: "secret", text: currentTarget.value })} />
      <button type="button" class="quiet" aria-pressed={legible} onClick={() => dispatch({ type: "legible" })}>{legible ? t("Hide") : t("Show")}</button>
      <button type="button" class="quiet" aria-pressed={base64} title={t("The secret is given in base64")} onClick={() => dispatch({ type: "base64" })}>base64</button>
    </div>
  );
}
