// @ts-check
// The worked examples, relative to now: one click shows the whole way from paste to verdict.

const KEY = "APIexampleKey12";
const SECRET = "thisIsAnExampleAndNotASecretOfAnybody123456";

/** @type {{ name: string, signed: boolean, text: (now: number) => string | Promise<string> }[]} */
export const examples = [
  {
    name: "The clock is 4 minutes ahead",
    signed: true,
    async text(now) {
      const token = await sign({ ...claims(now), nbf: Math.floor(now) + 240, exp: Math.floor(now) + 240 + 6 * 3600 }, SECRET);
      return `$ curl -si 'https://lk.example.com/rtc/validate?access_token=${token}'
HTTP/1.1 401 Unauthorized
Date: ${new Date(now * 1000).toUTCString()}
Content-Type: text/plain; charset=utf-8

invalid authorization token: token has invalid claims: token is not valid yet
`;
    },
  },
  {
    name: "A secret with a newline",
    signed: true,
    async text(now) {
      return `LIVEKIT_URL=wss://lk.example.com
LIVEKIT_API_KEY=${KEY}
LIVEKIT_API_SECRET=${SECRET}

token: ${await sign(claims(now), `${SECRET}\n`)}
`;
    },
  },
  {
    name: "Only this error text",
    signed: false,
    text: () => "ConnectionError: could not establish signal connection: Encountered unknown websocket error during connection\n",
  },
];

/** Examples that this page can make: signing needs WebCrypto, which browsers do not give to plain `http` pages. */
export const possible = () => examples.map((example, index) => ({ ...example, index })).filter(({ signed }) => !signed || crypto.subtle);

/** @param {number} now */
function claims(now) {
  const at = Math.floor(now) - 5;
  return { iss: KEY, sub: "alice", nbf: at, exp: at + 6 * 3600, video: { roomJoin: true, room: "my-room" } };
}

/**
 * @param {object} payload
 * @param {string} secret
 */
async function sign(payload, secret) {
  const text = new TextEncoder();
  const input = [{ alg: "HS256" }, payload].map((part) => base64url(text.encode(JSON.stringify(part)))).join(".");
  const key = await crypto.subtle.importKey("raw", text.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `${input}.${base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, text.encode(input))))}`;
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
