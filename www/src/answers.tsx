// What each LiveKit release answers, and how two tokens differ.
import type { ComponentChildren } from "preact";
import { useActions } from "./context.ts";
import type { Report } from "../index.d.ts";
import { Sentence, Unseen } from "./message.tsx";
import { releases } from "./verdict.tsx";

export function Answers({ report: { answers, cloud } }: { report: Report }) {
  if (answers.length === 0) return null;
  return (
    <details class="answers">
      <summary>Exact answers by LiveKit release</summary>
      <table>
        <thead><tr><th scope="col">Releases</th><th scope="col">Status</th><th scope="col">Body</th></tr></thead>
        <tbody>
          {answers.map((answer) => (
            <Row key={answer.since} who={releases(answer)} status={answer.status} told={answer.told} why="matches the answer in your paste">
              <code>{answer.body === "" ? "(empty)" : <Unseen text={answer.body} />}</code>{!answer.exact && <span class="soft"> if key and secret are right</span>}
            </Row>
          ))}
          {cloud && <Row who="LiveKit Cloud" status={cloud.status} told={cloud.told} why="your paste has its URL"><span class="soft">likely; its exact text is not public</span></Row>}
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
        <h2>Compared with {found.tokens[compared]?.label ?? "the other token"}</h2>
        <span class="space" />
        <button type="button" class="quiet" onClick={() => dispatch({ type: "compare", index: null })}>Close</button>
      </div>
      {comparison.length === 0 ? <p>Both tokens say the same.</p> : (
        <ul>{comparison.map(({ claim, message }) => <li key={claim}><code>{claim}</code><span><Sentence parts={message} now={now} /></span></li>)}</ul>
      )}
    </section>
  );
}
