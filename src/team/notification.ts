/** Kinds of notifications, what is chosen for each until a person chooses, and their words. Pure. */
import type { Language } from "../kernel/caller.ts";
import type { Words } from "../kernel/errors.ts";

export interface Choice {
  inApp: boolean;
  email: boolean;
  push: boolean;
}

/** What a notification carries for its words: all optional, none secret (it goes through mail and push servers). */
export interface NotificationData {
  [key: string]: string | undefined;
  /** Who did it, by name. */
  by?: string;
  /** What it is about, in a few words. */
  what?: string;
  /** Where it leads in the product, such as `/inbox`. */
  path?: string;
}

const all = { inApp: true, email: true, push: true };
const quick = { inApp: true, email: false, push: true };
const calm = { inApp: true, email: false, push: false };

const kinds = {
  mentioned: {
    choice: all,
    words: { en: "{by} mentioned you: {what}", es: "{by} te ha mencionado: {what}" },
  },
  assigned: {
    choice: quick,
    words: { en: "{by} gave you a conversation: {what}", es: "{by} te ha dado una conversación: {what}" },
  },
  "handed-over": {
    choice: quick,
    words: {
      en: "{by} handed your desk a conversation: {what}",
      es: "{by} ha pasado una conversación a tu mesa: {what}",
    },
  },
  "channel-broken": {
    choice: all,
    words: { en: "A channel needs somebody: {what}", es: "Un canal necesita a alguien: {what}" },
  },
  "promise-at-risk": {
    choice: quick,
    words: { en: "An answer is due soon: {what}", es: "Hay que responder pronto: {what}" },
  },
  "reply-failed": {
    choice: all,
    words: { en: "Your reply has not gone out: {what}", es: "Tu respuesta no ha salido: {what}" },
  },
  "reply-held": {
    choice: all,
    words: {
      en: "A reply of {by} waits for a lead's word: {what}",
      es: "Una respuesta de {by} espera el visto bueno de un responsable: {what}",
    },
  },
  "post-failed": {
    choice: all,
    words: {
      en: "A post of yours has not gone out: {what}",
      es: "Una publicación tuya no ha salido: {what}",
    },
  },
  "approval-asked": {
    choice: all,
    words: {
      en: "A post of {by} waits for your approval: {what}",
      es: "Una publicación de {by} espera tu aprobación: {what}",
    },
  },
  "post-approved": {
    choice: quick,
    words: { en: "{by} approved your post: {what}", es: "{by} ha aprobado tu publicación: {what}" },
  },
  "post-returned": {
    choice: all,
    words: { en: "{by} gave your post back: {what}", es: "{by} te ha devuelto la publicación: {what}" },
  },
  "post-reviewed": {
    choice: quick,
    words: {
      en: "{by} has looked at your post: {what}",
      es: "{by} ha mirado tu publicación: {what}",
    },
  },
  "approval-due": {
    choice: all,
    words: {
      en: "A post of {by} still waits for your approval: {what}",
      es: "Una publicación de {by} sigue esperando tu aprobación: {what}",
    },
  },
  "mentioned-in-post": {
    choice: all,
    words: {
      en: "{by} mentioned you beside a post: {what}",
      es: "{by} te ha mencionado junto a una publicación: {what}",
    },
  },
  "comment-answered": {
    choice: quick,
    words: {
      en: "{by} answered your comment on a post: {what}",
      es: "{by} ha respondido a tu comentario en una publicación: {what}",
    },
  },
  joined: {
    choice: calm,
    words: { en: "{by} has joined the team", es: "{by} se ha unido al equipo" },
  },
} satisfies Record<string, { choice: Choice; words: Words }>;

export type NotificationKind = keyof typeof kinds;
export const notificationKinds = Object.keys(kinds) as NotificationKind[];

export const firstChoice = (kind: NotificationKind): Choice => kinds[kind].choice;

/** One line that says what happened. A name that is not known is "Somebody". */
export function phrase(kind: NotificationKind, data: NotificationData, language: Language): string {
  const nobody = language === "es" ? "Alguien" : "Somebody";
  return kinds[kind].words[language]
    .replace("{by}", () => data.by || nobody)
    .replace("{what}", () => data.what || "…")
    .replace(/: …$/, "");
}
