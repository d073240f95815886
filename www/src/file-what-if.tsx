// What if the times were different: how many refusals of a file would vanish with a longer life, an earlier `nbf`, or more leeway.
import { useActions } from "./context.ts";
import type { Margins } from "./file-jobs.ts";
import { AS_IT_IS, type FileState } from "./file-state.ts";
import { plural, t } from "./language.ts";
import { rich } from "./rich.tsx";
import { duration } from "./words.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What each slider can be set to, in seconds. */
const STOPS: Readonly<Record<keyof Margins, readonly number[]>> = {
  life: [0, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY],
  nbf: [0, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR],
  leeway: [AS_IT_IS.leeway, 90, 2 * MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR],
};

const NAMES = Object.keys(STOPS) as (keyof Margins)[];

export function WhatIf({ file: { margins, vanished } }: { file: FileState }) {
  const { dispatch } = useActions();
  const set = (change: Partial<Margins>) => dispatch({ type: "file", action: { act: "margins", margins: change } });
  const isAsItIs = NAMES.every((name) => margins[name] === AS_IT_IS[name]);
  const labels: Record<keyof Margins, string> = { life: t("Tokens live longer by"), nbf: t("Tokens become valid earlier by"), leeway: t("The server’s leeway is") };
  return (
    <details class="what-if" onToggle={({ currentTarget }) => { if (currentTarget.open && !vanished) set({}); }}>
      <summary>{t("What if tokens had more time?")}</summary>
      {NAMES.map((name) => {
        const stops = STOPS[name];
        const text = margins[name] === 0 ? t("no change") : duration(margins[name]);
        return (
          <label key={name}>
            <span>{labels[name]}</span>
            <input type="range" data-action={`margin-${name}`} min={0} max={stops.length - 1} step={1} value={stops.indexOf(margins[name])} aria-valuetext={text} onInput={({ currentTarget }) => set({ [name]: stops[Number(currentTarget.value)] })} />
            <output>{margins[name] === 0 ? "0" : text}</output>
          </label>
        );
      })}
      <div class="bar">
        <p role="status">{vanished && !isAsItIs ? <><b>{verdict(vanished)}</b> {parts(vanished)}</> : <span class="soft">{rich("Move a slider. LiveKit’s leeway is {0}.", duration(AS_IT_IS.leeway))}</span>}</p>
        <span class="space" />
        {!isAsItIs && <button type="button" class="quiet" data-action="as-it-is" onClick={({ currentTarget }) => {
          currentTarget.closest("details")?.querySelector("input")?.focus();
          set(AS_IT_IS);
        }}>{t("Reset")}</button>}
      </div>
    </details>
  );
}

type Counts = NonNullable<FileState["vanished"]>;

function verdict({ expired, not_valid_yet: early, refused, is_exact: isExact }: Counts): string {
  const count = expired + early;
  if (!isExact) return t("At least {0} of {1} refusals would vanish.", count, refused);
  if (count === 0) return plural(refused, "The only refusal would stay.", "All {0} refusals would stay.");
  return count === refused ? plural(refused, "The only refusal would vanish.", "All {0} refusals would vanish.") : plural(count, "{0} of {1} refusals would vanish.", "{0} of {1} refusals would vanish.", refused);
}

/** Of which kind they are, if they are of both. */
function parts({ expired, not_valid_yet: early }: Counts): string {
  return expired > 0 && early > 0 ? t("{0} had expired, {1} were not valid yet.", expired, early) : "";
}
