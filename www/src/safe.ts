// Makes copies that are safe to share, each in a worker of its own, which ends with it.
import type { SanitizeOptions, Sanitized } from "../index.d.ts";
import { texts } from "./case.ts";
import type { Client } from "./client.ts";
import type { Files } from "./files.ts";
import type { View } from "./state.ts";
import type { Store } from "./store.ts";

/** Returns what makes a copy and shows it. */
export function listenToSafe(store: Store, start: () => Client, files: Files): (view: View, options: SanitizeOptions) => void {
  let client: Client | null = null;
  const end = () => {
    client?.end();
    client = null;
  };
  // Whoever closes the window needs no copy.
  store.subscribe(({ safe }, { safe: before }) => {
    if (!safe && before) end();
  });
  return (view, options) => {
    end();
    const mine = client = start();
    const { file, case: given } = store.state;
    const of = view === "file" ? file?.name ?? null : null;
    const tell = (made: Sanitized | null, fault: string | null) => store.dispatch({ type: "safe", safe: { of, view, options, made, fault } });
    tell(null, null);
    mine.files({ act: "sanitize", source: view === "file" ? files.files : texts(given), options }).then(
      (made) => { if (mine === client && made) tell(made as Sanitized, null); },
      (error: unknown) => { if (mine === client) tell(null, String((error as Error).message)); },
    ).finally(() => { if (mine === client) end(); });
  };
}
