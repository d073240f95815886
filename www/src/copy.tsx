// Copies texts to the clipboard.
import { useActions } from "./context.ts";
import { t } from "./language.ts";

/** A button that copies a text, and says so in its place without changing its size. */
export function Copy({ what, text, label = t("Copy"), action = "copy" }: { what: string; text: () => string; label?: string; action?: string }) {
  const { state, dispatch } = useActions();
  const isCopied = state.copied === what;
  const press = async () => {
    await toClipboard(text());
    dispatch({ type: "copied", what });
    setTimeout(() => dispatch({ type: "copied", what: null }), 2000);
  };
  return (
    <button type="button" class="copy" data-action={action} data-copied={isCopied || undefined} onClick={() => void press()}>
      <span>{label}</span><span>{t("Copied")}</span>
    </button>
  );
}

async function toClipboard(text: string) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure context, or if the browser refuses, the old API still works.
    const carrier = document.createElement("textarea");
    carrier.value = text;
    document.body.append(carrier);
    carrier.select();
    document.execCommand("copy");
    carrier.remove();
  }
}
