// A copy of the input that is safe to share: what it has no more, what was not looked at, and two ways to take it along.
import type { Removed, SanitizeOptions, Sanitized } from "../index.d.ts";
import { framed } from "../host.js";
import { useActions } from "./context.ts";
import { Copy } from "./copy.tsx";
import { plural, t } from "./language.ts";
import { rich } from "./rich.tsx";
import { save } from "./save.ts";
import type { View } from "./state.ts";
import { Window } from "./window.tsx";

/** The button that asks for a copy. */
export function MakeSafe({ of }: { of: View }) {
  const { makeSafe } = useActions();
  return <button type="button" class="quiet" data-action={`safe-${of}`} onClick={() => makeSafe(of, {})}>{t("Safe copy")}</button>;
}

/** The most characters of the copy that are shown. */
const SHOWN = 5_000;

export function SafeCopyWindow() {
  const { state: { safe } } = useActions();
  if (!safe) return null;
  const { made, fault, of, options } = safe;
  return (
    <Window id="safe" title={t("A copy that is safe to share")}>
      {fault === null && <Options />}
      {fault !== null ? <p>{t("No copy was made: {0}", fault)}</p>
        : made ? <Made made={made} name={of} options={options} />
          : <div class="making" role="status"><p>{t("Removing secrets and signatures…")}</p><progress aria-label={t("Making the copy")} /></div>}
    </Window>
  );
}

/** What else is replaced: each choice makes another copy. */
function Options() {
  const { state: { safe }, makeSafe } = useActions();
  if (!safe) return null;
  const { options, view } = safe;
  const box = (name: keyof SanitizeOptions, text: string) => (
    <label><input type="checkbox" data-action={`without-${name}`} checked={options[name] ?? false} onChange={({ currentTarget }) => makeSafe(view, { ...options, [name]: currentTarget.checked })} />{text}</label>
  );
  return (
    <fieldset class="options">
      <legend>{t("Also replace")}</legend>
      {box("identities", t("identities, names and e-mail addresses"))}
      {box("addresses", t("IP addresses"))}
    </fieldset>
  );
}

function Made({ made: { text, removed, notLookedAt }, name, options }: { made: Sanitized; name: string | null; options: SanitizeOptions }) {
  const stays = options.identities
    ? options.addresses ? t("Rooms and other claims stay. Read the copy before you share it.") : t("Rooms, IP addresses and other claims stay. Read the copy before you share it.")
    : options.addresses ? t("Claims, identities and rooms stay. Read the copy before you share it.") : t("Claims, identities, rooms and addresses stay. Read the copy before you share it.");
  return (
    <>
      {removed.length === 0 ? <p>{t("There was nothing to remove.")}</p> : (
        <>
          <p>{rich("Labels such as {0} replace what was removed. The same value always has the same label.", <code>{removed[0]?.label}</code>)}</p>
          <ul class="removed" aria-label={t("Removed")}>{kinds(removed).map(([kind, values, places]) => (
            <li key={kind}><b>{NAMES[kind](values)}</b><span>{places > values ? t("in {0} places", places) : ""}</span></li>
          ))}</ul>
        </>
      )}
      <p class="soft">{stays}</p>
      {notLookedAt.length > 0 && <p class="warned">{t("Not looked at: {0}.", notLookedAt.join(", "))}</p>}
      <pre class="pasted" translate={false} tabIndex={0} role="region" aria-label={t("The copy")}>
        {text.slice(0, SHOWN)}
        {text.length > SHOWN && <span class="soft">{`\n${plural(text.length - SHOWN, "… and {0} more character", "… and {0} more characters")}`}</span>}
      </pre>
      <div class="bar">
        <Copy what="safe" action="copy-safe" label={t("Copy")} text={() => text} />
        {!framed && <button type="button" class="plain" data-action="save-safe" onClick={() => save(text, safeName(name), "text/plain")}>{t("Save as file")}</button>}
      </div>
    </>
  );
}

const NAMES: Record<Removed["kind"], (count: number) => string> = {
  signature: (count) => plural(count, "{0} signature", "{0} signatures"),
  jwe: (count) => plural(count, "{0} encrypted token", "{0} encrypted tokens"),
  private_key: (count) => plural(count, "{0} private key", "{0} private keys"),
  cookie: (count) => plural(count, "{0} cookie", "{0} cookies"),
  authorization: (count) => plural(count, "{0} authorization", "{0} authorizations"),
  code: (count) => plural(count, "{0} OAuth code", "{0} OAuth codes"),
  refresh_token: (count) => plural(count, "{0} refresh token", "{0} refresh tokens"),
  token: (count) => plural(count, "{0} opaque token", "{0} opaque tokens"),
  secret: (count) => plural(count, "{0} secret", "{0} secrets"),
  identity: (count) => plural(count, "{0} identity", "{0} identities"),
  address: (count) => plural(count, "{0} IP address", "{0} IP addresses"),
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
