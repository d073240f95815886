// Compares the core with Node's crypto (OpenSSL) on random and mutated signatures, with keys in the forms that Node writes:
//
//   ./build.sh test signatures [number per algorithm] [algorithm…]

import crypto from "node:crypto";
import { spawn } from "node:child_process";
import readline from "node:readline";

const COUNT = Number(process.argv[2] ?? 1_000);
const PROGRAM = process.env.SIGNATURES ?? "target/debug/examples/signatures";
/** So many questions are asked at once, about two new keys. */
const BATCH = 250;
const { RSA_PKCS1_PADDING: PKCS1, RSA_PKCS1_PSS_PADDING: PSS, RSA_PSS_SALTLEN_DIGEST } = crypto.constants;
const HASHES = ["sha256", "sha384", "sha512"];
const random = (values) => values[crypto.randomInt(values.length)];

/** A key pair and the forms of its keys that Node writes. */
function pair(type, options, forms) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
  return { publicKey, privateKey, texts: forms.map(([half, form]) => written(half === "public" ? publicKey : privateKey, form)) };
}

function written(key, form) {
  return form === "jwk" ? JSON.stringify(key.export({ format: "jwk" })) : key.export({ type: form, format: "pem" });
}

/** Signatures of RSA: their slips are another hash, padding or length of the salt. */
function rsa(hash, padding, modulusLength) {
  const forms = [["public", "spki"], ["public", "pkcs1"], ["public", "jwk"], ["private", "pkcs8"], ["private", "pkcs1"], ["private", "jwk"]];
  const options = (padding, saltLength = RSA_PSS_SALTLEN_DIGEST) => ({ padding, saltLength });
  const sign = (key, input, hash, how) => crypto.sign(hash, input, { key: key.privateKey, ...how });
  return {
    key: () => pair("rsa", { modulusLength }, forms),
    sign: (key, input) => sign(key, input, hash, options(padding)),
    verify: (key, input, signature) => crypto.verify(hash, input, { key: key.publicKey, ...options(padding) }, signature),
    mutations: [
      (key, input) => {
        const other = random(HASHES.filter((one) => one !== hash));
        return [sign(key, input, other, options(padding)), `Hash { made: ${name(other)} }`];
      },
      ...(padding === PKCS1 ? [
        (key, input) => [sign(key, input, random(HASHES), options(PSS)), "Pss"],
      ] : [
        (key, input) => [sign(key, input, random(HASHES), options(PKCS1)), "Pkcs1"],
        (key, input) => [sign(key, input, hash, options(PSS, random([0, 20, 31, 65]))), "Salt"],
      ]),
      // The same number modulo n, where it has room.
      (key, input, signature) => {
        const n = BigInt(`0x${Buffer.from(key.publicKey.export({ format: "jwk" }).n, "base64url").toString("hex")}`);
        return [bytes(number(signature) + n, signature.length)];
      },
      (key, input, signature) => [Buffer.concat([Buffer.from([0]), signature])],
      (key, input, signature) => [bytes(number(signature) + 1n, signature.length)],
    ],
  };
}

/** Signatures of ECDSA: their slips are another hash, DER and swapped halves. */
function ecdsa(hash, namedCurve, order) {
  const forms = [["public", "spki"], ["public", "jwk"], ["private", "pkcs8"], ["private", "sec1"], ["private", "jwk"]];
  const sign = (key, input, hash, dsaEncoding = "ieee-p1363") => crypto.sign(hash, input, { key: key.privateKey, dsaEncoding });
  const halves = (signature) => [signature.subarray(0, signature.length / 2), signature.subarray(signature.length / 2)];
  return {
    key: () => pair("ec", { namedCurve }, forms),
    sign: (key, input) => sign(key, input, hash),
    verify: (key, input, signature) => crypto.verify(hash, input, { key: key.publicKey, dsaEncoding: "ieee-p1363" }, signature),
    mutations: [
      (key, input) => {
        const other = random(HASHES.filter((one) => one !== hash));
        return [sign(key, input, other), `Hash { made: ${name(other)} }`];
      },
      (key, input) => [sign(key, input, hash, "der"), "Der"],
      (key, input, signature) => [Buffer.concat(halves(signature).reverse()), "Swapped"],
      // The other s that fits, which all but Bitcoin accept.
      (key, input, signature) => {
        const [r, s] = halves(signature);
        return [Buffer.concat([r, bytes(order - number(s), s.length)])];
      },
      // Numbers out of their range.
      (key, input, signature) => {
        const [r, s] = halves(signature);
        const wrong = bytes(random([0n, order, order + 1n]), r.length);
        return [Buffer.concat(random([[wrong, s], [r, wrong], [wrong, wrong]]))];
      },
    ],
  };
}

/** Signatures of Ed25519. */
function eddsa() {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const little = (half) => Buffer.from(half).reverse();
  return {
    key: () => pair("ed25519", {}, [["public", "spki"], ["public", "jwk"], ["private", "pkcs8"], ["private", "jwk"]]),
    sign: (key, input) => crypto.sign(null, input, key.privateKey),
    verify: (key, input, signature) => crypto.verify(null, input, key.publicKey, signature),
    mutations: [
      // The same number modulo the order.
      (key, input, signature) => [Buffer.concat([signature.subarray(0, 32), little(bytes(number(little(signature.subarray(32))) + order, 32))])],
      (key, input, signature) => [Buffer.concat([signature.subarray(0, 32), little(bytes(random([0n, 1n, order - 1n, order]), 32))])],
      // Points of a small order.
      (key, input, signature) => [Buffer.concat([little(bytes(random([0n, 1n, 2n ** 255n - 20n]), 32)), signature.subarray(32)])],
    ],
  };
}

/** HMAC: its slip is the text of a public key as the secret. */
function hmac(hash) {
  const pem = crypto.generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" });
  const mac = (secret, input, other = hash) => crypto.createHmac(other, secret).update(input).digest();
  return {
    key: () => {
      const secret = crypto.randomBytes(64 + crypto.randomInt(100));
      return { secret, texts: [`${JSON.stringify({ kty: "oct", k: secret.toString("base64url") })}\n${pem}`] };
    },
    sign: ({ secret }, input) => mac(secret, input),
    verify: ({ secret }, input, signature) => mac(secret, input).equals(signature),
    mutations: [
      ({ secret }, input) => [mac(secret, input, random(HASHES.filter((one) => one !== hash)))],
      ({ secret }, input) => [mac(Buffer.concat([secret, Buffer.from("\n")]), input)],
      (key, input) => [mac(random([pem, pem.trim()]), input), "Hmac"],
    ],
  };
}

const FAMILIES = {
  RS256: rsa("sha256", PKCS1, 2048), RS384: rsa("sha384", PKCS1, 2048), RS512: rsa("sha512", PKCS1, 3072),
  PS256: rsa("sha256", PSS, 2048), PS384: rsa("sha384", PSS, 2048), PS512: rsa("sha512", PSS, 3072),
  ES256: ecdsa("sha256", "prime256v1", 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n),
  ES384: ecdsa("sha384", "secp384r1", 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n),
  ES512: ecdsa("sha512", "secp521r1", 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n),
  ES256K: ecdsa("sha256", "secp256k1", 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n),
  EdDSA: eddsa(), Ed25519: eddsa(),
  HS256: hmac("sha256"), HS384: hmac("sha384"), HS512: hmac("sha512"),
};

/** Changes of any signature or text. */
const MUTATIONS = [
  (key, input, signature) => [flipped(signature)],
  (key, input, signature) => [signature.subarray(0, crypto.randomInt(signature.length))],
  (key, input, signature) => [Buffer.concat([signature, Buffer.from([0])])],
  (key, input, signature) => [crypto.randomBytes(signature.length)],
  (key, input, signature) => [Buffer.alloc(signature.length)],
  (key, input, signature) => [Buffer.concat([Buffer.alloc(signature.length / 2), signature.subarray(signature.length / 2)])],
];

function flipped(signature) {
  const changed = Buffer.from(signature);
  changed[crypto.randomInt(changed.length)] ^= 1 << crypto.randomInt(8);
  return changed;
}

/** The number in bytes. */
function number(bytes) { return BigInt(`0x${bytes.toString("hex")}`); }

/** A number of so many bytes; a greater one loses its first digits. */
function bytes(number, length) {
  return Buffer.from(number.toString(16).padStart(2 * length, "0").slice(-2 * length), "hex");
}

/** A hash as the core names it. */
function name(hash) { return `${hash[0].toUpperCase()}${hash.slice(1)}`; }

function isValid(family, key, input, signature) {
  try {
    return family.verify(key, Buffer.from(input), signature);
  } catch {
    // OpenSSL refuses some lengths by an error.
    return false;
  }
}

/** A token, a text of its key, and what is to be said of the two. */
function question(alg, family, keys) {
  const [key, other] = crypto.randomInt(2) ? keys : [...keys].reverse();
  const part = (bytes) => Buffer.from(bytes).toString("base64url");
  const payload = () => part(JSON.stringify({ jti: crypto.randomBytes(crypto.randomInt(150)).toString("base64") }));
  const header = part(JSON.stringify({ alg }));
  let input = `${header}.${payload()}`;
  let signature = family.sign(key, Buffer.from(input)), slip = "Invalid";
  switch (crypto.randomInt(6)) {
    case 0: case 1: break;
    case 2: input = `${header}.${payload()}`; break;
    case 3: signature = family.sign(other, Buffer.from(input)); break;
    case 4: [signature, slip = slip] = random(MUTATIONS)(key, input, signature); break;
    default: [signature, slip = slip] = random(family.mutations)(key, input, signature);
  }
  const valid = isValid(family, key, input, signature);
  const expected = valid ? "Valid" : slip;
  return { token: `${input}.${part(signature)}`, key: random(key.texts), expected };
}

/** Whether two answers are the same. Without any signature there is nothing to check. */
function isSame({ token, expected }, answer) {
  return answer === expected || (expected === "Invalid" && token.endsWith(".") && answer === "Unchecked");
}

let differences = 0, ran = 0;
const program = spawn(PROGRAM, { stdio: ["pipe", "pipe", "inherit"] });
const answers = readline.createInterface({ input: program.stdout })[Symbol.asyncIterator]();
for (const alg of process.argv.length > 3 ? process.argv.slice(3) : Object.keys(FAMILIES)) {
  const family = FAMILIES[alg];
  const start = process.hrtime.bigint();
  const said = { Valid: 0, Invalid: 0, slips: 0 };
  let wrong = 0;
  for (let at = 0; at < COUNT; at += BATCH) {
    const keys = [family.key(), family.key()];
    const questions = Array.from({ length: Math.min(BATCH, COUNT - at) }, () => question(alg, family, keys));
    program.stdin.write(questions.map(({ token, key }) => JSON.stringify({ token, key })).join("\n") + "\n");
    for (const question of questions) {
      const { value: answer, done } = await answers.next();
      if (done) throw new Error(`${alg}: the program ended`);
      said[question.expected in said ? question.expected : "slips"] += 1;
      if (isSame(question, answer)) continue;
      wrong += 1;
      if (wrong <= 3) console.log(`${alg}: ${answer} instead of ${question.expected}\n${question.token}\n${question.key}`);
    }
  }
  differences += wrong;
  ran += COUNT;
  const seconds = Number((process.hrtime.bigint() - start) / 1_000_000n) / 1000;
  console.log(`${alg}: ${COUNT} signatures, ${said.Valid} valid, ${said.slips} slips, ${said.Invalid} invalid, ${wrong} differences (${seconds.toFixed(1)} s)`);
}
program.stdin.end();
console.log(`ran ${ran}`);
process.exit(differences === 0 ? 0 : 1);
