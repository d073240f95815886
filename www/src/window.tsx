// A window over the page.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useActions } from "./context.ts";
import { t } from "./language.ts";

export function Window({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  const { dispatch } = useActions();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { if (!dialog.current?.open) dialog.current?.showModal(); }, []);
  return (
    <dialog id={id} ref={dialog} aria-labelledby={`${id}-title`} onClose={() => dispatch({ type: "dialog", dialog: null })} onClick={(event) => {
      if (event.target === dialog.current) dialog.current?.close();
    }}>
      <div class="bar"><h2 id={`${id}-title`}>{title}</h2><span class="space" /><button type="button" class="quiet icon" aria-label={t("Close")} onClick={() => dialog.current?.close()}>×</button></div>
      {children}
    </dialog>
  );
}
