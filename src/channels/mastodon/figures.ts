/** What became of our statuses, one question each: only some servers answer for several at once. */
import { ok } from "../../kernel/result.ts";
import type { Figures, Outcome, Session, Standing } from "../connector.ts";
import { ask } from "./client.ts";
import { parseStatus } from "./entities.ts";
import { standingPath } from "./resolve.ts";

/** See `Connector.figures`. */
export async function figures(session: Session, said: readonly Standing[]): Outcome<Figures[]> {
  const found: Figures[] = [];
  for (const one of said) {
    const path = await standingPath(session, one);
    if (!path.ok) return path;
    if (!path.value) continue;
    const { externalId } = one;
    const answer = await ask(session, { path: path.value });
    if (!answer.ok) {
      if (answer.fault.tag !== "missing") return answer;
      found.push({ externalId, gone: true, counts: {} });
      continue;
    }
    const status = parseStatus(answer.value.body);
    if (!status) continue;
    const counts = {
      likes: status.favourites_count ?? 0,
      reposts: status.reblogs_count ?? 0,
      replies: status.replies_count ?? 0,
      ...(status.quotes_count === undefined ? {} : { quotes: status.quotes_count }),
    };
    found.push({ externalId, gone: false, counts });
  }
  return ok(found);
}
