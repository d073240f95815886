// Lets a frame read the clock of the server in the paste. Only the page on a web server can: the single file has no network.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Sample } from "../index.d.ts";
import { useActions } from "./context.ts";
import { plural, t } from "./language.ts";
import { isSite } from "./load.ts";

interface Look {
  samples: Sample[];
  /** Between the least and the most that the server's clock can be ahead, in milliseconds. */
  width: number;
  done?: string;
}

export function Probe() {
  const { state: { report } } = useActions();
  if (!isSite) return null;
  const command = report?.measure ?? "";
  // The server that the command asks.
  const server = report?.found.urls.find((url) => url.server && command.includes(`'${url.origin.replace(/^ws/, "http")}'`));
  const origin = originOf(server?.origin ?? "");
  return <p id="probe" class="soft" hidden={origin === ""}>{origin !== "" && <Clock key={origin} origin={origin} command={command} />}</p>;
}

/** `command` compares clocks in a terminal, where the page cannot. */
function Clock({ origin, command }: { origin: string; command: string }) {
  const { dispatch } = useActions();
  const stop = useRef<(() => void) | null>(null);
  const [isRunning, setRunning] = useState(false);
  // Not the words themselves, so that they are in the language of the moment.
  const [words, setWords] = useState({ of: () => t("Asks {0} only for its time: sends no token and no path.", origin) });
  const say = (of: () => string) => setWords({ of });
  const give = (samples: readonly Sample[]) => {
    dispatch({ type: "samples", samples });
    dispatchEvent(new CustomEvent("samples", { detail: samples }));
  };
  useEffect(() => () => {
    stop.current?.();
    give([]);
  }, []);
  const idle = () => {
    stop.current = null;
    setRunning(false);
  };
  const press = () => {
    if (stop.current) {
      stop.current();
      say(() => t("Stopped."));
      return idle();
    }
    setRunning(true);
    say(() => t("Asking {0} …", origin));
    stop.current = look(origin, ({ samples, width, done }) => {
      give([...samples]);
      const { length } = samples;
      const ms = Math.round(width);
      if (!done) return say(() => plural(length, "Asking {1} … {0} answer, within {2} ms", "Asking {1} … {0} answers, within {2} ms", origin, ms));
      say(done === "measured" ? () => plural(length, "{0} answer: the server’s clock is known to within {1} ms.", "{0} answers: the server’s clock is known to within {1} ms.", ms)
        : done === "no date" ? () => t("The server answers, but does not show its time to web pages. Run this where the tokens are made, and paste its output: {0}", command)
          : () => t("This page got no answer. The cause may be the network, the certificate, a permission, or an http server on an https page. Run this instead, and paste its output: {0}", command));
      idle();
    });
  };
  return <><button type="button" class="plain" onClick={press}>{isRunning ? t("Stop") : t("Check the server’s clock")}</button> <span role="status">{words.of()}</span></>;
}

/** Asks the server from a frame that can see neither paste nor page, until the function that it returns is called. */
function look(origin: string, show: (look: Look) => void): () => void {
  const frame = document.createElement("iframe");
  const samples: Sample[] = [];
  let width = Infinity;
  const end = () => {
    removeEventListener("message", hear);
    frame.remove();
  };
  function hear({ source, data }: MessageEvent) {
    if (source !== frame.contentWindow || data?.why401 !== 1) return;
    if (data.ready) return frame.contentWindow?.postMessage({ why401: 1, origin }, "*");
    if (data.sample) {
      const { sent, received, date, proxy } = data.sample;
      if (![sent, received, date].every(Number.isFinite)) return;
      samples.push({ sent, received, date, proxy: proxy === true });
      width = Number(data.width);
    }
    if (data.done) end();
    show({ samples, width, done: data.done });
  }
  addEventListener("message", hear);
  frame.hidden = true;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = "probe.html";
  document.body.append(frame);
  return end;
}

/** The scheme, host and port that the probe gets. */
function originOf(url: string): string {
  try {
    return new URL(url.replace(/^ws/, "http")).origin;
  } catch {
    return "";
  }
}
