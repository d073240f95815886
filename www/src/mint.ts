// The form in which a token is made right, or made: its state, and when the core is asked about it. Nothing of it is stored, and no report has it.
import type { DevelopmentPair, Panel, PanelRequest } from "../panel.d.ts";
import type { Client } from "./client.ts";
import type { Store } from "./store.ts";

export interface Mint {
  /** What was typed, by claim; `null` removes the claim. */
  readonly edits: Readonly<Record<string, string | null>>;
  /** The life as it was typed, in minutes; `null` leaves it to the core. */
  readonly life: string | null;
  /** A pair that was made here. */
  readonly pair: DevelopmentPair | null;
  /** What the core says of this state, or of the one before while it is asked. */
  readonly panel: Panel | null;
  /** Why there is no form. */
  readonly fault: string | null;
  /** The names of masked texts that the reader has shown. */
  readonly shown: readonly string[];
}

export type MintAction =
  | { act: "open"; pair: DevelopmentPair | null }
  | { act: "close" }
  | { act: "edit"; edits: readonly { claim: string; value: string | null }[] }
  | { act: "life"; minutes: string }
  | { act: "show"; name: string }
  | { act: "panel"; panel: Panel }
  | { act: "fault"; message: string };

export function reduceMint(mint: Mint | null, action: MintAction): Mint | null {
  if (action.act === "open") return { edits: {}, life: null, pair: action.pair, panel: null, fault: null, shown: [] };
  if (!mint) return null;
  switch (action.act) {
    case "close": return null;
    case "edit": return { ...mint, edits: { ...mint.edits, ...Object.fromEntries(action.edits.map(({ claim, value }) => [claim, value])) } };
    case "life": return { ...mint, life: action.minutes };
    case "show": return { ...mint, shown: mint.shown.includes(action.name) ? mint.shown.filter((name) => name !== action.name) : [...mint.shown, action.name] };
    case "panel": return { ...mint, panel: action.panel, fault: null };
    case "fault": return { ...mint, panel: null, fault: action.message };
  }
}

function request({ edits, life, pair }: Mint): PanelRequest {
  return {
    edits: Object.entries(edits).map(([claim, value]) => ({ claim, value })),
    // What is not a number is no life.
    ...(life === null ? {} : { life: life.trim() === "" ? 0 : (Number(life) || 0) * 60 }),
    ...(pair ? { pair: { key: pair.key, secret: pair.secret } } : {}),
  };
}

/** Asks the core whenever the form changes; a late answer never overwrites a newer one. */
export function listenToMint(store: Store, client: Client) {
  let job = 0;
  store.subscribe(({ mint, language }, { mint: before, language: spoken }) => {
    if (!mint || mint.edits === before?.edits && mint.life === before.life && mint.pair === before.pair && language === spoken) return;
    const mine = ++job;
    client.form(request(mint), Date.now()).then(
      (panel) => { if (mine === job) store.dispatch({ type: "mint", action: { act: "panel", panel } }); },
      (error: unknown) => { if (mine === job) store.dispatch({ type: "mint", action: { act: "fault", message: String((error as Error).message) } }); },
    );
  });
}
