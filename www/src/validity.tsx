// The validity of the token as a bar with a marker in it, which the reader can move to try another moment.
import { useActions } from "./context.ts";
import type { Report } from "../index.d.ts";
import { t } from "./language.ts";
import { rich } from "./rich.tsx";
import { scale, type Scale } from "./scale.ts";
import type { WhatIf } from "./state.ts";
import { Time } from "./message.tsx";
import { clock, distance, duration, instant, isoTime } from "./words.ts";

/** Steps of the marker from end to end. */
const STEPS = 1000;
/** Units of the picture from end to end. */
const WIDTH = 1000;
/** An instant this close to now, in seconds, is drawn as now. */
const JUST_NOW = 10;
/** Room at the ends of the picture where no leeway is known, in seconds. */
const ROOM = 60;
/** Keys move the marker by seconds, the unit of claims. */
const KEYS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -60, PageUp: 60 };

export function ValidityBar({ report }: { report: Report }) {
  const { state: { now, whatIf }, dispatch } = useActions();
  const token = report.tokens[report.subject ?? 0];
  const start = inCalendar(token?.nbf ?? token?.iat ?? null);
  const end = inCalendar(token?.exp ?? null);
  if (start === null && end === null) return null;
  const marks = clocksOf(report, now, whatIf);
  const scaled = scale({ start, end, leeway: report.leeway || ROOM }, marks.map(({ at }) => at));
  const at = whatIf?.at ?? report.asked_at.latest;
  const move = (to: number) => dispatch({ type: "whatIf", at: to });
  const label = [...(start === null ? [] : [t("start: {0}", instant(start))]), ...(end === null ? [] : [t("end: {0}", instant(end))]), ...marks.map((mark) => mark.said())].join(", ");
  return (
    <section class="time" data-whatif={whatIf ? "" : undefined}>
      <div class="bar">
        <h2>{t("Validity")}</h2>
        <p class="soft">{end === null ? t("never expires") : start !== null && end >= start ? duration(end - start) : ""}</p>
        <span class="space" />
        <p class="what">{whatIf ? <>{rich("What if it is {0}?", <Time at={whatIf.at} now={now} />)} <button type="button" class="link" data-action="unask" onClick={() => dispatch({ type: "whatIf", at: null })}>{t("Reset")}</button></> : <span class="soft">{t("Drag the marker to try another time")}</span>}</p>
      </div>
      <div class="track">
        <Picture scaled={scaled} start={start} end={end} leeway={report.leeway} marks={marks} label={t("Validity of the token. {0}", label)} />
        <input type="range" data-needle min={0} max={STEPS} step={1} value={STEPS * scaled.place(at)} aria-label={t("When the server is asked")} aria-valuetext={instant(at)}
          onInput={({ currentTarget }) => move(scaled.instant(Number(currentTarget.value) / STEPS))}
          onKeyDown={(event) => {
            const seconds = KEYS[event.key];
            if (!seconds) return;
            event.preventDefault();
            dispatch({ type: "whatIfBy", seconds });
          }} />
      </div>
      <div class="ends">
        <p>{start === null ? t("no start") : rich("from {0} UTC {1}", clock(start, now), <span class="soft">{distance(start, now)}</span>)}</p>
        <p>{end === null ? t("no end") : rich("until {0} UTC {1}", clock(end, now), <span class="soft">{distance(end, now)}</span>)}</p>
      </div>
      <p class="legend soft">{[...(report.leeway > 0 ? [t("Hatched: {0} of leeway.", duration(report.leeway))] : []), ...marks.flatMap(({ legend }) => legend ? [legend()] : [])].join(" ")}</p>
    </section>
  );
}

function Picture({ scaled, start, end, leeway, marks, label }: { scaled: Scale; start: number | null; end: number | null; leeway: number; marks: readonly Mark[]; label: string }) {
  const x = (at: number) => WIDTH * scaled.place(at);
  const from = start === null ? 0 : x(start);
  const to = end === null ? WIDTH : x(end);
  return (
    <svg viewBox={`0 0 ${WIDTH} 28`} preserveAspectRatio="none" role="img" aria-label={label}>
      <defs><pattern id="leeway" width="8" height="28" patternUnits="userSpaceOnUse"><rect class="hatch" width="4" height="28" /></pattern></defs>
      <rect class="ground" x="0" y="0" width={WIDTH} height="28" />
      {to > from && <rect class="life" x={from} y="0" width={to - from} height="28" />}
      {start !== null && <rect class="leeway" x={x(start - leeway)} y="0" width={Math.max(0, from - x(start - leeway))} height="28" />}
      {end !== null && <rect class="leeway" x={to} y="0" width={Math.max(0, x(end + leeway) - to)} height="28" />}
      {start !== null && <rect class="limit" x={from - 1} y="0" width="2" height="28" />}
      {end !== null && <rect class="limit" x={to - 1} y="0" width="2" height="28" />}
      {scaled.broken.map((isBroken, index) => isBroken && <path key={index} class="break" d={index === 0 ? "M34 28 L44 0 M46 28 L56 0" : "M944 28 L954 0 M956 28 L966 0"} />)}
      {marks.map(({ name, at }) => <rect key={name} class="here" x={x(at) - 1} y="0" width="2" height="28" />)}
    </svg>
  );
}

interface Mark {
  readonly name: string;
  readonly at: number;
  /** As a part of a list. */
  said(): string;
  /** As a sentence; now has none. */
  legend?(): string;
}

/** Now by each clock that is known, and when the server was asked. */
function clocksOf({ asked_at, clocks }: Report, now: number, whatIf: WhatIf | null): Mark[] {
  const { earliest, latest, assumed } = whatIf?.read ?? asked_at;
  const isNow = assumed || Math.abs(latest - now) < JUST_NOW;
  const marks: Mark[] = [{ name: "now", at: now, said: () => t("now: {0}", instant(now)) }];
  if (!isNow) {
    const at = latest - earliest < 2 ? earliest : latest;
    marks.push({ name: "asked", at, said: () => t("server asked: {0}", instant(at)), legend: () => t("Server asked: {0}.", instant(at)) });
  }
  for (const { clock, reference, least, most } of clocks) {
    const middle = ((least ?? most ?? 0) + (most ?? least ?? 0)) / 2;
    if (reference === "browser" && Math.abs(middle) > JUST_NOW / 2) marks.push({ name: clock, at: now + middle, ...nowBy(clock, instant(now + middle)) });
  }
  return marks.filter(({ at }) => isoTime(at) !== null);
}

/** What is now by a clock that is not the browser's. */
function nowBy(clock: string, time: string): Pick<Mark, "said" | "legend"> {
  switch (clock) {
    case "minter": return { said: () => t("now, token maker: {0}", time), legend: () => t("Now, token maker: {0}.", time) };
    case "server": return { said: () => t("now, server: {0}", time), legend: () => t("Now, server: {0}.", time) };
    default: return { said: () => t("now, machine: {0}", time), legend: () => t("Now, machine: {0}.", time) };
  }
}

/** An instant, unless no calendar has it. */
function inCalendar(at: number | null): number | null {
  return at === null || isoTime(at) === null ? null : at;
}
