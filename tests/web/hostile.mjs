// Hostile pastes: the same list in every run.

/** A token with these members in addition to the usual ones; its signature is invalid. */
function token(claims, header = {}) {
  const usual = { iss: "APItestkey12345", exp: 1_795_537_548, sub: "alice", video: { roomJoin: true, room: "r" } };
  const parts = [{ alg: "HS256", typ: "JWT", ...header }, { ...usual, ...claims }];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.c2lnbmF0dXJl`;
}

const RUN = "window.foreign=1";
const MARKUP = [
  `<script>${RUN}</script>`, `<img src=x onerror="${RUN}">`, `<svg onload=${RUN}>`, `<svg><script>${RUN}</script></svg>`, `<iframe srcdoc="<script>parent.foreign=1</script>">`,
  `<a href="javascript:${RUN}">x</a>`, `javascript:${RUN}`, `"><script>${RUN}</script>`, `'"><img src=x onerror=${RUN}>`, `</textarea><script>${RUN}</script>`, `</pre></code><script>${RUN}</script>`,
  `</script><script>${RUN}</script>`, `--><script>${RUN}</script>`, `]]><script>${RUN}</script>`, `<math><mtext></mtext><script>${RUN}</script></math>`, `<details open ontoggle=${RUN}>`,
  `<body onload=${RUN}>`, `<input autofocus onfocus=${RUN}>`, `<video><source onerror=${RUN}></video>`, `<object data="javascript:${RUN}">`, `<embed src="javascript:${RUN}">`, `<base href="https://example.com/">`,
  `<meta http-equiv=refresh content="0;url=https://example.com/">`, `<link rel=stylesheet href=https://example.com/x.css>`, `<style>*{display:none!important}</style>`, `<div style="position:fixed;inset:0;background:red">`,
  `<form action=https://example.com/><button>x</button></form>`, `&lt;script&gt;${RUN}&lt;/script&gt;`, `&#60;script&#62;${RUN}&#60;/script&#62;`, `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`, `%3Cscript%3E${RUN}%3C/script%3E`,
  `\${${RUN}}`, `{{constructor.constructor('${RUN}')()}}`, `data:text/html,<script>${RUN}</script>`, `[x](javascript:${RUN})`, `![x](https://example.com/i.png)`,
];

/** The places in a paste that can hold an attacker's text. */
const PLACES = {
  alone: (text) => text,
  identity: (text) => token({ sub: text }),
  room: (text) => token({ video: { roomJoin: true, room: text } }),
  "name and metadata": (text) => token({ name: text, metadata: text, [text]: text }),
  kid: (text) => token({}, { kid: text, alg: text }),
  iss: (text) => token({ iss: text }),
  error: (text) => `invalid API key: ${text}\ncould not establish signal connection: ${text}`,
  environment: (text) => `LIVEKIT_API_KEY=${text}\nLIVEKIT_API_SECRET='${text}'\nLIVEKIT_URL=wss://${text}.livekit.cloud\n# ${text}`,
  answer: (text) => `HTTP/1.1 401 ${text}\nDate: ${text}\nServer: ${text}\n\n{"code":"unauthenticated","msg":"${text}"}`,
};

const TRICKS = {
  "right to left": "\u202ereversed\u202c \u2066isolate\u2069 \u200fabc invalid API key: \u202eAPI",
  "homoglyphs": "LІVEKІT_АPІ_KEY=АРІtestkey\nLIVEKIT_API_SECRET=ѕесrеt",
  "zero width": "LIVE\u200bKIT_API_KEY=API\u200c\u200d\u2060\ufeffx\ntoken is\u00a0expired",
  "combining": `z${"\u0301\u0327".repeat(5000)} token is expired`,
  "emoji": "👩‍👩‍👧‍👦".repeat(3000),
  "lone surrogates": "\ud800".repeat(1000) + "\udc00eyJ",
  "colors of a terminal": "\u001b[31mtoken is expired\u001b[0m \u001b]0;title\u0007 \u001b[2J\u001b[1;1H \u001b]8;;javascript:window.foreign=1\u0007link\u001b]8;;\u0007",
  "backspaces": "secret\b\b\b\b\b\bpublic \r overwritten\rLIVEKIT_API_KEY=x",
  "all controls": Array.from({ length: 160 }, (_, code) => String.fromCharCode(code)).join(""),
  "NULs": "\0".repeat(100_000),
  "prototypes": '__proto__=1\nconstructor=2\n{"__proto__":{"foreign":1},"constructor":{"prototype":{"foreign":1}}}',
  "claims named as methods": token(JSON.parse('{"__proto__":{"foreign":1},"toString":1,"hasOwnProperty":2,"valueOf":null}')),
  "numbers": token({ exp: 1e308, nbf: -1e308, iat: 5e-324 }),
  "years": token({ exp: 8.64e15, nbf: -62_135_596_800 }),
  "deep arrays": `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  "deep objects": `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
  "a deep claim": token({ video: JSON.parse(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`) }),
  "five megabytes in a line": "a".repeat(5e6),
  "five megabytes of base64": `eyJ${"QUJD".repeat(1_250_000)}.${"QUJD".repeat(10)}.x`,
  "five megabytes without a break": `LIVEKIT_API_SECRET=${"x".repeat(5e6)}`,
  "five megabytes of dots": "eyJ.".repeat(1_250_000),
  "a thousand tokens": Array.from({ length: 1000 }, (_, index) => token({ sub: `u${index}` })).join("\n"),
  "a thousand pairs": Array.from({ length: 1000 }, (_, index) => `E${index}_LIVEKIT_API_KEY=API${index}\nE${index}_LIVEKIT_API_SECRET=s${index}FAKE`).join("\n"),
  "a word as wide as a house": `LIVEKIT_URL=wss://${"w".repeat(3000)}.livekit.cloud invalid API key: ${"W".repeat(3000)}`,
  "a claim as wide as a house": token({ sub: "W".repeat(5000), ["n".repeat(3000)]: "v".repeat(3000) }),
  "formats": "%s%n%x%p %1$s {0} ${x} $(id) `id` token is expired",
};

/** @type {{ name: string, text: string }[]} */
export const HOSTILE = [
  ...Object.entries(PLACES).flatMap(([place, put]) => MARKUP.map((text) => ({ name: `${place}: ${text}`, text: put(text) }))),
  ...Object.entries(TRICKS).map(([name, text]) => ({ name, text })),
];
