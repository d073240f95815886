// What the server checks, one row each, and what was noticed beside that.
import { About } from "./about.tsx";
import { useActions } from "./context.ts";
import type { Check, Report } from "../index.d.ts";
import { t } from "./language.ts";
import { Prose, Sentence } from "./message.tsx";
import { clock, distance, stateName } from "./words.ts";

const NAMES: Record<Check["id"], () => string> = {
  format: () => t("Format"), api_key: () => t("API key"), signature: () => t("Signature"), time: () => t("Validity"), permissions: () => t("Permissions"), server: () => t("Server"), service: () => t("Service"),
  issuer: () => t("Issuer"), audience: () => t("Audience"),
};
const MARKS: Record<Check["state"], string> = { passes: "✓", fails: "✗", warns: "!", unchecked: "?", unreached: "·" };

export function Checks({ report }: { report: Report }) {
  if (report.checks.length === 0) return null;
  return (
    <section class="checks">
      <h2>{t("Checks")}</h2>
      <ul>{report.checks.map((check) => <Row key={check.id} check={check} report={report} />)}</ul>
    </section>
  );
}

function Row({ check: { id, state: look, value, reason, findings }, report }: { check: Check; report: Report }) {
  const { state: { now, whatIf, toggled }, dispatch } = useActions();
  const notes = findings.flatMap((index) => report.findings[index] ?? []);
  const grants = id === "permissions" ? report.tokens[report.subject ?? 0]?.grants ?? [] : [];
  const hasMore = reason.length > 0 || notes.length > 0 || grants.length > 0;
  const isOpen = hasMore && (toggled[id] ?? ((look === "fails" || look === "warns") && (reason.length > 0 || notes.length > 0)));
  const line = (
    <>
      <i aria-hidden="true">{MARKS[look]}</i>
      <b>{NAMES[id]()}</b>
      <span class="value">{value.length > 0 ? <><span class="unseen">{stateName(look)}: </span><Value parts={value} now={whatIf?.at ?? now} /></> : stateName(look)}</span>
    </>
  );
  return (
    <li class={look} data-check={id}>
      {hasMore
        ? <button type="button" class="row" aria-expanded={isOpen} onClick={() => dispatch({ type: "toggle", name: id, open: !isOpen })}>{line}<span class="more" aria-hidden="true" /></button>
        : <div class="row">{line}</div>}
      {isOpen && (
        <div class="detail">
          <Prose parts={reason} now={now} name={`reason-${id}`} />
          {notes.map(({ code, certain, message, fix }, index) => <Note key={index} code={code} certain={certain} message={message} fix={fix} />)}
          {grants.length > 0 && (
            <ul class="grants">{grants.map(({ claim, allows, default: byDefault, message }) => (
              <li key={claim} class={allows ? "allows" : "denies"}><i aria-hidden="true">{allows ? "✓" : "–"}</i> <span><Sentence parts={message} now={now} />{byDefault && <span class="soft"> {t("by default")}</span>}</span></li>
            ))}</ul>
          )}
        </div>
      )}
    </li>
  );
}

/** A value, whose instants are near or far rather than dates. */
function Value({ parts, now }: { parts: Check["value"]; now: number }) {
  return <>{parts.map((part, index) => part.kind === "instant"
    ? <span key={index}>{t("{0} UTC, {1}", clock(part.at, now), distance(part.at, now))}</span>
    : <Sentence key={index} parts={[part]} now={now} />)}</>;
}

/** The findings that belong to no check and are said nowhere else. */
export function Others({ report: { findings, other_findings } }: { report: Report }) {
  const others = other_findings.flatMap((index) => findings[index] ?? []);
  if (others.length === 0) return null;
  return (
    <section class="others">
      <h2>{t("Also found")}</h2>
      {others.map(({ code, certain, message, fix }, index) => <Note key={index} code={code} certain={certain} message={message} fix={fix} />)}
    </section>
  );
}

function Note({ code, certain, message, fix }: Pick<Report["findings"][number], "code" | "certain" | "message" | "fix">) {
  const { state: { now } } = useActions();
  return (
    <div class="note">
      <div class="noticed"><Prose parts={message} now={now} name={code} />{!certain && <p class="likely">{t("likely")}</p>}<About code={code} /></div>
      <Prose parts={fix} now={now} name={`${code}-fix`} />
    </div>
  );
}
