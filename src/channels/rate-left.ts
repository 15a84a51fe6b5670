/**
 * What answers say of the requests that are left, before one is refused: `ratelimit-remaining` and `ratelimit-reset`
 * (seconds since 1970; atproto's servers, <https://docs.bsky.app/docs/advanced-guides/rate-limits>), or the same with
 * `x-` and the reset as ISO 8601 (<https://docs.joinmastodon.org/api/rate-limits/>).
 */
import { after, days } from "../kernel/clock.ts";

/** When there is something left again; undefined while there is, or when nothing can be made of the headers. */
export function spentUntil(headers: Headers, now: Date): Date | undefined {
  for (const prefix of ["", "x-"]) {
    const left = headers.get(`${prefix}ratelimit-remaining`)?.trim();
    const reset = headers.get(`${prefix}ratelimit-reset`)?.trim();
    if (left === undefined || !reset || !/^\d+$/.test(left) || Number(left) > 0) continue;
    const at = new Date(/^\d{9,11}$/.test(reset) ? Number(reset) * 1000 : reset);
    // No server counts in longer windows: another day is a clock that is wrong, theirs or ours.
    if (at > now && at < after(now, days(1))) return at;
  }
  return undefined;
}
