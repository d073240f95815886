// What the windows over the page show: the list of keys, the proof that nothing leaves the page, and a safe copy.
import { useEffect } from "preact/hooks";
import { useActions } from "./context.ts";
import { t } from "./language.ts";
import { prove } from "./proof.ts";
import { SafeCopyWindow } from "./safe-copy.tsx";
import { Window } from "./window.tsx";

const KEYS = (): readonly [string, string][] => [
  [t("Ctrl or ⌘ V"), t("Paste, anywhere on the page")], [t("Ctrl or ⌘ Z"), t("Undo")], [t("Ctrl or ⌘ Shift Z"), t("Redo")], ["/", t("Go to the box")], [t("Enter"), t("In the box: add the text to the input")],
  ["e", t("Edit the input")], [t("`[` and `]`"), t("Previous and next token")], ["c", t("Copy the report")], ["?", t("This list")],
];

export function Dialogs() {
  const { state: { dialog } } = useActions();
  return <>{dialog === "keys" && <Keys />}{dialog === "proof" && <Proof />}{dialog === "safe" && <SafeCopyWindow />}</>;
}

function Keys() {
  return (
    <Window id="keys" title={t("Keys")}>
      <dl>{KEYS().map(([keys, words]) => <div key={keys}><dt>{keys}</dt><dd>{words}</dd></div>)}</dl>
    </Window>
  );
}

function Proof() {
  const { state: { proof }, dispatch } = useActions();
  useEffect(() => { void prove((attempts) => dispatch({ type: "proof", attempts })); }, []);
  return (
    <Window id="proof" title={t("Four ways to send data out of this page, tried just now")}>
      <ul>{proof.map(({ name, code, result }) => (
        <li key={name}><b>{result === null ? "…" : result.blocked ? "✓" : "✗"} {name}</b><code>{code}</code><span>{result?.words ?? t("trying")}</span></li>
      ))}</ul>
      <p class="soft">{t("The policy is in the first line of this page’s source. To check it yourself, look at the network tab of your developer tools, or turn the network off: nothing here needs it.")}</p>
    </Window>
  );
}
