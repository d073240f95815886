// Finds the wasm of the page: inside the single file, or in a file next to the page on a web server.
import { t } from "./language.ts";

/** The wasm as the page has it: as a text with a character for each byte, or as its bytes. */
export type Packed = string | ArrayBuffer;

/** Whether the page is on a web server, with its wasm and the worker that caches it in files next to it. */
export const isSite = typeof document === "object" && !!document.getElementById("wasm")?.dataset.file;

export function packed(): Packed | Promise<Packed> {
  const carrier = document.getElementById("wasm");
  const file = carrier?.dataset.file;
  return file ? fetched(file) : carrier?.textContent ?? "";
}

export function compiled(packed: Packed): Promise<WebAssembly.Module> {
  if (typeof packed !== "string") return WebAssembly.compile(packed);
  const bytes = new Uint8Array(packed.length);
  // A byte that HTML would not keep is a character 256 higher: the array keeps the lower 8 bits only.
  for (let at = 0; at < packed.length; at++) bytes[at] = packed.charCodeAt(at);
  return WebAssembly.compile(bytes);
}

async function fetched(file: string): Promise<ArrayBuffer> {
  const answer = await fetch(file).catch(() => null);
  if (!answer?.ok) throw new Error(t("This page could not load its file {0}. Reload the page, or open `why401.html`: it is a single file and needs no network.", file));
  return answer.arrayBuffer();
}
