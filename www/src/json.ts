// The claims as JSON, line by line, each with what it means as a comment.
import type { Claim } from "../index.d.ts";

export interface Line {
  readonly depth: number;
  readonly name: string | null;
  readonly kind: string;
  readonly value: string;
  /** A comma or nothing. */
  readonly end: string;
  readonly claim: Claim | null;
}

/** An object with these members, in the order of the token. Numbers keep every digit. */
export function jsonLines(members: readonly Claim[]): Line[] {
  return [{ depth: 0, name: null, kind: "sign", value: "{", end: "", claim: null }, ...inside(members, 1, false), { depth: 0, name: null, kind: "sign", value: "}", end: "", claim: null }];
}

function inside(members: readonly Claim[], depth: number, inArray: boolean): Line[] {
  return members.flatMap((claim, index) => {
    const { kind, members: inner } = claim;
    const name = inArray ? null : JSON.stringify(claim.name);
    const end = index < members.length - 1 ? "," : "";
    if (inner.length === 0) return [{ depth, name, kind, value: kind === "string" ? JSON.stringify(claim.value) : claim.value, end, claim }];
    const [open, close] = kind === "array" ? ["[", "]"] : ["{", "}"];
    return [
      { depth, name, kind: "sign", value: open, end: "", claim },
      ...inside(inner, depth + 1, kind === "array"),
      { depth, name: null, kind: "sign", value: close, end, claim: null },
    ];
  });
}

/** The lines as text, without comments. */
export function jsonText(lines: readonly Line[]): string {
  return lines.map(({ depth, name, value, end }) => `${"  ".repeat(depth)}${name === null ? "" : `${name}: `}${value}${end}`).join("\n");
}
