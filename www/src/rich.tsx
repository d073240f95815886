// Messages whose holes are elements.
import { Fragment, type ComponentChildren } from "preact";
import { pieces, translated } from "./language.ts";

/** A message with elements in its holes: `rich("Read the {0}.", <a href="…">{t("documentation")}</a>)`. What is between back-ticks becomes code. */
export function rich(message: string, ...nodes: readonly ComponentChildren[]): ComponentChildren {
  return pieces(translated(message)).map((piece, index) => {
    if ("text" in piece) return piece.text;
    if ("code" in piece) return <code key={index}>{piece.code}</code>;
    return <Fragment key={index}>{nodes[piece.hole]}</Fragment>;
  });
}
