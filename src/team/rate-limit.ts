import { now } from "../kernel/clock.ts";

interface RateLimit {
  /** `window` and `retryAfter` in seconds. */
  consume(
    key: string,
    rule: { window: number; max: number },
  ): Promise<{ allowed: boolean; retryAfter: number | null }>;
}

/** More clients than this within a minute, and the oldest windows are forgotten first. */
const most = 100_000;

/**
 * Counts requests of a client in windows that begin with its first one. In memory, for each process by itself: behind
 * several web processes the limits are so many times as wide.
 */
export function countingWindows(): RateLimit {
  const windows = new Map<string, { until: number; count: number }>();
  return {
    async consume(key, { window, max }) {
      const time = now().getTime();
      const open = windows.get(key);
      if (open && open.until > time) {
        if (open.count >= max) return { allowed: false, retryAfter: Math.ceil((open.until - time) / 1000) };
        open.count += 1;
        return { allowed: true, retryAfter: null };
      }
      windows.delete(key);
      windows.set(key, { until: time + window * 1000, count: 1 });
      // A Map keeps the order of insertion: the first is the oldest.
      for (const [oldest, { until }] of windows) {
        if (until > time && windows.size <= most) break;
        windows.delete(oldest);
      }
      return { allowed: true, retryAfter: null };
    },
  };
}
