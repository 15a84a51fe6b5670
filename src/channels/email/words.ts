/** What the product says about a mailbox, in both languages. */
import type { ConnectField, Words } from "../connector.ts";

export const GUIDANCE: Words = {
  en: "You need the address and its password. Providers with two-step sign-in (Gmail, iCloud, Yahoo, Fastmail) give out app passwords in their security settings: use one of those. The servers are found by themselves; if they are not, your provider's help page names them. What people wrote is never deleted, moved or marked as read. Every answer is also delivered to the mailbox itself: that copy proves that it went out, and is then filed in Sent.",
  es: "Necesitas la dirección y su contraseña. Los proveedores con verificación en dos pasos (Gmail, iCloud, Yahoo, Fastmail) dan contraseñas de aplicación en sus ajustes de seguridad: usa una de ellas. Los servidores se encuentran solos; si no, la ayuda de tu proveedor los indica. Lo que escribió la gente nunca se borra, mueve ni marca como leído. Cada respuesta se entrega también al propio buzón: esa copia prueba que salió, y luego se archiva en Enviados.",
};

export const LACKS: Words[] = [
  {
    en: "What was sent cannot be taken back or changed.",
    es: "Lo enviado no se puede retirar ni cambiar.",
  },
  {
    en: "Whether somebody has read a mail is not known, and is not asked.",
    es: "No se sabe si alguien ha leído un correo, y no se pregunta.",
  },
  {
    en: "After a broken connection it can take some minutes until it is sure that an answer did not go out.",
    es: "Tras una conexión rota pueden pasar unos minutos hasta saber con certeza que una respuesta no salió.",
  },
  {
    en: "Mails in other folders than INBOX and Sent are not read.",
    es: "Los correos de otras carpetas que no sean la de entrada y la de enviados no se leen.",
  },
];

const security = (name: string, en: string, es: string): ConnectField => ({
  ...advanced(name, "choice", en, es),
  options: [
    { value: "tls", label: { en: "TLS from the start", es: "TLS desde el principio" } },
    { value: "starttls", label: { en: "STARTTLS", es: "STARTTLS" } },
    {
      value: "none",
      label: {
        en: "None: the password goes in the clear, only within your own network",
        es: "Ninguna: la contraseña va sin cifrar, solo dentro de tu propia red",
      },
    },
  ],
});

const advanced = (
  name: string,
  type: ConnectField["type"],
  en: string,
  es: string,
  help?: Words,
): ConnectField => ({
  name,
  type,
  label: { en, es },
  required: false,
  advanced: true,
  ...(help ? { help } : {}),
});

export const FIELDS: ConnectField[] = [
  {
    name: "address",
    type: "email",
    label: { en: "E-mail address", es: "Dirección de correo" },
    required: true,
  },
  {
    name: "password",
    type: "password",
    label: { en: "Password or app password", es: "Contraseña o contraseña de aplicación" },
    required: true,
  },
  {
    name: "name",
    type: "text",
    label: { en: "Name shown to people", es: "Nombre que ve la gente" },
    help: {
      en: "The brand's name. Answers come from “the person who writes · this name”.",
      es: "El nombre de la marca. Las respuestas llegan de «quien escribe · este nombre».",
    },
    required: false,
  },
  advanced("imapHost", "text", "Incoming server (IMAP)", "Servidor de entrada (IMAP)"),
  advanced("imapPort", "number", "Incoming port", "Puerto de entrada"),
  security("imapSecurity", "Incoming security", "Seguridad de entrada"),
  advanced(
    "imapUser",
    "text",
    "Incoming user name, if not the address",
    "Usuario de entrada, si no es la dirección",
  ),
  advanced("smtpHost", "text", "Outgoing server (SMTP)", "Servidor de salida (SMTP)"),
  advanced("smtpPort", "number", "Outgoing port", "Puerto de salida"),
  security("smtpSecurity", "Outgoing security", "Seguridad de salida"),
  advanced("smtpUser", "text", "Outgoing user name, if not the same", "Usuario de salida, si es otro"),
  advanced(
    "smtpPassword",
    "password",
    "Outgoing password, if not the same",
    "Contraseña de salida, si es otra",
  ),
  advanced(
    "settle",
    "number",
    "Minutes until a missing copy means “not sent”",
    "Minutos hasta que una copia ausente significa «no enviado»",
    {
      en: "After a broken connection, Rapport waits so long for the copy of its own mail. Raise it when your server is slow to deliver. 10 when left empty.",
      es: "Tras una conexión rota, Rapport espera este tiempo la copia de su propio correo. Auméntalo si tu servidor tarda en entregar. 10 si se deja vacío.",
    },
  ),
  advanced("replyAll", "switch", "Answer everybody in the thread", "Responder a todos los del hilo"),
  advanced(
    "keepCopies",
    "switch",
    "Leave copies of our own answers in the inbox",
    "Dejar en la bandeja de entrada las copias de nuestras respuestas",
    {
      en: "Every answer is also delivered to this mailbox, as proof. Rapport files that copy in Sent, unless this is on.",
      es: "Cada respuesta se entrega también a este buzón, como prueba. Rapport archiva esa copia en Enviados, salvo que esto esté activado.",
    },
  ),
];
