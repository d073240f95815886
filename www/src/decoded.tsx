// The content of the token that is judged, in four forms.
import type { ComponentChildren } from "preact";
import type { Claim } from "../index.d.ts";
import { useActions } from "./context.ts";
import { Copy } from "./copy.tsx";
import type { Report } from "../index.d.ts";
import { jsonLines, jsonText, type Line } from "./json.ts";
import { plural, t } from "./language.ts";
import { Time, Unseen } from "./message.tsx";
import { TokenParts } from "./pasted.tsx";
import type { Tab } from "./state.ts";
import { distance, instant } from "./words.ts";

/** The maximum number of rows, and of characters in a value. */
const ROWS = 300;
const CHARACTERS = 1500;
const TABS: readonly [Tab, () => string][] = [["claims", () => t("Claims")], ["json", () => "JSON"], ["header", () => t("Header")], ["raw", () => t("Raw")]];

export function Decoded({ report }: { report: Report }) {
  const { state: { tab, read }, dispatch } = useActions();
  const index = report.subject ?? 0;
  const token = report.tokens[index];
  if (!token) return null;
  const claims = token.claims ?? [];
  const header = token.header ?? [];
  const raw = () => once((report.found.tokens[index]?.spans ?? []).map(({ start, end }) => read.slice(start, end)));
  const unreadable = <p class="soft">{t("The claims cannot be read.")}</p>;
  const contents: Record<Tab, () => { content: ComponentChildren; text: () => string }> = {
    claims: () => ({ content: token.claims ? <Table claims={claims} /> : unreadable, text: () => jsonText(jsonLines(claims)) }),
    json: () => ({ content: token.claims ? <Json lines={jsonLines(claims)} /> : unreadable, text: () => jsonText(jsonLines(claims)) }),
    header: () => ({ content: token.header ? <Json lines={jsonLines(header)} /> : <p class="soft">{t("The header cannot be read.")}</p>, text: () => jsonText(jsonLines(header)) }),
    raw: () => ({ content: <pre class="raw" tabIndex={0} role="region" aria-label={t("The token")}><TokenParts token={raw().slice(0, 20_000)} /></pre>, text: raw }),
  };
  const shown = contents[tab]();
  return (
    <section class="decoded">
      <div class="bar">
        <h2>{t("Decoded")}</h2>
        <div class="tabs" role="group" aria-label={t("Form of the token")}>
          {TABS.map(([id, name]) => <button key={id} type="button" data-tab={id} aria-pressed={id === tab} onClick={() => dispatch({ type: "tab", tab: id })}>{name()}</button>)}
        </div>
        <span class="space" />
        <Copy what={`decoded-${tab}`} text={shown.text} />
      </div>
      {shown.content}
      {token.minter && (tab === "claims" || tab === "header") && <p class="soft made">{t("Made by {0}", token.minter)}</p>}
    </section>
  );
}

/** A token of which all copies and their lines are given. */
function once(lines: readonly string[]): string {
  const all = lines.join("");
  let text = "";
  for (const line of lines) {
    text += line;
    if (all.length % text.length === 0 && all === text.repeat(all.length / text.length)) return text;
  }
  return all;
}

/** The claims, one row each: members of objects and arrays are named by their path. */
function Table({ claims }: { claims: readonly Claim[] }) {
  const { state: { now } } = useActions();
  const all = rows(claims, "");
  return (
    <table class="claims">
      <tbody>
        {all.slice(0, ROWS).map(({ name, claim }, index) => (
          <tr key={index}>
            <th scope="row"><code><Unseen text={name} /></code></th>
            <td><code class={claim.kind}><Unseen text={short(claim)} /></code></td>
            <td class="soft">{claim.instant !== null && <Instant at={claim.instant} now={now} />}{claim.meaning}</td>
          </tr>
        ))}
        {all.length > ROWS && <tr><td colSpan={3}>{plural(all.length - ROWS, "and {0} more member", "and {0} more members")}</td></tr>}
      </tbody>
    </table>
  );
}

function Instant({ at, now }: { at: number; now: number }) {
  return <span class="when"><b>{distance(at, now)}</b> · <Time at={at} now={now} /></span>;
}

function Json({ lines }: { lines: readonly Line[] }) {
  const { state: { now } } = useActions();
  return (
    <pre class="json" tabIndex={0} role="region" aria-label="JSON">
      {lines.slice(0, ROWS).map(({ depth, name, kind, value, end, claim }, index) => (
        <span class="line" key={index}>
          {"  ".repeat(depth)}{name !== null && <><span class="name"><Unseen text={name} /></span>: </>}
          <span class={kind}><Unseen text={value.length > CHARACTERS ? `${value.slice(0, CHARACTERS)}…` : value} /></span>{end}
          {claim && (claim.instant !== null || claim.meaning) && <span class="comment">{`  // ${[claim.instant !== null && `${distance(claim.instant, now)}, ${instant(claim.instant)}`, claim.meaning].filter(Boolean).join(": ")}`}</span>}
          {"\n"}
        </span>
      ))}
      {lines.length > ROWS && plural(lines.length - ROWS, "… and {0} more line", "… and {0} more lines")}
    </pre>
  );
}

function rows(claims: readonly Claim[], path: string): { name: string; claim: Claim }[] {
  return claims.flatMap((claim) => {
    const name = path + claim.name;
    return claim.members.length === 0 ? [{ name, claim }] : rows(claim.members, `${name}.`);
  });
}

function short({ value }: Claim): string {
  return value.length > CHARACTERS ? `${value.slice(0, CHARACTERS)}… (${plural(value.length, "{0} character", "{0} characters")})` : value;
}
