// The examples, by symptom and relative to now: one click shows the whole way from paste to verdict.

const KEY = "APIexampleKey12";
const SECRET = "thisIsAnExampleAndNotASecretOfAnybody123456";
const STAGING = { key: "APIstagingKey34", secret: "thisIsTheExampleSecretOfAnotherServer654321" };
const HOUR = 3600;

interface Example {
  readonly name: string;
  /** What the paste is. */
  readonly hint: string;
  /** Whether it has a token, for which the browser must sign. */
  readonly signed: boolean;
  text(now: number): string | Promise<string>;
}

export const examples: readonly Example[] = [
  {
    name: "The clock is 4 minutes ahead",
    hint: "curl says “not valid yet”",
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
    name: "A secret with a newline",
    hint: "the secret looks right",
    signed: true,
    text: async (now) => `LIVEKIT_URL=wss://lk.example.com\n${pair()}\ntoken: ${await sign(claims(now), `${SECRET}\n`)}\n`,
  },
  {
    name: "Only this error text",
    hint: "could not establish signal connection",
    signed: false,
    text: () => "ConnectionError: could not establish signal connection: Encountered unknown websocket error during connection\n",
  },
  {
    name: "It worked yesterday",
    hint: "the token has expired",
    signed: true,
    async text(now) {
      const end = Math.floor(now) - 2 * HOUR;
      return `${pair()}\ntoken: ${await sign(claims(now, { nbf: end - 6 * HOUR, exp: end }))}\n`;
    },
  },
  {
    name: "The wrong secret",
    hint: "the key is right",
    signed: true,
    text: async (now) => `${pair()}\ntoken: ${await sign(claims(now), "anotherExampleSecretThatNobodyUses000000000")}\n`,
  },
  {
    name: "Staging and production mixed",
    hint: "two .env files",
    signed: true,
    text: async (now) => `==> .env.production <==\n${pair()}\n==> .env.staging <==\n${pair(STAGING.key, STAGING.secret)}\n==> token <==\n${await sign(claims(now), STAGING.secret)}\n`,
  },
  {
    name: "The token cannot join",
    hint: "no roomJoin in its grants",
    signed: true,
    text: async (now) => `${pair()}\ntoken: ${await sign(claims(now, { video: { room: "my-room", canPublish: true } }))}\n`,
  },
  {
    name: "{} instead of a token",
    hint: "the response of an endpoint",
    signed: false,
    text: () => "POST /api/token\n\n{\"token\":{}}\n",
  },
];

/** Examples that this page can make: signing needs WebCrypto, which browsers do not give to plain `http` pages. */
export const possible = () => examples.map((example, index) => ({ ...example, index })).filter(({ signed }) => !signed || crypto.subtle);

function pair(key = KEY, secret = SECRET): string {
  return `LIVEKIT_API_KEY=${key}\nLIVEKIT_API_SECRET=${secret}\n`;
}

function claims(now: number, others: object = {}): object {
  const at = Math.floor(now) - 5;
  return { iss: KEY, sub: "alice", nbf: at, exp: at + 6 * HOUR, video: { roomJoin: true, room: "my-room" }, ...others };
}

async function sign(payload: object, secret = SECRET): Promise<string> {
  const text = new TextEncoder();
  const input = [{ alg: "HS256" }, payload].map((part) => base64url(text.encode(JSON.stringify(part)))).join(".");
  const key = await crypto.subtle.importKey("raw", text.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `${input}.${base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, text.encode(input))))}`;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
