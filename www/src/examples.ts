// The examples, by symptom and relative to now: one click shows the whole way from paste to verdict.
import { t } from "./language.ts";

const KEY = "APIexampleKey12";
const SECRET = "thisIsAnExampleAndNotASecretOfAnybody123456";
const STAGING = { key: "APIstagingKey34", secret: "thisIsTheExampleSecretOfAnotherServer654321" };
const HOUR = 3600;

interface Example {
  name(): string;
  /** What the paste is. The words of an error are the same in every language. */
  hint(): string;
  /** Whether it has a token, for which the browser must sign. */
  readonly signed: boolean;
  text(now: number): string | Promise<string>;
}

const own: readonly Example[] = [
  {
    name: () => t("The clock is 4 minutes ahead"),
    hint: () => t("curl says “not valid yet”"),
    signed: true,
    async text(now) {
      const start = Math.floor(now) + 240;
      return `$ curl -si 'https://lk.example.com/rtc/validate?access_token=${await sign(claims(now, { nbf: start, exp: start + 6 * HOUR }))}'
HTTP/1.1 401 Unauthorized
Date: ${new Date(now * 1000).toUTCString()}
Content-Type: text/plain; charset=utf-8

invalid authorization token: token has invalid claims: token is not valid yet
`;
    },
  },
  {
    name: () => t("A secret with a newline"),
    hint: () => t("the secret looks right"),
    signed: true,
    text: async (now) => `LIVEKIT_URL=wss://lk.example.com\n${pair()}\ntoken: ${await sign(claims(now), `${SECRET}\n`)}\n`,
  },
  {
    name: () => t("Only this error text"),
    hint: () => "could not establish signal connection",
    signed: false,
    text: () => "ConnectionError: could not establish signal connection: Encountered unknown websocket error during connection\n",
  },
  {
    name: () => t("It worked yesterday"),
    hint: () => t("the token has expired"),
    signed: true,
    async text(now) {
      const end = Math.floor(now) - 2 * HOUR;
      return `${pair()}\ntoken: ${await sign(claims(now, { nbf: end - 6 * HOUR, exp: end }))}\n`;
    },
  },
  {
    name: () => t("The wrong secret"),
    hint: () => t("the key is right"),
    signed: true,
    text: async (now) => `${pair()}\ntoken: ${await sign(claims(now), "anotherExampleSecretThatNobodyUses000000000")}\n`,
  },
  {
    name: () => t("Staging and production mixed"),
    hint: () => t("two `.env` files"),
    signed: true,
    text: async (now) => `==> .env.production <==\n${pair()}\n==> .env.staging <==\n${pair(STAGING.key, STAGING.secret)}\n==> token <==\n${await sign(claims(now), STAGING.secret)}\n`,
  },
  {
    name: () => t("The token cannot join"),
    hint: () => t("no `roomJoin` in its grants"),
    signed: true,
    text: async (now) => `${pair()}\ntoken: ${await sign(claims(now, { video: { room: "my-room", canPublish: true } }))}\n`,
  },
  {
    name: () => t("`{}` instead of a token"),
    hint: () => t("the response of an endpoint"),
    signed: false,
    text: () => "POST /api/token\n\n{\"token\":{}}\n",
  },
];

const API = "https://api.example.com";
const AUTH0 = { iss: "https://example.eu.auth0.com/", sub: "auth0|1", aud: API, azp: "app", scope: "read" };

/** Tokens of other services, whose signatures are made up where no key is there to check them. */
const others: readonly Example[] = [
  {
    name: () => t("An ID token sent to an API"),
    hint: () => "Auth0, error=\"invalid_token\"",
    signed: false,
    text: (now) => `$ curl -i ${API}/me -H 'Authorization: Bearer ${unsigned(now, { iss: AUTH0.iss, sub: AUTH0.sub, aud: "app", nonce: "n", at_hash: "h" })}'\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n`,
  },
  {
    name: () => t("The wrong audience"),
    hint: () => "jwt audience invalid",
    signed: false,
    text: (now) => `AUTH0_AUDIENCE=${API}/v2\nJsonWebTokenError: jwt audience invalid. expected: ${API}/v2\ntoken: ${unsigned(now, AUTH0)}\n`,
  },
  {
    name: () => t("A rotated key"),
    hint: () => t("a token and a key set"),
    signed: false,
    text: (now) => `${unsigned(now, AUTH0, { kid: "2025-11" })}\n{"keys":[{"kty":"RSA","kid":"2026-11","use":"sig","e":"AQAB","n":"${"q83v".repeat(85)}qw"}]}\n`,
  },
  {
    name: () => t("A slash in the issuer"),
    hint: () => "issuer validation failed",
    signed: false,
    text: (now) => `AUTH0_ISSUER=https://example.eu.auth0.com\nIDX10205: Issuer validation failed.\ntoken: ${unsigned(now, AUTH0)}\n`,
  },
  {
    name: () => t("ES256 after a key migration"),
    hint: () => "Supabase, invalid algorithm",
    signed: false,
    text: (now) => `SUPABASE_JWT_SECRET=${SECRET}\nJsonWebTokenError: invalid algorithm\ntoken: ${unsigned(now, { iss: "https://x.supabase.co/auth/v1", sub: "alice", aud: "authenticated", role: "authenticated" }, { alg: "ES256", kid: "k1" })}\n`,
  },
  {
    name: () => t("A GitHub App with a fast clock"),
    hint: () => "iat must be an Integer",
    signed: false,
    text: (now) => `{"message":"'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"}\n${unsigned(now + 45, { iss: "Iv23liEXAMPLE", exp: Math.floor(now) + 600 })}\n`,
  },
  {
    name: () => t("A session of 60 seconds"),
    hint: () => t("Clerk, expired"),
    signed: false,
    text: (now) => `${unsigned(now - 180, { iss: "https://clerk.example.com", sid: "sess_1", sub: "user_1", exp: Math.floor(now) - 120 })}\n`,
  },
  {
    name: () => t("The `service_role` key in a client"),
    hint: () => "Supabase, NEXT_PUBLIC_…",
    signed: false,
    text: (now) => `NEXT_PUBLIC_SUPABASE_KEY=${unsigned(now, { iss: "supabase", ref: "x", role: "service_role" }, { alg: "HS256" })}\n`,
  },
  {
    name: () => t("A private key pasted"),
    hint: () => t("instead of its public half"),
    signed: true,
    async text(now) {
      const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
      const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign"]);
      const [input] = unsigned(now, AUTH0, { alg: "ES256" }).split(/\.[^.]*$/);
      const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(input));
      const lines = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey)))).replace(/.{64}/g, "$&\n");
      return `${input}.${base64url(new Uint8Array(signature))}\n-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
    },
  },
  {
    name: () => t("Five parts instead of three"),
    hint: () => t("Auth0, an encrypted token"),
    signed: false,
    text: () => `Error: Invalid Compact JWS\n${part({ alg: "dir", enc: "A256GCM", iss: AUTH0.iss })}..${"A".repeat(16)}.${"A".repeat(120)}.${"A".repeat(22)}\n`,
  },
];

/** Examples that this page can make: signing needs WebCrypto, which browsers do not give to plain `http` pages. */
export function possible(elsewhere: boolean) {
  const examples = [...own, ...others].map((example, index) => ({ ...example, index })).filter(({ signed }) => !signed || crypto.subtle);
  return examples.filter(({ index }) => elsewhere === index >= own.length);
}

/** A token whose signature nobody made. */
function unsigned(now: number, payload: object, header: object = {}): string {
  const iat = Math.floor(now);
  return `${part({ alg: "RS256", ...header })}.${part({ iat, exp: iat + HOUR, ...payload })}.${"FAKE".repeat(85)}FA`;
}

function part(json: object): string {
  return base64url(new TextEncoder().encode(JSON.stringify(json)));
}

function pair(key = KEY, secret = SECRET): string {
  return `LIVEKIT_API_KEY=${key}\nLIVEKIT_API_SECRET=${secret}\n`;
}

function claims(now: number, others: object = {}): object {
  const at = Math.floor(now) - 5;
  return { iss: KEY, sub: "alice", nbf: at, exp: at + 6 * HOUR, video: { roomJoin: true, room: "my-room" }, ...others };
}

async function sign(payload: object, secret = SECRET): Promise<string> {
  const text = new TextEncoder();
  const input = `${part({ alg: "HS256" })}.${part(payload)}`;
  const key = await crypto.subtle.importKey("raw", text.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `${input}.${base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, text.encode(input))))}`;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
