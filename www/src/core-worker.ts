// The core in a worker, so that typing never waits for it. The page puts this script into its own file, and makes a worker of it.
import * as wasm from "why401-wasm";
import type { Question, Told } from "./client.ts";
import { Core, CoreCrash } from "./core.ts";
import { compiled, type Packed } from "./load.ts";
import { Reader } from "./reader.ts";

let packed: Packed | undefined;
/** Whether it has only been loaded so far. */
let isNew = true;
const core = new Core(wasm, () => {
  if (!packed) throw new Error("the wasm is missing");
  return compiled(packed);
});
const reader = new Reader(core);

/** What people paste: an error text, a pair and a token that is signed with it. */
const SAMPLE = `invalid authorization token: token has invalid claims: token is expired
LIVEKIT_API_KEY=APIexampleKey12
LIVEKIT_API_SECRET=thisIsAnExampleAndNotASecretOfAnybody123456
eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUElleGFtcGxlS2V5MTIiLCJleHAiOjE3MDAwMDAwMDAsInN1YiI6ImEiLCJ2aWRlbyI6eyJyb29tSm9pbiI6dHJ1ZSwicm9vbSI6ImEifX0.oblNB7APJjuFp_FXgJsUwIyNoNeBB1jlrvmIdHw_-I8`;

addEventListener("message", (event: MessageEvent<Question>) => void answer(event.data));
// The first work may be long, and the page waits only so long for a worker that the browser may never start.
tell("started");

async function answer({ job, wasm, language, ...work }: Question) {
  packed ??= wasm;
  if (language !== undefined) core.setLanguage(language);
  isNew &&= Object.keys(work).length === 0;
  let isAble = false;
  try {
    await core.load();
    // WebKit lets no worker of a page from disk read a file, or anything of that kind.
    if (work.file) await new Blob(["a"]).text();
    isAble = true;
    tell({ job, result: await reader.answer(work, (progress) => tell({ job, progress })) });
    if (isNew) setTimeout(warmUp);
  } catch (error) {
    tell({ job, fault: { crashed: error instanceof CoreCrash, able: isAble, message: error instanceof Error ? error.message : String(error) } });
  }
}

/**
 * Judges the sample, and forgets it. Engines compile a function of the core when it first runs, which takes longer than the answer itself: here
 * nobody waits for it.
 */
function warmUp() {
  if (!isNew) return;
  isNew = false;
  core.run(({ Search }) => {
    const search = new Search([SAMPLE], {});
    search.report();
    search.free();
  });
}

function tell(words: Told) {
  // The type of `self` is that of a page.
  (postMessage as (message: Told) => void)(words);
}
