import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "../connector.ts";
import { wording } from "./compose.ts";

const account = {
  externalId: "https://here.example/brand",
  handle: "@brand@here.example",
  name: "Brand",
  server: "https://here.example",
};
const status = {
  id: "1",
  uri: "https://far.example/1",
  created_at: "2026-11-23T12:00:00Z",
  content: "<p>hello</p>",
  visibility: "public",
  spoiler_text: "",
  account: {
    id: "2",
    acct: "bo@far.example",
    username: "bo",
    url: "https://far.example/bo",
    display_name: "Bo",
  },
  mentions: [{ id: "3", acct: "cy@far.example", username: "cy", url: "https://far.example/cy" }],
  media_attachments: [],
};
const target = {
  externalId: status.uri,
  author: { externalId: "https://far.example/bo", handle: "bo@far.example", name: "Bo" },
  form: "mention",
  text: "hello",
  at: new Date(0),
  visibility: "public",
  payload: { status },
  ancestors: [],
} as Target;

test("an answer names whom it speaks to, so that what is counted is what will stand", () => {
  assert.equal(wording("Welcome!", target, account), "@bo@far.example @cy@far.example Welcome!");
  assert.equal(
    wording("@bo@far.example welcome!", target, account),
    "@cy@far.example @bo@far.example welcome!",
  );
  assert.equal(wording("Welcome!", { ...target, payload: {} }, account), "Welcome!");
});
