/** Mastodon and what speaks its client API: snac2, GoToSocial, Pleroma, Akkoma, Pixelfed, glitch-soc. */
import type { Connector } from "../connector.ts";
import { capabilities, onServer } from "./capabilities.ts";
import { wording } from "./compose.ts";
import { begin, check, finish, renew } from "./connect.ts";
import { edit } from "./edit.ts";
import { figures } from "./figures.ts";
import { find } from "./find.ts";
import { pull, STREAMS } from "./pull.ts";
import { read } from "./read.ts";
import { key, remove, send } from "./send.ts";
import { limits } from "./settings.ts";
import { listen } from "./stream.ts";
import { sweep } from "./sweep.ts";

export const mastodon: Connector = {
  network: "mastodon",
  label: "Mastodon & compatible",
  capabilities,
  onServer,
  quotable: (address) => /^https?:\/\//.test(address),
  limits,
  wording,
  streams: STREAMS,
  fields: [
    {
      name: "server",
      label: { en: "Server", es: "Servidor" },
      help: {
        en: "Where the account lives: mastodon.example, or the whole handle @name@mastodon.example.",
        es: "Donde vive la cuenta: mastodon.example, o el identificador completo @nombre@mastodon.example.",
      },
      type: "text",
      required: true,
    },
    {
      name: "accessToken",
      label: { en: "Access token", es: "Token de acceso" },
      help: {
        en: "Only if you made one yourself in the server's development settings, instead of signing in there.",
        es: "Solo si creó uno en los ajustes de desarrollo del servidor, en lugar de iniciar sesión allí.",
      },
      type: "password",
      required: false,
      advanced: true,
    },
  ],
  guidance: {
    en: "You are sent to the account's own server, sign in there and allow Rapport to read and to answer. Rapport never sees the password.",
    es: "Se le lleva al servidor de la cuenta, inicia sesión allí y permite que Rapport lea y responda. Rapport nunca ve la contraseña.",
  },
  begin,
  finish,
  renew,
  check,
  pull,
  sweep,
  figures,
  listen,
  read,
  outbound: { proof: "findable", key, send, find, edit, remove },
};
