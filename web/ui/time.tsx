import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { queryClient } from "../api/query.ts";
import { sessionQuery } from "../shell/session.ts";
import { formatFull, formatRelative, nextTick } from "./when.ts";

/** The person's own IANA zone from their profile, else this machine's. */
export function useZone(): string {
  const { data } = useQuery({ ...sessionQuery, enabled: false }, queryClient);
  return data?.teammate?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** How long ago (or ahead) in a few letters, kept right while it stands; the full time in the person's zone on hover. */
export function RelativeTime({ at }: { at: string | Date }) {
  const { i18n } = useLingui();
  const zone = useZone();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const date = new Date(at);
  const now = new Date();
  useEffect(() => {
    const timer = setTimeout(tick, nextTick(date, new Date()));
    return () => clearTimeout(timer);
  });
  const full = formatFull(date, i18n.locale, zone);
  return (
    <time dateTime={date.toISOString()} title={full} className="numbers">
      {formatRelative(date, now, i18n.locale, zone)}
    </time>
  );
}
