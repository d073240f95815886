// Compares the core with Node's crypto (OpenSSL) on random and mutated signatures: node tests/oracle/signatures.mjs [number per family]
// The program that it asks: cargo build --profile checks --example signatures

import crypto from "node:crypto";
import { spawnSync } from "node:child_process";

const COUNT = Number(process.argv[2] ?? 10_000);
const PROGRAM = process.env.SIGNATURES ?? "target/checks/examples/signatures";

const rsa = (bits) => () => crypto.generateKeyPairSync("rsa", { modulusLength: bits });
const ec = (namedCurve) => () => crypto.generateKeyPairSync("ec", { namedCurve });
const pss = (hash) => ({ hash, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST });

/** Each family: how its keys are made, and the options of Node. */
const FAMILIES = {
  RS256: [rsa(2048), { hash: "sha256" }],
  RS384: [rsa(2048), { hash: "sha384" }],
  RS512: [rsa(3072), { hash: "sha512" }],
  PS256: [rsa(2048), pss("sha256")],
  PS384: [rsa(2048), pss("sha384")],
  PS512: [rsa(3072), pss("sha512")],
  ES256: [ec("prime256v1"), { hash: "sha256", dsaEncoding: "ieee-p1363" }],
  ES384: [ec("secp384r1"), { hash: "sha384", dsaEncoding: "ieee-p1363" }],
  ES512: [ec("secp521r1"), { hash: "sha512", dsaEncoding: "ieee-p1363" }],
  ES256K: [ec("secp256k1"), { hash: "sha256", dsaEncoding: "ieee-p1363" }],
  Ed25519: [() => crypto.generateKeyPairSync("ed25519"), {}],
};

/** Changes a signature, a text or nothing. */
function mutate(signature, input, kind) {
  const changed = Buffer.from(signature);
  const at = crypto.randomInt(changed.length);
  switch (kind) {
    case 0: return [changed, input];
    case 1: changed[at] ^= 1 << crypto.randomInt(8); return [changed, input];
    case 2: return [changed.subarray(0, at), input];
    case 3: return [Buffer.concat([changed, Buffer.from([0])]), input];
    case 4: return [changed, `${input}x`];
    case 5: return [crypto.randomBytes(changed.length), input];
    case 6: changed.fill(0, 0, changed.length / 2); return [changed, input];
    default: return [Buffer.concat([changed.subarray(changed.length / 2), changed.subarray(0, changed.length / 2)]), input];
  }
}

let differences = 0;
for (const [alg, [generate, { hash, ...options }]] of Object.entries(FAMILIES)) {
  const keys = Array.from({ length: 4 }, generate);
  const questions = [], expected = [];
  for (let at = 0; at < COUNT; at++) {
    const { privateKey, publicKey } = keys[at % keys.length];
    const text = crypto.randomBytes(crypto.randomInt(200)).toString("base64url");
    const made = crypto.sign(hash, Buffer.from(text), { key: privateKey, ...options });
    const [signature, input] = mutate(made, text, at % 3 ? crypto.randomInt(8) : 0);
    let valid = false;
    try {
      valid = crypto.verify(hash, Buffer.from(input), { key: publicKey, ...options }, signature);
    } catch {
      // OpenSSL refuses some lengths by an error.
    }
    expected.push(String(valid));
    const key = publicKey.export({ type: "spki", format: "pem" });
    questions.push(JSON.stringify({ alg, key, input, signature: signature.toString("base64url") }));
  }
  const { stdout, status } = spawnSync(PROGRAM, { input: questions.join("\n") + "\n", maxBuffer: 1 << 28 });
  const answers = String(stdout).trim().split("\n");
  const wrong = expected.filter((one, at) => one !== answers[at]).length;
  if (status !== 0 || answers.length !== COUNT) throw new Error(`${alg}: the program failed`);
  differences += wrong;
  console.log(`${alg}: ${COUNT} signatures, ${expected.filter((one) => one === "true").length} valid, ${wrong} differences`);
}
console.log(`ran ${COUNT * Object.keys(FAMILIES).length}`);
process.exit(differences === 0 ? 0 : 1);
