/** Bluesky and everything else that speaks the AT Protocol with `app.bsky` records, on any server (PDS). */
import type { Connector } from "../connector.ts";
import { namedPost } from "./at-uri.ts";
import { BLUESKY_GRAPHEMES } from "./bluesky-limits.ts";
import { begin, check, renew } from "./connect.ts";
import { figures } from "./figures.ts";
import { pull, STREAMS } from "./pull.ts";
import { read } from "./read.ts";
import { outbound } from "./send.ts";
import { FILM_TYPES, filmLimits } from "./send-film.ts";
import { IMAGE_TYPES } from "./send-image.ts";
import { MOST_IMAGES } from "./send-record.ts";
import { sweep } from "./sweep.ts";

export const bluesky: Connector = {
  network: "bluesky",
  label: "Bluesky",
  capabilities: {
    receives: ["post", "reply", "mention", "quote", "like", "repost", "follow"],
    acts: ["reply", "post", "like", "remove"],
    visibilities: ["public"],
    contentWarning: false,
    // Heavier than the network takes: pictures are made lighter on their way out.
    media: {
      most: MOST_IMAGES,
      bytes: 20_000_000,
      types: [...IMAGE_TYPES, ...FILM_TYPES],
      alt: true,
      still: true,
      film: filmLimits,
    },
    carries: { card: "given", quote: "shown", poll: null, subject: false, mentions: true },
    edits: false,
    deletions: true,
    lacks: [
      {
        en: "Direct messages are not read: app passwords and self-hosted servers do not give them out reliably.",
        es: "No se leen los mensajes directos: las contraseñas de aplicación y los servidores propios no los entregan con fiabilidad.",
      },
      {
        en: "Bluesky keeps from us what people say whom this account has muted or blocked, except inside threads that we follow.",
        es: "Bluesky no nos da lo que dicen las personas que esta cuenta ha silenciado o bloqueado, salvo en los hilos que seguimos.",
      },
      {
        en: "What stands there cannot be changed, only deleted.",
        es: "Lo publicado no se puede cambiar, solo borrar.",
      },
      {
        en: "Withdrawn likes, reposts and follows are not told.",
        es: "No se avisa de los «me gusta», republicaciones y seguimientos retirados.",
      },
    ],
  },
  quotable: (address) => namedPost(address) !== undefined,
  limits: () => ({ text: BLUESKY_GRAPHEMES, unit: "graphemes" }),
  streams: STREAMS,
  fields: [
    {
      name: "handle",
      label: { en: "Handle", es: "Nombre de usuario" },
      help: {
        en: "As in the profile, like name.bsky.social",
        es: "Como en el perfil, por ejemplo nombre.bsky.social",
      },
      type: "text",
      required: true,
    },
    {
      name: "appPassword",
      label: { en: "App password", es: "Contraseña de aplicación" },
      help: {
        en: "Not the account's own password. Bluesky: Settings, Privacy and security, App passwords.",
        es: "No la contraseña de la cuenta. Bluesky: Ajustes, Privacidad y seguridad, Contraseñas de aplicación.",
      },
      type: "password",
      required: true,
    },
    {
      name: "service",
      label: { en: "Server", es: "Servidor" },
      help: {
        en: "Only when the account's server cannot be found by its handle.",
        es: "Solo si no se puede encontrar el servidor de la cuenta por su nombre.",
      },
      type: "url",
      required: false,
      advanced: true,
    },
  ],
  guidance: {
    en: "Make an app password in Bluesky and give it here with the handle. It can be revoked there at any time, and it cannot change or delete the account.",
    es: "Crea una contraseña de aplicación en Bluesky y escríbela aquí con el nombre de usuario. Se puede revocar allí en cualquier momento y no permite cambiar ni borrar la cuenta.",
  },
  begin: (visitor, input) => begin(visitor, input),
  renew,
  check,
  pull,
  sweep,
  figures,
  read,
  outbound,
};
