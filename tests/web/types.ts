// Compiles only if the package's types are the ones that TypeScript programs rely on.
import type * as declared from "why401-wasm";
import type * as made from "../../target/wasm/npm/why401.js";
import { diagnose, toText, type Claim, type Part, type Report } from "../../dist/npm/index.js";

export async function sentences(paste: unknown): Promise<string[]> {
  const report: Report = await diagnose(paste, { now: 0 });
  const { outcome }: { outcome: "accepts" | "refuses" | "depends" | "unknown" } = report.verdict;
  const changes: number | null = report.changes_at;
  const claims: Claim[] = report.tokens.flatMap((token) => token.claims ?? []);
  const parts: Part[] = report.next ?? [];
  return [outcome, String(changes), toText(parts), ...claims.map(({ name }) => name), ...report.findings.map(({ message }) => toText(message))];
}

// @ts-expect-error a clock is a number
void diagnose("", { now: "today" });
// @ts-expect-error an outcome is one of four words
export const wrong = (report: Report) => report.verdict.outcome === "invalid";

// The types that the page's scripts are checked with equal the ones from wasm-bindgen.
declare const wasm: typeof made;
export const core: Omit<typeof declared, "Search" | "FileInChunks"> = wasm;
export const search: Pick<declared.Search, keyof declared.Search> = new wasm.Search("", { now: 0 });
export const file: Pick<declared.FileInChunks, keyof declared.FileInChunks> = new wasm.FileInChunks(0);
