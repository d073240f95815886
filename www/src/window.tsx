// A window over the page.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useActions } from "./context.ts";
import { t } from "./language.ts";

export function Window({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  const { dispatch } = useActions();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it is drawn, so that the first key that is pressed is its own.
  useLayoutEffect(() => { if (!dialog.current?.open) dialog.current?.showModal(); }, []);
  // The state knows it at once: the event of the browser comes later, when the next window may be open.
  const close = () => {
    dialog.current?.close();
    dispatch({ type: "dialog", dialog: null });
  };
  return (
    <dialog id={id} ref={dialog} aria-labelledby={`${id}-title`} onCancel={(event) => {
      event.preventDefault();
      close();
    }} onClose={() => {
      if (dialog.current) close();
    }} onClick={(event) => {
      if (event.target === dialog.current) close();
    }}>
      <div class="bar"><h2 id={`${id}-title`}>{title}</h2><span class="space" /><button type="button" class="quiet icon" aria-label={t("Close")} onClick={close}>×</button></div>
      {children}
    </dialog>
  );
}
