// A copy of the input that is safe to share: what it has no more, what was not looked at, and two ways to take it along.
import type { Removed, Sanitized } from "../index.d.ts";
import { framed } from "../host.js";
import { useActions } from "./context.ts";
import { Copy } from "./copy.tsx";
import { save } from "./save.ts";
import type { View } from "./state.ts";
import { Window } from "./window.tsx";
import { count } from "./words.ts";

/** The button that asks for a copy. */
export function MakeSafe({ of }: { of: View }) {
  const { makeSafe } = useActions();
  return <button type="button" class="quiet" data-action={`safe-${of}`} onClick={() => makeSafe(of)}>Safe copy</button>;
}

/** The most characters of the copy that are shown. */
const SHOWN = 5_000;

export function SafeCopyWindow() {
  const { state: { safe } } = useActions();
  if (!safe) return null;
  const { made, fault, of } = safe;
  return (
    <Window id="safe" title="A copy that is safe to share">
      {fault !== null ? <p>No copy was made: {fault}</p>
        : made ? <Made made={made} name={of} />
          : <div class="making" role="status"><p>Removing secrets and signatures…</p><progress aria-label="Making the copy" /></div>}
    </Window>
  );
}

function Made({ made: { text, removed, notLookedAt }, name }: { made: Sanitized; name: string | null }) {
  return (
    <>
      {removed.length === 0 ? <p>There was nothing to remove.</p> : (
        <>
          <p>Labels such as <code>{removed[0]?.label}</code> replace what gives access. The same value always has the same label.</p>
          <ul class="removed" aria-label="Removed">{kinds(removed).map(([kind, values, places]) => (
            <li key={kind}><b>{count(values, NAMES[kind])}</b><span>{places > values ? `in ${places.toLocaleString("en")} places` : ""}</span></li>
          ))}</ul>
        </>
      )}
      <p class="soft">Claims, identities, rooms and addresses stay. Read the copy before you share it.</p>
      {notLookedAt.length > 0 && <p class="warned">Not looked at: {notLookedAt.join(", ")}.</p>}
      <pre class="pasted" translate={false} tabIndex={0} role="region" aria-label="The copy">
        {text.slice(0, SHOWN)}
        {text.length > SHOWN && <span class="soft">{`\n… and ${count(text.length - SHOWN, "character")} more`}</span>}
      </pre>
      <div class="bar">
        <Copy what="safe" action="copy-safe" label="Copy" text={() => text} />
        {!framed && <button type="button" class="plain" data-action="save-safe" onClick={() => save(text, safeName(name), "text/plain")}>Save as file</button>}
      </div>
    </>
  );
}

const NAMES: Record<Removed["kind"], string> = {
  signature: "signature", jwe: "encrypted token", private_key: "private key", cookie: "cookie", authorization: "authorization", code: "OAuth code", refresh_token: "refresh token", token: "opaque token", secret: "secret",
};

/** The kinds with the number of different values and that of their places, in the order of the text. */
function kinds(removed: readonly Removed[]): [Removed["kind"], number, number][] {
  const sums = new Map<Removed["kind"], [number, number]>();
  for (const { kind, count } of removed) {
    const [values, places] = sums.get(kind) ?? [0, 0];
    sums.set(kind, [values + 1, places + count]);
  }
  return [...sums].map(([kind, [values, places]]) => [kind, values, places]);
}

/** `server.log.gz` is saved as `server.safe.log`: the copy is unpacked. */
function safeName(name: string | null): string {
  const [, stem, end] = /^(.+?)(\.\w+)?$/.exec(name?.replace(/\.gz$/i, "") ?? "paste.txt") ?? [];
  return `${stem ?? "paste"}.safe${end ?? ".txt"}`;
}
