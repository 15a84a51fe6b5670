/** Posts that come again, for tests: made, planned and looked at through HTTP. */
import assert from "node:assert/strict";
import { DateTime } from "luxon";
import { openGate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { publishingRules } from "./index.ts";
import { keepSeries } from "./keep-series.ts";
import type { Body, Brand } from "./test-brand.ts";

export const zone = "Europe/Madrid";
export const gate = openGate(publishingRules);
export const daily = { rule: "FREQ=DAILY", untilStopped: true };
const part = (text: string) => ({ text, media: [] });

export function seriesOf(brand: Brand) {
  /** Nine o'clock, so many days ahead. */
  const nine = (days: number): string =>
    `${DateTime.fromJSDate(now(), { zone }).plus({ days }).toFormat("yyyy-MM-dd")}T09:00`;
  const good = ({ status, body }: { status: number; body: Body }): Body => {
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  async function draft(text: string, local: string): Promise<string> {
    const id = newId();
    good(
      await brand.as("mia", "POST", "/posts", {
        id,
        zone,
        channelIds: [brand.channelId],
        base: { parts: [part(text)] },
      }),
    );
    good(await brand.as("mia", "PUT", `/posts/${id}/time`, { time: { local, zone } }));
    return id;
  }
  const repeat = (id: string, wish: object) => brand.as("mia", "PUT", `/posts/${id}/series`, wish);
  const plan = (id: string) => brand.as("mia", "POST", `/posts/${id}/plan`, {});
  const read = async (id: string): Promise<Body> => good(await brand.as("mia", "GET", `/posts/${id}`));
  const say = async (id: string, text: string) => {
    const was = (await read(id)).base.parts;
    good(
      await brand.as("mia", "PATCH", `/posts/${id}`, {
        changes: [{ what: "base", field: "parts", was, now: [part(text)] }],
      }),
    );
  };
  const keep = (series: string, approved = false) =>
    keepSeries(brand.database, gate, { workspace: brand.workspace, series, approved });
  /** What stands of a series, by its time: the time it goes out, its words, and how it stands. */
  async function occurrences(
    series: string,
  ): Promise<Array<{ id: string; local: string; text: string; state: string }>> {
    const rows = await brand.inside(() =>
      db()
        .selectFrom("post")
        .where("series_id", "=", series)
        .where("state", "<>", "removed")
        .selectAll()
        .orderBy("series_at")
        .execute(),
    );
    return rows.map(({ id, local_time, base, state }) => ({
      id,
      local: local_time ?? "",
      text: base.parts[0]?.text ?? "",
      state,
    }));
  }
  async function begun(text: string, wish: object, local = nine(1)): Promise<{ id: string; series: string }> {
    const id = await draft(text, local);
    good(await repeat(id, wish));
    const { series } = good(await plan(id));
    await keep(series.id);
    return { id, series: series.id };
  }

  return { nine, good, draft, repeat, plan, read, say, keep, occurrences, begun };
}
