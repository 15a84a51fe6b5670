import assert from "node:assert/strict";
import { test } from "node:test";
import { hueCount, hueOf, initialsOf } from "./initials.ts";

test("initials come from the first and the last word of a name, in any script", () => {
  assert.equal(initialsOf("Ana María Ruiz"), "AR");
  assert.equal(initialsOf("émile"), "É");
  assert.equal(initialsOf("@bo.test"), "BT");
  assert.equal(initialsOf("李 小龍"), "李小");
  assert.equal(initialsOf("🌻 Wren 🌻"), "W");
  assert.equal(initialsOf("🌻"), "·");
});

test("a person keeps their colour, and twelve people-ids in a row do not share one", () => {
  assert.equal(hueOf("did:plc:abc"), hueOf("did:plc:abc"));
  const hues = new Set(Array.from({ length: 400 }, (_, n) => hueOf(`person-${n}`)));
  assert.equal(hues.size, hueCount);
});
