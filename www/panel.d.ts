// The form in which the page makes tokens: what the core gives is derived from its structs, and what it takes is here.
export type * from "./form.d.ts";

/** The state of the form. */
export interface PanelRequest {
  /** What was typed, field by field. `null` removes the claim. */
  edits: readonly { claim: string; value: string | null }[];
  /** The life in seconds from now; without it that of the token before, or 15 minutes. */
  life?: number;
  /** A pair that was made on the page, in place of the one in the paste. */
  pair?: { key: string; secret: string };
}
