// The form in which a token is made right, or made: fields, what changed and why, then the code, and last the token.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { mints } from "../host.js";
import type { Report } from "../index.d.ts";
import type { DevelopmentPair, Field, MintedToken, Panel, Row } from "../panel.d.ts";
import { useActions } from "./context.ts";
import { Copy } from "./copy.tsx";
import { plural, t } from "./language.ts";
import { CodeBlock, Prose, Sentence, Time, Unseen } from "./message.tsx";
import type { Mint } from "./mint.ts";
import { rich } from "./rich.tsx";
import { duration } from "./words.ts";

const OFFERS = { repair: () => t("Make this token right"), edit: () => t("Change this token"), mint: () => t("Make a test token"), pair: () => t("Make a development pair") };
/** The claims of nearly every token, and their labels. */
const FIRST: Readonly<Record<string, () => string>> = { sub: () => t("Identity"), "video.room": () => t("Room"), name: () => t("Name") };
/** The characters of a token that are shown while it is masked. */
const SHOWN = 12;
/** The characters of a value that are shown in the table. */
const CHARACTERS = 200;

/**
 * The button that opens the form, in whose place the form then is. What can be made of the paste is next to the verdict, and a new pair, which
 * has nothing to do with it, at the end.
 */
export function MintPlace({ report, isLast = false }: { report: Report | null; isLast?: boolean }) {
  const { state: { mint }, dispatch, makePair } = useActions();
  const offer = report ? report.offer : "pair";
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (wasOpen.current && !mint) button.current?.focus();
    wasOpen.current = mint !== null;
  });
  if (!mints || (offer === "pair") !== isLast) return null;
  if (mint) return <Form mint={mint} offer={(offer === "repair" || offer === "edit") && !mint.pair ? offer : "mint"} />;
  if (!offer) return null;
  return (
    <p class="offer">
      <button ref={button} type="button" class="plain" data-action={`make-${offer}`} onClick={() => {
        if (offer === "pair") makePair();
        else dispatch({ type: "mint", action: { act: "open", pair: null } });
      }}>{OFFERS[offer]()}</button>
      {offer === "pair" && <span class="soft">{t("An API key and secret for a LiveKit server of your own.")}</span>}
    </p>
  );
}

function Form({ mint, offer }: { mint: Mint; offer: "repair" | "edit" | "mint" }) {
  const { state: { now }, dispatch } = useActions();
  const { panel, pair, fault } = mint;
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  return (
    <section class="mint" aria-labelledby="mint-title" data-made={panel ? panel.made !== null : undefined}>
      <div class="bar">
        <h2 id="mint-title" ref={title} tabIndex={-1}>{pair ? t("Development pair") : OFFERS[offer]()}</h2>
        <span class="space" />
        <button type="button" class="quiet icon" data-action="close-mint" aria-label={t("Close")} onClick={() => dispatch({ type: "mint", action: { act: "close" } })}>×</button>
      </div>
      {pair && <Pair pair={pair} />}
      {fault !== null && <p class="judged bad">{fault}</p>}
      {panel && (
        <>
          {panel.is_foreign ? <ForeignFields panel={panel} mint={mint} /> : <Fields panel={panel} mint={mint} />}
          <div class="judged" data-refused={panel.refused ? "" : undefined} role="status">
            {panel.refused ? <Prose parts={panel.refused} now={now} name="refused" /> : <p>{panel.is_foreign ? t("Its signature is right. What its service wants of the claims is not checked.") : t("Every known release accepts this token if the server has this key.")}</p>}
          </div>
          {panel.notes.map((note, index) => <p key={index} class="warned"><Sentence parts={note} now={now} /></p>)}
          {panel.changes.length > 0 && <Changes rows={panel.changes} />}
          {panel.made && <Result made={panel.made} />}
        </>
      )}
    </section>
  );
}

function Pair({ pair: { yaml, env, secret } }: { pair: DevelopmentPair }) {
  return (
    <>
      <p class="soft">{t("Made in this page, for a server of your own: LiveKit Cloud does not know it. Copy it now, because nothing stores it.")}</p>
      <h3>livekit.yaml</h3>
      <Masked name="yaml" text={yaml} secrets={[secret]} label={t("Lines for `livekit.yaml`")} />
      <h3>.env</h3>
      <Masked name="env" text={env} secrets={[secret]} label={t("Lines for `.env`")} />
      <h3>{t("A test token")}</h3>
    </>
  );
}

function Fields({ panel, mint }: { panel: Panel; mint: Mint }) {
  const { dispatch } = useActions();
  const edit = (claim: string, value: string | null) => dispatch({ type: "mint", action: { act: "edit", edits: [{ claim, value }] } });
  const valueOf = ({ claim, value }: Field) => claim in mint.edits ? mint.edits[claim] ?? null : value;
  const first = Object.keys(FIRST).flatMap((claim) => panel.fields.find((field) => field.claim === claim) ?? []);
  const more = panel.fields.filter(({ claim }) => !(claim in FIRST));
  const set = more.filter((field) => valueOf(field) !== null).length;
  return (
    <>
      <div class="tabs" role="group" aria-label={t("Purpose of the token")}>
        {panel.presets.map(({ name, edits, chosen }) => (
          <button key={name} type="button" data-preset={name} aria-pressed={chosen} onClick={() => dispatch({ type: "mint", action: { act: "edit", edits } })}>{name}</button>
        ))}
      </div>
      <div class="fields">
        {first.map((field) => (
          <label key={field.claim}>
            <span>{FIRST[field.claim]?.()}</span>
            <input type="text" data-claim={field.claim} value={valueOf(field) ?? ""} autocomplete="off" autocapitalize="off" spellcheck={false} onInput={({ currentTarget: { value } }) => edit(field.claim, value === "" ? null : value)} />
          </label>
        ))}
        <Life panel={panel} mint={mint} />
      </div>
      <details class="claims-more">
        <summary>{t("All claims")}{set > 0 && <span class="soft">{t("{0} set", set)}</span>}</summary>
        <div class="grid">
          {more.map((field) => <More key={field.claim} field={field} value={valueOf(field)} change={(value) => edit(field.claim, value)} />)}
        </div>
      </details>
    </>
  );
}

/** The claims of another service's token, as they are signed. */
function ForeignFields({ panel, mint }: { panel: Panel; mint: Mint }) {
  const { dispatch } = useActions();
  const text = mint.edits[""] ?? panel.fields[0]?.value ?? "";
  return (
    <div class="fields">
      <label class="whole">
        <span>{t("Claims")}</span>
        <textarea data-claim="" rows={8} value={text} autocomplete="off" autocapitalize="off" spellcheck={false} onInput={({ currentTarget: { value } }) => dispatch({ type: "mint", action: { act: "edit", edits: [{ claim: "", value }] } })} />
      </label>
      <Life panel={panel} mint={mint} />
    </div>
  );
}

function Life({ panel: { life, lives }, mint }: { panel: Panel; mint: Mint }) {
  const { state: { now }, dispatch } = useActions();
  const minutes = mint.life ?? String(Math.max(0, Math.round(life / 6) / 10));
  const choose = (text: string) => dispatch({ type: "mint", action: { act: "life", minutes: text } });
  return (
    <fieldset>
      <legend>{t("Life")} <span class="soft">{life > 0 && rich("until {0}", <Time at={Math.floor(now) + life} now={now} />)}</span></legend>
      <div class="bar">
        {lives.map((seconds) => (
          <button key={seconds} type="button" class="plain" aria-pressed={Number(minutes) * 60 === seconds} onClick={() => choose(String(seconds / 60))}>{duration(seconds)}</button>
        ))}
        <label class="minutes"><input type="text" inputMode="decimal" value={minutes} autocomplete="off" onInput={({ currentTarget }) => choose(currentTarget.value)} /><span>{t("minutes")}</span></label>
      </div>
    </fieldset>
  );
}

/** A claim behind *All claims*: absent is a value of its own. */
function More({ field: { claim, meaning, kind }, value, change }: { field: Field; value: string | null; change: (value: string | null) => void }) {
  const typed = { value: value ?? "", "data-claim": claim, autocomplete: "off" as const, spellcheck: false };
  return (
    <label>
      <span><code>{claim}</code> <span class="soft">{meaning}</span></span>
      {kind === "flag" ? (
        <select data-claim={claim} value={value ?? ""} onChange={({ currentTarget }) => change(currentTarget.value || null)}>
          <option value="">{t("absent")}</option><option value="true">true</option><option value="false">false</option>
        </select>
      ) : kind === "object" || claim === "metadata"
        ? <textarea {...typed} rows={2} placeholder={kind === "object" ? t("absent, or a JSON object") : t("absent")} onInput={({ currentTarget }) => change(currentTarget.value || null)} />
        : <input {...typed} type="text" placeholder={kind === "list" ? t("absent, or words between commas") : t("absent")} onInput={({ currentTarget }) => change(currentTarget.value || null)} />}
    </label>
  );
}

function Changes({ rows }: { rows: readonly Row[] }) {
  const { state: { now } } = useActions();
  return (
    <table class="changes">
      <caption>{plural(rows.length, "{0} claim changed", "{0} claims changed")}</caption>
      <thead><tr><th scope="col">{t("Claim")}</th><th scope="col">{t("Was")}</th><th scope="col">{t("Is")}</th><th scope="col">{t("Why")}</th></tr></thead>
      <tbody>
        {rows.map(({ claim, was, is, at, why }) => (
          <tr key={claim}>
            <th scope="row"><code><Unseen text={claim} /></code></th>
            <td data-head={t("was")}><Value json={was} /></td>
            <td data-head={t("is")}><Value json={is} />{at !== null && <span class="soft"> <Time at={at} now={now} /></span>}</td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ json }: { json: string | null }) {
  if (json === null) return <span class="soft">{t("absent")}</span>;
  return <code><Unseen text={json.length > CHARACTERS ? `${json.slice(0, CHARACTERS)}…` : json} /></code>;
}

/** The code first: the token is only for a test. */
function Result({ made: { token, code, sdk, curl, lk, url } }: { made: MintedToken }) {
  const { state, dispatch } = useActions();
  const shown = code.find((program) => program.sdk === (state.sdk ?? sdk)) ?? code[0];
  return (
    <>
      {shown && <h3>{t("The code that makes it")}</h3>}
      {shown && (
        <div class="snippets">
          <div class="tabs" role="group" aria-label="SDK">
            {code.map((program) => <button key={program.sdk} type="button" aria-pressed={program === shown} onClick={() => dispatch({ type: "sdk", sdk: program.sdk })}>{program.sdk}</button>)}
          </div>
          <CodeBlock code={shown.text} name={`code-${shown.sdk}`} label={t("Code for {0}", shown.sdk)} />
        </div>
      )}
      <h3>{t("The token, for a test")}</h3>
      <Masked name="token" text={token} secrets={[token]} label={t("The token")} />
      {curl && <Labeled title={t("Ask the server")}><Masked name="curl" text={curl} secrets={[token]} label={t("The command")} /></Labeled>}
      {lk && <Labeled title={t("With LiveKit’s CLI")}><CodeBlock code={lk} name="lk" label={t("Command of LiveKit’s CLI")} /></Labeled>}
      {shown && <Labeled title={t("In a client")}>
        <p>
          {url ? rich("A form that asks for a server, such as the {0} tab of LiveKit Meet, takes this URL and the token.", <i>Custom</i>)
            : rich("A form that asks for a server, such as the {0} tab of LiveKit Meet, takes the URL of your server and the token.", <i>Custom</i>)} {t("There is no link, because a URL is not private.")}
        </p>
        {url && <CodeBlock code={url} name="url" label={t("URL of the server")} />}
      </Labeled>}
    </>
  );
}

function Labeled({ title, children }: { title: string; children: ComponentChildren }) {
  return <><h3>{title}</h3>{children}</>;
}

/** A text whose secrets are masked until the reader asks for them. *Copy* copies all of it. */
function Masked({ name, text, secrets, label }: { name: string; text: string; secrets: readonly string[]; label: string }) {
  const { state: { mint }, dispatch } = useActions();
  const isShown = mint?.shown.includes(name) ?? false;
  const masked = secrets.reduce((text, secret) => text.replaceAll(secret, `${secret.startsWith("eyJ") ? secret.slice(0, SHOWN) : ""}${"•".repeat(8)}`), text);
  return (
    <div class="block masks">
      <pre tabIndex={0} role="region" aria-label={label}><code>{isShown ? text : masked}</code></pre>
      <div class="bar">
        <button type="button" class="quiet" data-action={`show-${name}`} aria-pressed={isShown} onClick={() => dispatch({ type: "mint", action: { act: "show", name } })}>{isShown ? t("Hide") : t("Show")}</button>
        <Copy what={`made-${name}`} action="copy-made" text={() => text} />
      </div>
    </div>
  );
}
