// The software bill of materials of dist/, in the format CycloneDX 1.6.

/**
 * @param {import("./components.mjs").Component[]} components
 * @param {{ version: string, description: string }} product
 */
export function bom(components, { version, description }) {
  const entries = components.map(entry);
  const product = { type: "application", "bom-ref": `why401@${version}`, name: "why401", version, description, licenses: [{ license: { id: "Apache-2.0" } }], purl: `pkg:npm/why401@${version}` };
  // No serial number and no time: two builds of one commit give the same bytes.
  return `${JSON.stringify({
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
    metadata: { component: product },
    components: entries,
    dependencies: [{ ref: product["bom-ref"], dependsOn: entries.map(({ purl }) => purl) }],
  }, null, 2)}\n`;
}

/** @param {import("./components.mjs").Component} component */
function entry({ ecosystem, name, version, license, sha256, sha512 }) {
  const purl = ecosystem === "rust" ? `pkg:generic/rust-std@${version}` : `pkg:${ecosystem}/${name.replace("@", "%40")}@${version}`;
  const hashes = [["SHA-256", sha256], ["SHA-512", sha512]].filter(([, content]) => content).map(([alg, content]) => ({ alg, content }));
  return { type: "library", "bom-ref": purl, name, version, purl, licenses: [{ expression: license.replaceAll("/", " OR ") }], ...(hashes.length > 0 && { hashes }) };
}
