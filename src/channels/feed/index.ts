/** Feeds: press, blogs and everything else that publishes as RSS, Atom, RDF or JSON Feed. Read-only by nature. */
import type { Connector } from "../connector.ts";
import { begin, check } from "./connect.ts";
import { pull } from "./pull.ts";
import { read } from "./read.ts";

export const feed: Connector = {
  network: "feed",
  label: "RSS, Atom, JSON Feed",
  capabilities: {
    receives: ["article"],
    acts: [],
    visibilities: ["public"],
    contentWarning: false,
    media: undefined,
    edits: true,
    deletions: false,
    lacks: [
      {
        en: "A feed can be read only: answers are given on the site itself.",
        es: "Un feed solo se puede leer: las respuestas se dan en el propio sitio.",
      },
      {
        en: "A feed shows its newest items only. What came and went between two readings stays as a gap.",
        es: "Un feed solo muestra lo más reciente. Lo que apareció y desapareció entre dos lecturas queda como un hueco.",
      },
      {
        en: "A feed does not say when an item was removed.",
        es: "Un feed no dice cuándo se retiró una entrada.",
      },
    ],
  },
  limits: () => ({ unit: "characters" }),
  streams: [{ name: "items", every: 600 }],
  fields: [
    {
      name: "address",
      type: "url",
      label: { en: "Address of the feed or of the site", es: "Dirección del feed o del sitio" },
      help: {
        en: "The page of a blog or a newspaper is enough: its feed is looked for.",
        es: "Basta la página del blog o del periódico: se busca su feed.",
      },
      required: true,
    },
  ],
  guidance: {
    en: "Nothing but an address is needed. The feed is read about every ten minutes, and only fetched when it has changed.",
    es: "Solo hace falta una dirección. El feed se lee cada diez minutos aproximadamente, y solo se descarga si ha cambiado.",
  },
  begin,
  check,
  pull,
  read,
};
