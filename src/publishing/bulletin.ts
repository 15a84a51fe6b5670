/** What stands below a bulletin. Pure. */
import type { Addressee } from "../channels/index.ts";

/** A test says so before anything else, in the bulletin's language. */
export const testSubject = (language: string | undefined, subject: string): string =>
  `[${language?.startsWith("es") ? "Prueba" : language?.startsWith("en") ? "Test" : "Test · Prueba"}] ${subject}`;

/**
 * Why they get it, who sends it, and the way out: in the bulletin's language; where it names none, in both. `permittedOn`:
 * the day of their permission, `YYYY-MM-DD`.
 */
function bulletinFoot(
  language: string | undefined,
  sender: string,
  permittedOn: string,
): { foot: string[]; label: string } {
  const day = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(permittedOn));
  const en = `You get this because you said yes to it on ${day("en-GB")}.`;
  const es = `Recibes esto porque diste tu permiso el ${day("es")}.`;
  const [why, label] = language?.startsWith("es")
    ? [[es], "Darme de baja"]
    : language?.startsWith("en")
      ? [[en], "Unsubscribe"]
      : [[en, es], "Unsubscribe · Darme de baja"];
  return { foot: [...why, ...sender.split("\n")], label };
}

/** What one mail is addressed with. `token`: of the way out in it. */
export function addressedTo(
  who: { address: string; name: string; permittedOn: string },
  from: { origin: string; language: string | undefined; sender: string },
  token: string,
): Addressee {
  const { foot, label } = bulletinFoot(from.language, from.sender, who.permittedOn);
  return {
    address: who.address,
    name: who.name,
    foot,
    leave: {
      label,
      page: `${from.origin}/unsubscribe/${token}`,
      oneClick: `${from.origin}/api/unsubscriptions/${token}`,
    },
  };
}
