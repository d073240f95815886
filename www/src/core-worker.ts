// The core in a worker, so that typing never waits for it. The page puts this script into its own file, and makes a worker of it.
import * as wasm from "why401-wasm";
import type { Question, Reply } from "./client.ts";
import { Core, CoreCrash } from "./core.ts";
import { compiled, type Packed } from "./load.ts";
import { Reader } from "./reader.ts";

let packed: Packed | undefined;
const core = new Core(wasm, () => {
  if (!packed) throw new Error("the wasm is missing");
  return compiled(packed);
});
const reader = new Reader(core);

addEventListener("message", (event: MessageEvent<Question>) => void answer(event.data));

async function answer({ job, wasm, language, ...work }: Question) {
  packed ??= wasm;
  if (language !== undefined) core.setLanguage(language);
  let isLoaded = false;
  try {
    await core.load();
    isLoaded = true;
    tell({ job, result: await reader.answer(work, (progress) => tell({ job, progress })) });
  } catch (error) {
    tell({ job, fault: { crashed: error instanceof CoreCrash, loaded: isLoaded, message: error instanceof Error ? error.message : String(error) } });
  }
}

function tell(reply: Reply) {
  // The type of `self` is that of a page.
  (postMessage as (message: Reply) => void)(reply);
}
