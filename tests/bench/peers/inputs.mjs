// What each peer is asked: fifteen forms in which people have a token, and twelve tokens that fail or mislead. Both lists are ours, from
// a look at twelve tools in November 2026; they have the license of this repository. The tokens are made when this runs, because the
// peers read the clock.
import { createHmac } from "node:crypto";

const KEY = "APItestkey12345";
export const SECRET = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
const NOW = Math.floor(Date.now() / 1000);
const CLAIMS = { iss: KEY, sub: "alice", nbf: NOW - 60, exp: NOW + 21600, video: { roomJoin: true, room: "my-room" } };

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const signed = (payload, { header = { alg: "HS256", typ: "JWT" }, secret = SECRET } = {}) => {
  const input = `${base64url(JSON.stringify(header))}.${base64url(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};
const claims = (changes) => JSON.stringify({ ...CLAIMS, ...changes });

/** A token that LiveKit accepts. */
export const TOKEN = signed(claims({}));
const lines = (start) => TOKEN.match(/.{1,40}/g).map((line) => start + line).join("\n");
const parts = TOKEN.split(".");
// A segment that ends on a whole byte has no padding.
const padded = parts.map((part) => part + "=".repeat((4 - (part.length % 4)) % 4)).join(".");

/** The forms: each has the token, whose secret is given too. */
export const FORMS = {
  "`Bearer X`": `Bearer ${TOKEN}`,
  "`Authorization: Bearer X`": `Authorization: Bearer ${TOKEN}`,
  '`"X"`': `"${TOKEN}"`,
  '`"token": "X",`': `  "token": "${TOKEN}",`,
  "`LIVEKIT_TOKEN=X`": `LIVEKIT_TOKEN=${TOKEN}`,
  "`wss://…?access_token=X&…`": `wss://lk.example.com/rtc?access_token=${TOKEN}&auto_subscribe=1`,
  "curl with a header": `curl -s 'https://lk.example.com/rtc/validate' -H 'Authorization: Bearer ${TOKEN}'`,
  "`Cookie: a=b; lk=X; c=d`": `Cookie: a=b; lk=${TOKEN}; c=d`,
  "wrapped at 40 columns": lines(""),
  "the same, quoted by e-mail": lines("> "),
  "a zero-width space before it": `\u200b${TOKEN}`,
  "two tokens on two lines": `${signed(claims({ sub: "bob" }))}\n${TOKEN}`,
  '`{"participant_token":"X"}`': JSON.stringify({ server_url: "wss://lk.example.com", participant_token: TOKEN }),
  "dots as `%2E`": TOKEN.replaceAll(".", "%2E"),
  "with `=` padding": padded,
};

const big = "100002348117421473";
const invalid = Buffer.from(claims({ sub: "aliXe" }));
invalid[invalid.indexOf("X")] = 0xff;

/** The form that LiveKit refuses from v1.13.0 on, and how an answer says that. */
export const REFUSED = { form: "with `=` padding", says: /padding/i };

/** The probes: a token, its secret, and the words by which an answer states the cause. */
export const PROBES = {
  "expired 1 h ago": { token: signed(claims({ exp: NOW - 3600 })), says: /expired|exp\b.*timestamp check failed/i },
  "`nbf` in 5 min": { token: signed(claims({ nbf: NOW + 300 })), says: /not (yet )?(valid|active)|will be active|nbf|not before|immature/i },
  "times in milliseconds": { token: signed(claims({ nbf: (NOW - 60) * 1000, exp: (NOW + 21600) * 1000 })), says: /millisecond/i },
  "`exp` as a string": { token: signed(claims({ exp: String(NOW + 21600) })), says: /exp\b.*(number|numeric|integer|string|type|invalid)|(number|integer|string|type|invalid).*\bexp\b/i },
  "no `exp`": { token: signed(claims({ exp: undefined })), says: /exp\b.*(miss|required|no )|(miss|required|no )[^.]*\bexp\b/i },
  "a big integer": { token: signed(claims({ metadata: 0 }).replace('"metadata":0', `"userId":${big}`)), says: new RegExp(big) },
  "a claim twice": { token: signed(claims({}).replace('"sub":"alice"', '"sub":"alice","sub":"mallory"')), says: /duplicate|twice/i },
  "invalid UTF-8": { token: signed(invalid), says: /utf-?8|unicode/i },
  "`alg: none`": { token: `${base64url('{"alg":"none","typ":"JWT"}')}.${parts[1]}.`, says: /none|unsecured|alg/i },
  "a signature that is cut off": { token: TOKEN.slice(0, -9), says: /cut off|truncated|too short|\b32 bytes|incomplete|characters (are )?missing/i },
  "a newline in the secret": { token: signed(claims({}), { secret: `${SECRET}\n` }), says: /newline|line break|white ?space|line end/i },
  "no signature": { token: `${parts[0]}.${parts[1]}`, says: /(signature[^.]*(missing|no |cut)|no signature|without (its |a )?signature|segments|parts|compact)/i },
};

/** The lines that name the pair, for a peer that reads them. */
export const PAIR = `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${SECRET}\n`;
