// What the views need of a report.
import type * as core from "../index.d.ts";
import type { Finding, Part, Span } from "../index.d.ts";
import { toText } from "./words.ts";

export type Tone = "good" | "bad" | "warning" | "almost" | "neutral";
export interface Check {
  id: "format" | "api_key" | "signature" | "time" | "permissions" | "server";
  state: "passes" | "fails" | "warns" | "unchecked" | "unreached";
  value: Part[];
  reason: Part[];
  findings: number[];
}
export interface Slot {
  label: string;
  state: "empty" | "good" | "bad" | "neutral";
  spans: Span[];
}
export interface Slots {
  token: Slot;
  secret: Slot;
  server: Slot;
  error: Slot;
  code: Slot;
}
export interface FoundToken extends core.FoundToken {
  state: "valid" | "expired" | "not_yet_valid" | "unreadable" | "other_service";
  at: number | null;
  own: boolean;
}
export interface Report extends Omit<core.Report, "found"> {
  verdict: core.Verdict & { certain: boolean; pill: string; tone: Tone; snippets: { sdk: string; code: string }[] };
  checks: Check[];
  findings: (Finding & { said: boolean })[];
  other_findings: number[];
  found: Omit<core.Found, "tokens"> & { tokens: FoundToken[] };
  subject: number | null;
  comparison: { claim: string; message: Part[] }[];
  slots: Slots;
  leeway: number;
  measure: string | null;
}

const text = (words: string): Part[] => words === "" ? [] : [{ kind: "text", text: words }];
const code = (words: string): Part => ({ kind: "code", text: words });

export function complete(report: core.Report, now: number): Report {
  const { verdict, findings, steps, tokens: [token], found } = report;
  const said = toText(verdict.message) + toText(verdict.fix);
  const isSaid = ({ certain, message, fix }: Finding, index: number) => said.includes(toText(message).slice(1)) || (index === 0 && certain && fix.length > 0 && said.includes(toText(fix)));
  const step = (name: string) => steps.find((step) => step.name === name)?.state ?? "unreached";
  const member = (claims: core.Claim[] | null | undefined, name: string) => claims?.find((claim) => claim.name === name)?.value.slice(0, 60) ?? "";
  const server = found.urls.find((url) => url.server) ?? found.urls[0];
  const pair = found.pairs[0];
  const grants = token?.grants.filter(({ allows }) => allows).map(({ claim }) => claim.replace(/^video\.(room)?/, "")) ?? [];
  const checks: Check[] = !token ? [] : [
    { id: "format", state: step("Token"), value: member(token.header, "alg") ? [code(member(token.header, "alg"))] : [], reason: token.defects.flatMap(({ message }) => message), findings: [] },
    { id: "api_key", state: step("API key"), value: member(token.claims, "iss") ? [code(member(token.claims, "iss"))] : [], reason: [], findings: [] },
    { id: "signature", state: step("Signature"), value: text(token.signature === "valid" ? "fits the secret" : ""), reason: [], findings: [] },
    { id: "time", state: step("Time"), value: token.exp === null ? text("never expires") : [...text(token.exp > now ? "until " : "expired "), { kind: "instant", at: token.exp }], reason: [], findings: [] },
    { id: "permissions", state: step("Grants"), value: text(grants.join(", ").toLowerCase()), reason: [], findings: [] },
    { id: "server", state: "unchecked", value: server ? [code(server.origin)] : [], reason: [], findings: [] },
  ];
  const slot = (label: string | undefined, spans: Span[], state: Slot["state"] = "neutral"): Slot => label ? { label, spans, state } : { label: "", spans: [], state: "empty" };
  const refusals = [...found.refusals, ...found.symptoms];
  return {
    ...report,
    verdict: {
      ...verdict, certain: true, snippets: [],
      tone: ({ accepts: "good", refuses: "bad", depends: "almost", unknown: "neutral" } as const)[verdict.outcome],
      pill: { accepts: "Works", refuses: "Refused", depends: "Depends", unknown: token ? "Not checked" : "One thing is missing" }[verdict.outcome],
    },
    findings: findings.map((finding, index) => ({ ...finding, said: isSaid(finding, index) })),
    checks,
    other_findings: findings.flatMap((finding, index) => isSaid(finding, index) ? [] : [index]),
    found: {
      ...found,
      tokens: found.tokens.map((one, index) => {
        const exp = report.tokens[index]?.exp ?? null;
        return { ...one, state: report.tokens[index]?.claims ? exp !== null && exp < now ? "expired" : "valid" : "unreadable", at: exp, own: true };
      }),
    },
    subject: token ? 0 : null,
    comparison: [],
    slots: {
      token: slot(found.tokens[0]?.label, found.tokens[0]?.spans ?? []),
      secret: slot(pair && [pair.place, pair.key, pair.secret_length !== null && `secret ••• ${pair.secret_length} characters`].filter(Boolean).join(" · "), pair?.spans ?? [], pair?.signature === "valid" ? "good" : "neutral"),
      server: slot(server?.origin, server?.spans ?? []),
      error: slot(refusals[0]?.label, refusals[0]?.spans ?? []),
      code: slot(undefined, []),
    },
    leeway: 60,
    measure: null,
  };
}
