/** "14:02" today, "Sat 14:02" on another day: a moment in a person's zone, short enough for a margin. Pure. */
export function formatClock(at: Date, now: Date, language: string, zone: string): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  const day = format({ year: "numeric", month: "numeric", day: "numeric" });
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  if (day.format(at) === day.format(now)) return format(time).format(at);
  const week = Math.abs(now.getTime() - at.getTime()) < 6 * 86_400_000;
  return format(week ? { weekday: "short", ...time } : { day: "numeric", month: "short" }).format(at);
}
