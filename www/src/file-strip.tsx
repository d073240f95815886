// When the tokens of a file were used: a bar for each interval, refusals at the bottom. An interval that is chosen filters the table.
import { useRef } from "preact/hooks";
import type { TimeSlot, Strip } from "../index.d.ts";
import { useActions } from "./context.ts";
import type { FileState } from "./file-state.ts";
import { plural, t } from "./language.ts";
import { ends } from "./table.ts";
import { clock, duration, instant, isoTime, span } from "./words.ts";

/** Units of the picture: from end to end, and from bottom to top. */
const WIDTH = 960;
const HEIGHT = 64;
/** The least height of a refusal: one must be seen beside ten thousand. */
const LEAST = 3;
/** Keys that move the slider. */
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];

export function FileStrip({ file: { query: { slot: chosen } }, strip }: { file: FileState; strip: Strip }) {
  const { state: { now }, dispatch } = useActions();
  const slider = useRef<HTMLInputElement>(null);
  const { slots, interval, began, untimed } = strip;
  const choose = (slot: number | null) => {
    if (slot !== chosen) dispatch({ type: "file", action: { act: "query", query: { slot } } });
  };
  /** The interval at a place of the screen. */
  const at = ({ clientX, currentTarget }: { clientX: number; currentTarget: HTMLElement }) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(slots.length - 1, Math.floor((clientX - left) / width * slots.length)));
  };
  const last = slots.length - 1;
  const said = chosen === null ? null : `${spanOf(strip, chosen, now)}: ${countsOf(slots[chosen])}`;
  return (
    <section class="strip" aria-label={t("Over time")}>
      <div class="bar">
        <p class="soft" role="status">{said ?? mostOf(strip, now)}</p>
        <span class="space" />
        {chosen !== null && <button type="button" class="quiet" data-action="whole-time" onClick={() => {
          slider.current?.focus();
          choose(null);
        }}>{t("Whole time")}</button>}
      </div>
      <div class="bars"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const slot = at(event);
          choose(slot === chosen ? null : slot);
          event.preventDefault();
          slider.current?.focus({ preventScroll: true });
        }}
        onPointerMove={(event) => { if (event.buttons === 1 && chosen !== null && event.currentTarget.hasPointerCapture(event.pointerId)) choose(at(event)); }}>
        <Picture strip={strip} chosen={chosen} />
        <input ref={slider} type="range" data-action="interval" min={0} max={last} step={1} value={chosen ?? began ?? 0} aria-label={t("Interval whose tokens are shown")}
          aria-valuetext={said ?? t("Whole time")}
          onInput={({ currentTarget }) => choose(Number(currentTarget.value))}
          onKeyDown={(event) => {
            if (event.key === "Escape" && chosen !== null) choose(null);
            // The first key chooses where it began.
            else if (chosen === null && (KEYS.includes(event.key) || event.key === "Enter")) {
              event.preventDefault();
              choose(event.key === "Home" ? 0 : event.key === "End" ? last : began ?? 0);
            }
          }} />
      </div>
      <div class="ends"><p>{clock(strip.start, now)}</p><p>{t("{0} UTC", clock(ends(strip, last)[1], now))}</p></div>
      <ul class="legend">
        {slots.some(({ refused }) => refused > 0) && <li class="refused">{t("refused")}</li>}
        {slots.some(({ accepted }) => accepted > 0) && <li class="accepted">{t("accepted")}</li>}
        {slots.some(({ other }) => other > 0) && <li class="other">{t("not decided, or not LiveKit’s")}</li>}
        {began !== null && began > 0 && <li class="began">{t("first refusal")}</li>}
        <li>{t("each bar: {0}", duration(interval))}</li>
        {untimed > 0 && <li>{plural(untimed, "{0} token has no time", "{0} tokens have no time")}</li>}
      </ul>
    </section>
  );
}

/** The bars, as the units of the picture have it. */
function Picture({ strip, chosen }: { strip: Strip; chosen: number | null }) {
  const { slots, began } = strip;
  const width = WIDTH / slots.length;
  const highest = Math.max(...slots.map(total), 1);
  const gap = Math.min(2, width / 5);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" data-chosen={chosen === null ? undefined : ""} role="img" aria-label={describe(strip)}>
      {chosen !== null && <rect class="chosen" x={chosen * width} y="0" width={width} height={HEIGHT} />}
      {began !== null && began > 0 && <line class="began" x1={began * width} y1="0" x2={began * width} y2={HEIGHT} />}
      {slots.map((slot, index) => {
        const heights = [slot.refused, slot.accepted, slot.other].map((count) => count === 0 ? 0 : Math.max(LEAST, count / highest * (HEIGHT - 3 * LEAST)));
        let top = HEIGHT;
        return ["refused", "accepted", "other"].map((name, part) => {
          const height = heights[part] ?? 0;
          top -= height;
          return height > 0 && <rect key={`${index} ${name}`} class={index === chosen ? `${name} on` : name} x={index * width + gap / 2} y={top} width={width - gap} height={height} />;
        });
      })}
    </svg>
  );
}

function total({ accepted, refused, other }: TimeSlot): number {
  return accepted + refused + other;
}

/** The time of an interval, such as `10:40 to 10:45 UTC`. */
function spanOf(strip: Strip, slot: number, now: number): string {
  const [from, to] = ends(strip, slot);
  if (strip.interval < 60) return t("{0} to {1} UTC", isoTime(from)?.slice(11) ?? "", isoTime(to)?.slice(11) ?? "");
  return span(from, to, now);
}

function countsOf(slot: TimeSlot | undefined): string {
  const { refused, accepted, other } = slot ?? { refused: 0, accepted: 0, other: 0 };
  return other === 0 ? t("{0} refused, {1} accepted", refused, accepted) : t("{0} refused, {1} accepted, {2} others", refused, accepted, other);
}

/** When most were refused. */
function mostOf(strip: Strip, now: number): string {
  const slot = strip.slots[strip.most ?? -1];
  if (!slot || strip.most === null) return t("No refusal at any time");
  return t("Most refusals: {0} of {1} tokens, {2}", slot.refused, total(slot), spanOf(strip, strip.most, now));
}

/** The picture in words. */
function describe({ start, interval, slots, began, most }: Strip): string {
  const time = (slot: number) => instant(start + slot * interval);
  const scale = t("Tokens over time: {0} bars of {1} each, from {2}.", slots.length, duration(interval), time(0));
  return began === null || most === null ? `${scale} ${t("No refusal at any time")}` : `${scale} ${t("Refusals began at {0}, and most were at {1}.", time(began), time(most))}`;
}
