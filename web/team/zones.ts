/** Every IANA zone this browser knows, with its own first. */
export function allZones(): string[] {
  const own = ownZone();
  const zones = Intl.supportedValuesOf("timeZone");
  return [own, ...(zones.includes("UTC") ? [] : ["UTC"]), ...zones.filter((zone) => zone !== own)];
}

/** Where this machine says it is. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Europe/Madrid" as people write it: "Europe / Madrid", "America / Buenos Aires". */
export const zoneName = (zone: string): string => zone.replaceAll("_", " ").replaceAll("/", " / ");

/** "14:02" there, now. */
export const clockIn = (zone: string, language: string, at: Date): string =>
  new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(at);
