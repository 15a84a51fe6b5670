import type { Language } from "../kernel/caller.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import { orderMail } from "./mail-job.ts";

export interface InvitationMail {
  to: string;
  link: string;
  language: Language;
  inviter: string;
  workspace: string;
}

export type OrderInvitationMail = (mail: InvitationMail) => void;

export const invitationMail =
  (keys: KeyRing): OrderInvitationMail =>
  ({ to, link, language, inviter, workspace }) =>
    orderMail(keys, {
      to,
      ...(language === "es"
        ? {
            subject: `${inviter} te invita a ${workspace}`,
            text: `${inviter} te invita a unirte a ${workspace} en Rapport.\n\nAbre este enlace en los próximos siete días:\n${link}\n\nSi no esperabas esta invitación, no tienes que hacer nada.\n`,
          }
        : {
            subject: `${inviter} invites you to ${workspace}`,
            text: `${inviter} invites you to join ${workspace} on Rapport.\n\nOpen this link within seven days:\n${link}\n\nIf you did not expect this invitation, there is nothing to do.\n`,
          }),
    });

/** The mail behind "I forgot my password". */
export function passwordMail(to: string, name: string, language: Language, link: string) {
  return language === "es"
    ? {
        to,
        subject: "Una contraseña nueva para Rapport",
        text: `Hola, ${name}:\n\nAlguien pidió una contraseña nueva para tu cuenta. Si fuiste tú, abre este enlace en la próxima hora:\n${link}\n\nSi no, no tienes que hacer nada: tu contraseña sigue siendo la misma.\n`,
      }
    : {
        to,
        subject: "A new password for Rapport",
        text: `Hello ${name},\n\nSomebody asked for a new password for your account. If it was you, open this link within the hour:\n${link}\n\nIf not, there is nothing to do: your password stays as it is.\n`,
      };
}
