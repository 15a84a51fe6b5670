/** When somebody whose approval is waited for is reminded. Pure. */
import { days, hours, minutes } from "../kernel/clock.ts";

/** Nobody is reminded again within this time, unless the post is about to be late. */
const between = days(1);
/** So near its time a post is worth one more word, whenever the last one was. */
const near = hours(3);
/** Who was asked just now needs no reminder, however near it is. */
const patience = minutes(20);

/**
 * Once a day; and once more when the planned time is near (or has just passed, and it still waits). `askedAt`: since
 * when it waits for this person; `remindedAt`: the last time that this person was reminded of this post.
 */
export function reminderDue(
  { askedAt, remindedAt, goesOutAt }: { askedAt: Date; remindedAt: Date | null; goesOutAt: Date | null },
  present: Date,
): boolean {
  const since = Math.max(askedAt.getTime(), remindedAt?.getTime() ?? 0);
  const passed = present.getTime() - since;
  if (passed >= between) return true;
  if (!goesOutAt || passed < patience) return false;
  const begins = goesOutAt.getTime() - near;
  return present.getTime() >= begins && (remindedAt === null || remindedAt.getTime() < begins);
}
