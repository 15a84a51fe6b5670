/** What stands below a bulletin. Pure. */

/**
 * Why they get it, who sends it, and the way out: in the bulletin's language; where it names none, in both. `permittedOn`:
 * the day of their permission, `YYYY-MM-DD`.
 */
export function bulletinFoot(
  language: string | undefined,
  sender: string,
  permittedOn: string,
): { foot: string[]; label: string } {
  const en = `You get this because you said yes to it on ${permittedOn}.`;
  const es = `Recibes esto porque diste tu permiso el ${permittedOn}.`;
  const [why, label] = language?.startsWith("es")
    ? [[es], "Darme de baja"]
    : language?.startsWith("en")
      ? [[en], "Unsubscribe"]
      : [[en, es], "Unsubscribe · Darme de baja"];
  return { foot: [...why, ...sender.split("\n")], label };
}
