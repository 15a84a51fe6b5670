/** The weekday that a week begins with where this person is: 0 for Sunday, 1 for Monday. */
export function firstWeekday(language: string, locales: readonly string[]): number {
  // The region stands in the browser's locale ("en-GB"), the language alone knows none.
  const locale = new Intl.Locale(locales.find((each) => each.startsWith(language)) ?? language);
  const known = locale as Intl.Locale & {
    getWeekInfo?(): { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return ((known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1) % 7;
}
