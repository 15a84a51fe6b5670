/** What a channel keeps about its server: limits, kind of software, and what it lacks. */

import type { Json, JsonObject } from "../../kernel/result.ts";
import type { Limits, Words } from "../connector.ts";

/** What Mastodon itself allows, for servers that do not say. */
export const DEFAULT_CHARACTERS = 500;
export const DEFAULT_LINK_WEIGHT = 23;

/** Mastodon's own; lengths in minutes. */
export const DEFAULT_POLLS = { options: 4, length: 50, shortest: 5, longest: 43_829 };

export interface MastodonSettings extends JsonObject {
  /** The server's software in lower case: mastodon, snac, gotosocial, pleroma, akkoma, pixelfed, … */
  software: string;
  version: string;
  title: string;
  /** The account's id on its server: local ids are what its API asks for. */
  accountId: string;
  /** "none": the server says that it sets no limit. */
  maxCharacters: number | "none";
  linkWeight: number;
  media: {
    most: number;
    imageBytes: number;
    imagePixels?: number;
    videoBytes: number;
    videoPixels?: number;
    videoRate?: number;
    types: string[];
  };
  /** What its polls take; absent: the server is not known to take any. */
  polls?: { options: number; length: number; shortest: number; longest: number };
  /** A status can show another under its words (Mastodon 4.5 and later). */
  quotes?: boolean;
  streamingUrl: string;
  /** Whether anything answers there, when last checked. */
  streaming: boolean;
  /** What this server lacks, for the channel's own screen. */
  lacks: Array<{ en: string; es: string }>;
}

export function limits(settings: JsonObject): Limits {
  const weight = settings.linkWeight;
  const most = settings.maxCharacters;
  return {
    ...(most === "none" ? {} : { text: isCount(most) ? most : DEFAULT_CHARACTERS }),
    unit: "mastodon",
    linkWeight: isCount(weight) ? weight : DEFAULT_LINK_WEIGHT,
  };
}

const isCount = (value: Json | undefined): value is number => typeof value === "number" && value > 0;

export const softwareOf = (settings: JsonObject): string =>
  typeof settings.software === "string" ? settings.software : "";

export const showsQuotes = (settings: JsonObject): boolean => settings.quotes === true;

export const accountIdOf = (settings: JsonObject): string | undefined =>
  typeof settings.accountId === "string" && settings.accountId ? settings.accountId : undefined;

export const NO_CONVERSATIONS: Words = {
  en: "This server has no list of conversations; direct messages come as notifications.",
  es: "Este servidor no tiene lista de conversaciones; los mensajes directos llegan como notificaciones.",
};
export const NO_STREAMING: Words = {
  en: "This server has no streaming; it is asked for news at intervals.",
  es: "Este servidor no tiene transmisión en vivo; se le preguntan las novedades a intervalos.",
};
