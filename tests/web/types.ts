// Compiles only if the package's types are those that a program in TypeScript counts on.
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
