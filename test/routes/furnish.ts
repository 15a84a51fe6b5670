/** Fills a workspace with one of everything, through the API, and answers the ids by their kind. */
import assert from "node:assert/strict";
import { type Client, eventually } from "../client.ts";
import { arrived } from "../journeys/walk.ts";
import type { Stage } from "../networks/stage.ts";
import type { Inside } from "./inside.ts";
import type { Kind } from "./sample-names.ts";

export interface Furnished {
  workspace: string;
  owner: Client;
  member: Client;
  ids: Record<Kind, string>;
}

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** `marker` stands in every name and text, so that it can be searched for in every answer. */
export async function furnish(
  inside: Inside,
  stage: Stage,
  owner: Client,
  marker: string,
): Promise<Furnished> {
  const mate = `mate.${marker.toLowerCase()}@elsewhere.test`;
  const desk = await owner.post("/desks", { name: `Desk ${marker}`, color: "#2f7d6d" });
  const invited = await owner.post("/invitations", { role: "member", deskIds: [desk.id] });
  const member = inside.client("mate");
  const joined = await member.post(`/invitations/by-token/${invited.link.split("/").at(-1)}/acceptance`, {
    name: `Mate ${marker}`,
    email: mate,
    password: `a password of ${marker}`,
  });
  member.workspace = joined.workspace.id;
  const user = (await member.get("/session")).user.id;
  const session = (await member.get("/me/sessions")).sessions[0].id;
  const invitation = (await owner.post("/invitations", { role: "guest", email: `inv.${mate}` })).invitation
    .id;
  const key = (await owner.post("/api-keys", { name: `Key ${marker}`, scopes: ["inbox:read"] })).key.id;
  const account = await stage.brand(marker.toLowerCase());
  const channel = await account.connect(owner, { deskId: desk.id });
  const said = await account.says(`Do you deliver to ${marker} Street?`, { subject: `Delivery ${marker}` });
  const { thread, message } = await arrived(owner, channel.id, said);
  const { conversation } = thread;
  const note = await owner.post(`/conversations/${conversation.id}/notes`, {
    text: `Note ${marker}`,
    mentions: [user],
  });
  const { desks } = await owner.get("/desks");
  const community = desks.find((each: { key: string }) => each.key === "community");
  const changed = await owner.post(`/conversations/${conversation.id}/hand-over`, {
    deskId: community.id,
    reason: `Reason ${marker}`,
  });
  await owner.put(`/conversations/${conversation.id}/draft`, { text: `Draft ${marker}` });
  const view = await owner.post("/views", { name: `View ${marker}`, question: {}, shared: true });
  const ledger = await eventually(
    async () => (await owner.get(`/channels/${channel.id}/ledger`)).rows[0],
    "a ledger",
  );
  const notification = await eventually(
    async () => (await member.get("/notifications")).notifications[0],
    "a notification",
  );
  const delivery = crypto.randomUUID();
  const ordered = await owner.post(`/conversations/${conversation.id}/replies`, {
    id: delivery,
    targetId: message.id,
    text: `Yes, to ${marker} Street too.`,
  });
  assert.equal(ordered.id, delivery);
  const sent = await owner.ask("POST", "/media", new Uint8Array(png), {
    "content-type": "image/png",
    "x-file-name": `${marker}.png`,
  });
  assert.equal(sent.status, 200, sent.text);
  const coming = await owner.ask("POST", "/uploads", undefined, {
    "tus-resumable": "1.0.0",
    "upload-length": "100",
    "upload-metadata": `filename ${Buffer.from(`${marker}.mp4`).toString("base64")}`,
  });
  assert.equal(coming.status, 201, coming.text);
  const pillar = await owner.post("/pillars", { name: `Pillar ${marker}`, color: "#2f7d6d" });
  const policy = await owner.put("/approval-policies", {
    channelId: channel.id,
    pillarId: null,
    steps: [{ kind: "people", userIds: [user] }],
  });
  const pause = await owner.post("/pauses", { reason: `Pause ${marker}`, channelId: channel.id });
  const post = await owner.post("/posts", {
    id: crypto.randomUUID(),
    zone: "Europe/Madrid",
    channelIds: [channel.id],
    base: { parts: [{ text: `Post ${marker}`, media: [] }] },
  });
  const shown = await owner.post(`/posts/${post.id}/review-links`, { name: `Reviewer ${marker}` });
  const comment = await owner.post(`/posts/${post.id}/comments`, {
    id: crypto.randomUUID(),
    text: `Comment ${marker}`,
  });
  const template = await owner.post("/templates", {
    id: crypto.randomUUID(),
    name: `Template ${marker}`,
    postId: post.id,
  });
  const idea = await owner.post("/ideas", {
    id: crypto.randomUUID(),
    text: `Idea ${marker}`,
    messageId: message.id,
  });
  await owner.post(`/channels/${channel.id}/subscribers`, {
    text: `Subscriber ${marker} <subscriber.${marker.toLowerCase()}@elsewhere.test>`,
    permission: `Permission ${marker}`,
    permittedOn: "2026-01-02",
  });
  const subscriber = (await owner.get(`/channels/${channel.id}/subscribers`)).rows[0].id;
  const event = (await owner.get("/activity")).events[0].id;
  return {
    workspace: owner.workspace as string,
    owner,
    member,
    ids: {
      desk: desk.id,
      user,
      session,
      invitation,
      key,
      channel: channel.id,
      conversation: conversation.id,
      message: message.id,
      identity: message.author.identityId,
      person: message.author.personId,
      note: note.id,
      change: changed.changeId,
      view: view.id,
      delivery,
      file: sent.body.fileId,
      upload: coming.headers.get("location")?.split("/").at(-1) ?? "",
      notification: notification.id,
      event,
      ledger: ledger.id,
      post: post.id,
      pillar: pillar.id,
      pause: pause.id,
      policy: policy.id,
      "review-link": shown.row.id,
      idea: idea.id,
      template: template.id,
      "post-comment": comment.id,
      subscriber,
      fresh: delivery,
    },
  };
}
