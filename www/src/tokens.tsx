// The menu of the tokens in the case, of which one is judged and one may be compared with it.
import { useActions } from "./context.ts";
import type { FoundToken, Report } from "./facts.ts";
import { distance } from "./words.ts";

const STATES: Record<FoundToken["state"], string> = { valid: "valid", expired: "expired", not_yet_valid: "not valid yet", unreadable: "unreadable", other_service: "of another service" };

export function TokenMenu({ report: { found: { tokens }, subject } }: { report: Report }) {
  const { state: { now, case: { compared } }, dispatch } = useActions();
  if (tokens.length < 2) return null;
  return (
    <details class="menu">
      <summary aria-label={`${tokens.length} tokens: choose one`}>{tokens.length} <span aria-hidden="true">▾</span></summary>
      <ul>
        {tokens.map((token, index) => (
          <li key={index} class={token.state}>
            <button type="button" data-token={index} aria-current={index === subject ? "true" : undefined} onClick={(event) => {
              event.currentTarget.closest("details")?.removeAttribute("open");
              dispatch({ type: "token", index });
            }}>
              <i aria-hidden="true">{index === subject ? "●" : "○"}</i>
              <span>{token.label}<small>{when(token, now)}</small></span>
            </button>
            {index !== subject && (
              <button type="button" class="quiet" aria-pressed={index === compared} onClick={() => dispatch({ type: "compare", index: index === compared ? null : index })}>Compare</button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function when({ state, at }: FoundToken, now: number): string {
  const word = STATES[state];
  if (at === null) return word;
  return state === "valid" ? `valid, expires ${distance(at, now)}` : `${word}, ${state === "expired" ? distance(at, now) : `valid ${distance(at, now)}`}`;
}
