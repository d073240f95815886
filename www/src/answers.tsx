// What each LiveKit release answers, and how two tokens differ.
import type { ComponentChildren } from "preact";
import { useActions } from "./context.ts";
import type { Report } from "../index.d.ts";
import { t } from "./language.ts";
import { Sentence, Unseen } from "./message.tsx";
import { rich } from "./rich.tsx";
import { releases } from "./verdict.tsx";

export function Answers({ report: { answers, cloud } }: { report: Report }) {
  if (answers.length === 0) return null;
  return (
    <details class="answers">
      <summary>{t("Exact answers by LiveKit release")}</summary>
      <table>
        <thead><tr><th scope="col">{t("Releases")}</th><th scope="col">{t("Status")}</th><th scope="col">{t("Body")}</th></tr></thead>
        <tbody>
          {answers.map((answer) => (
            <Row key={answer.since} who={releases(answer)} status={answer.status} told={answer.told} why={t("matches the answer in your paste")}>
              <code>{answer.body === "" ? t("(empty)") : <Unseen text={answer.body} />}</code>{!answer.exact && <span class="soft"> {t("if key and secret are right")}</span>}
            </Row>
          ))}
          {cloud && <Row who="LiveKit Cloud" status={cloud.status} told={cloud.told} why={t("your paste has its URL")}><span class="soft">{t("likely; its exact text is not public")}</span></Row>}
        </tbody>
      </table>
    </details>
  );
}

function Row({ who, status, told, why, children }: { who: string; status: number; told: boolean; why: string; children: ComponentChildren }) {
  return (
    <tr class={told ? "told" : undefined}>
      <th scope="row">{who}{told && <small>{why}</small>}</th>
      <td><span class={status < 300 ? "status yes" : "status no"}>{status}</span></td>
      <td>{children}</td>
    </tr>
  );
}

/** What differs between the token that is judged and the one that it is compared with, claim by claim. */
export function Comparison({ report: { comparison, found } }: { report: Report }) {
  const { state: { now, case: { compared } }, dispatch } = useActions();
  if (compared === null) return null;
  return (
    <section class="comparison">
      <div class="bar">
        <h2>{rich("Compared with {0}", found.tokens[compared]?.label ?? t("the other token"))}</h2>
        <span class="space" />
        <button type="button" class="quiet" onClick={() => dispatch({ type: "compare", index: null })}>{t("Close")}</button>
      </div>
      {comparison.length === 0 ? <p>{t("Both tokens say the same.")}</p> : (
        <ul>{comparison.map(({ claim, message }) => <li key={claim}><code>{claim}</code><span><Sentence parts={message} now={now} /></span></li>)}</ul>
      )}
    </section>
  );
}
