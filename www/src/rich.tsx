// Messages whose holes are elements.
import { Fragment, type ComponentChildren } from "preact";
import { number, pieces, translated, translatedPlural } from "./language.ts";

/** A message with elements in its holes: `rich("Read the {0}.", <a href="…">{t("documentation")}</a>)`. What is between back-ticks becomes code. */
export function rich(message: string, ...nodes: readonly ComponentChildren[]): ComponentChildren {
  return filled(translated(message), nodes);
}

/** A message for a number, which is its hole `{0}`, with elements in the holes from `{1}` on; see `plural`. */
export function richPlural(count: number, one: string, other: string, ...nodes: readonly ComponentChildren[]): ComponentChildren {
  return filled(translatedPlural(count, one, other), [number(count), ...nodes]);
}

function filled(message: string, nodes: readonly ComponentChildren[]): ComponentChildren {
  return pieces(message).map((piece, index) => {
    if ("text" in piece) return piece.text;
    if ("code" in piece) return <code key={index}>{piece.code}</code>;
    return <Fragment key={index}>{nodes[piece.hole]}</Fragment>;
  });
}
