import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { axe, shoot } from "./browser.ts";
import { conversation, delivery, ids, note } from "./inbox-people.ts";
import { inboxStage, looks, overflow, smallTargets } from "./inbox-stage.ts";
import type { InboxWorld } from "./inbox-world.ts";

const { open } = inboxStage();
const first = conversation(0).id;
const thread = `/inbox/c/${first}`;

interface State {
  path: string;
  arrange?: (world: InboxWorld) => void;
  /** Something that stands on the screen once the state is there. */
  shows: (page: Page) => Promise<unknown>;
  /** The page may complain of the refusals that this state is made of. */
  refused?: boolean;
}
const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();
const broken = {
  tag: "broken",
  message: "Something broke on our side. It has been noted; please try again.",
};

const states: Record<string, State> = {
  list: { path: "/inbox", shows: (page) => page.getByRole("option").first().waitFor() },
  thread: {
    path: thread,
    shows: (page) =>
      page
        .getByRole("textbox")
        .or(page.getByText(/Write a reply|Escribe una/))
        .first()
        .waitFor(),
  },
  mail: { path: `/inbox/c/${conversation(2).id}`, shows: text(/saddle bag/) },
  deliveries: {
    path: thread,
    arrange: (world) =>
      world.deliveries.set(
        first,
        [
          { status: "sending" as const, sentAt: null, may: ["cancel" as const] },
          {
            status: "failed" as const,
            fault: { tag: "refused", message: "The network says no.", advice: "Shorten it." },
            may: ["retry" as const],
            url: null,
          },
          { status: "unknown" as const, may: ["say-sent" as const, "say-not-sent" as const], url: null },
          {
            status: "held" as const,
            may: ["release" as const, "cancel" as const],
            url: null,
            reasons: [
              {
                rule: "sameness",
                verdict: "hold" as const,
                message: "Nearly the same text went to 3 other people lately.",
              },
            ],
          },
          { status: "sent" as const },
        ].map((more, n) => delivery(20 + n, first, more)),
      ),
    shows: text(/saddle|Let it go out|Dejar salir/),
  },
  "all-quiet": {
    path: "/inbox",
    arrange: (world) => {
      world.rows = [];
      world.digests = world.digests.map((one) => ({ ...one, completeTo: new Date().toISOString() }));
    },
    shows: text(/All quiet|Todo en calma/),
  },
  "feeds-alone": {
    path: "/inbox",
    arrange: (world) => {
      world.rows = [];
      world.channels = world.channels.map((one) => ({ ...(one as object), canReply: false }));
      world.digests = world.digests.map((one) => ({ ...one, completeTo: new Date().toISOString() }));
    },
    shows: text(/Nobody can write to you here yet|Aún nadie puede escribirte/),
  },
  "first-run": {
    path: "/inbox",
    arrange: (world) => {
      world.rows = [];
      world.channels = [];
      world.digests = [];
    },
    shows: text(/No channel speaks yet|Ningún canal habla/),
  },
  "nothing-found": { path: "/inbox/open?priority=3", shows: text(/Nothing like that|Nada parecido/) },
  "list-refused": {
    path: "/inbox",
    arrange: (world) => {
      world.before = ({ path }) =>
        path === "/conversations" ? { status: 400, body: { error: broken } } : undefined;
    },
    shows: text(/could not be read|No se pudo leer/),
    refused: true,
  },
  "thread-missing": {
    path: "/inbox/c/0192f0c1-0005-7000-8000-000000009999",
    shows: text(/is not here|no está aquí/),
    refused: true,
  },
  loading: {
    path: "/inbox",
    arrange: (world) => {
      world.before = ({ path }) => (path === "/conversations" ? "never" : undefined);
    },
    shows: (page) =>
      page
        .getByRole("status", { name: /Loading|Cargando/ })
        .first()
        .waitFor(),
  },
  "broken-channel": {
    path: "/inbox",
    arrange: (world) => {
      world.digests = world.digests.map((one) =>
        one.id === ids.bluesky
          ? {
              ...one,
              status: "needs-you",
              fault: {
                tag: "authorisation",
                message: "Bluesky does not accept the password.",
                advice: "Make a new app password and connect again.",
              },
            }
          : one,
      );
    },
    shows: (page) => page.getByRole("option").first().waitFor(),
  },
  company: {
    path: thread,
    arrange: (world) => {
      world.present.set(first, [
        { userId: ids.ana, doing: "reading", seenAt: new Date().toISOString() },
        { userId: ids.teo, doing: "writing", seenAt: new Date().toISOString() },
      ]);
      world.notes.set(first, [note(1), note(2, { authorId: ids.ana, text: "Yes. I ask the stairwell." })]);
    },
    shows: text(/is writing here too|también está escribiendo/),
  },
  "read-only": {
    path: "/inbox/c/0192f0c1-0005-7000-8000-000000000077",
    arrange: (world) => {
      world.rows = [...world.rows, conversation(77, { channelId: ids.press, form: "article" })];
    },
    shows: text(/read only/),
  },
};

for (const [state, { path, arrange, shows, refused }] of Object.entries(states)) {
  for (const [name, look] of Object.entries(looks)) {
    test(`inbox, ${state}, ${name}: axe finds nothing, nothing overflows, nothing leaves the server`, async () => {
      const { page, complaints, strangers, close } = await open(path, look, arrange);
      await shows(page);
      await page.waitForTimeout(250);
      await shoot(page, `inbox-${state}-${name}`);
      assert.deepEqual(await axe(page), []);
      assert.ok((await overflow(page)) <= 0, "wider than the screen");
      assert.deepEqual(strangers, []);
      assert.deepEqual(refused ? complaints.filter((one) => !/40[04]/.test(one)) : complaints, []);
      assert.deepEqual(await smallTargets(page, look.width === 390 ? 44 : 24), [], "too small to touch");
      await close();
    });
  }
}

test("the first view of the inbox asks for fewer than thirty files and answers", async () => {
  const { page, close } = await open("/style");
  let asked = 0;
  page.on("request", () => {
    asked += 1;
  });
  await page.goto(new URL("/inbox", page.url()).href);
  await page.getByRole("heading", { name: /^Inbox/ }).waitFor();
  await page.getByText("Choose a conversation").waitFor();
  assert.ok(asked > 5 && asked < 30, `${asked} requests`);
  await close();
});
