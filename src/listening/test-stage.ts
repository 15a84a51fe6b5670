/** A workspace with one channel on an in-memory database, and a network whose readings the test writes itself. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPrepared } from "../../test/prepared.ts";
import type { Account, Author, Connector, MessageReading, Raw, Reading } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { openFiles } from "../kernel/files.ts";
import { newId } from "../kernel/ids.ts";
import { migrate } from "../kernel/migrate.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { identify } from "../people/index.ts";
import { prepareArrivals, storeArrivals, waitingArrivals } from "./arrivals.ts";
import { readArrivals } from "./read-arrivals.ts";
import { turnBatch } from "./turn.ts";

export const ana: Author = { externalId: "did:ana", handle: "ana.example", name: "Ana" };
export const brand: Author = { externalId: "did:brisa", handle: "brisa.example", name: "Brisa" };
const account: Account = { externalId: brand.externalId, handle: brand.handle, name: brand.name };
const start = new Date("2026-11-02T09:00:00Z").getTime();

/** A message at a minute of the stage's morning. */
export const said = (id: string, minute: number, more: Partial<MessageReading> = {}): MessageReading => ({
  kind: "message",
  form: more.parentId ? "reply" : "post",
  externalId: id,
  author: ana,
  own: false,
  addressed: true,
  at: new Date(start + minute * 60_000),
  text: `words of ${id}`,
  visibility: "public",
  attachments: [],
  ...more,
});

const revive = (reading: Reading): Reading =>
  Object.fromEntries(
    Object.entries(reading).map(([key, value]) => [
      key,
      /^(at|editedAt)$/.test(key) ? new Date(value as string) : value,
    ]),
  ) as unknown as Reading;

const connector = {
  read: async (raw: Raw) => (raw.payload.readings as unknown as Reading[]).map(revive),
} as unknown as Connector;

export interface Stage {
  database: Database;
  workspaceId: string;
  channelId: string;
  /** Lets readings arrive, each by itself unless they come as a list, and turns them. */
  arrive(...batches: Reading[][]): Promise<void>;
  inside<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-listening-"));
  const database = await openPrepared();
  await migrate(database);
  const files = openFiles(folder);
  const [workspaceId, channelId] = [newId(), newId()];
  await asSystem(database, () =>
    db()
      .insertInto("workspace")
      .values({
        id: workspaceId,
        name: "Brisa",
        slug: `brisa-${workspaceId}`,
        time_zone: "Europe/Madrid",
        created_at: now(),
        updated_at: now(),
      })
      .execute(),
  );
  const inside = <T>(work: () => Promise<T>) => inWorkspace(database, workspaceId, { kind: "system" }, work);
  await inside(() =>
    db()
      .insertInto("channel")
      .values({
        workspace_id: workspaceId,
        id: channelId,
        network: "bluesky",
        external_id: account.externalId,
        handle: account.handle,
        name: account.name,
        status: "active",
        settings: "{}",
        lacking: "[]",
        connected_at: now(),
      })
      .execute(),
  );
  return {
    database,
    workspaceId,
    channelId,
    inside,
    async arrive(...batches) {
      for (const readings of batches) {
        const raws = readings.map(
          (reading, n): Raw => ({
            externalId: reading.kind === "deletion" ? `gone:${reading.externalId}` : reading.externalId,
            payload: { type: "test", readings: JSON.parse(JSON.stringify([reading])) },
            at: new Date(start + n),
          }),
        );
        const prepared = await prepareArrivals(files, raws);
        await inside(() => storeArrivals(channelId, prepared));
        const waiting = await inside(() => waitingArrivals(channelId, 500));
        const batch = await readArrivals(connector, account, files, waiting);
        await inside(() =>
          turnBatch(
            { channel: { id: channelId, network: "bluesky" }, identify, backfill: false, sweepDueAt: null },
            batch,
          ),
        );
      }
    },
    async close() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
