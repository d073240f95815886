// The notices of third-party licenses and the bill of materials, made of the crates and packages that are really used.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bom } from "../../../www/bom.mjs";
import { components, notices, packagesIn } from "../../../www/components.mjs";

const all = components(["www/node_modules/jose"]);

test("a crate of the WebAssembly is there with its copyright, and a crate of tests or of another platform is not", () => {
  const named = (name) => all.find((component) => component.name === name);
  assert.deepEqual(named("jsonwebtoken").copyrights, ["Copyright (c) 2015 Vincent Prouillet"]);
  assert.equal(named("jose").license, "MIT");
  assert.match(named("std").copyrights.join(), /Rust Project/);
  for (const absent of ["why401", "proptest", "serde_derive", "syn", "insta"]) assert.equal(named(absent), undefined, absent);
});

test("each component is in the notices, with the text of a license below it", () => {
  const text = notices(all);
  for (const { name, version, copyrights } of all) {
    for (const line of [`${name} ${version}`, ...copyrights]) assert.ok(text.includes(line), line);
  }
  assert.match(text, /Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated/);
  assert.match(text, /UNICODE LICENSE V3/);
  assert.ok(!text.includes("undefined"));
});

test("a license without a known text stops the build", () => {
  assert.throws(() => components(["www/node_modules/axe-core"]), /no text of the license MPL-2\.0/);
});

test("the packages in a bundle are found, wherever they are installed", () => {
  const inputs = { "www/app.js": {}, "../x/node_modules/preact/dist/preact.mjs": {}, "www/node_modules/@a/b/c.js": {}, "www/node_modules/unused/x.js": {} };
  const outputs = { "out.js": { inputs: Object.fromEntries(Object.keys(inputs).map((file) => [file, { bytesInOutput: file.includes("unused") ? 0 : 9 }])) } };
  assert.deepEqual(packagesIn({ inputs, outputs }), ["../x/node_modules/preact", "www/node_modules/@a/b"]);
});

test("the bill of materials names each component once, with the checksum of its registry, and no time", () => {
  const list = JSON.parse(bom(all, { version: "1.2.3", description: "x" }));
  assert.equal(list.specVersion, "1.6");
  assert.equal(list.metadata.component.version, "1.2.3");
  assert.equal(new Set(list.components.map(({ purl }) => purl)).size, all.length);
  for (const { purl, hashes } of list.components.filter(({ purl }) => !purl.startsWith("pkg:generic/"))) assert.match(hashes[0].content, /^([0-9a-f]{64}|[0-9a-f]{128})$/, purl);
  assert.equal(list.serialNumber ?? list.metadata.timestamp, undefined);
});
