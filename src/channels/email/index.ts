/** E-mail: one mailbox, read by IMAP and answered by SMTP. */
import type { Connector } from "../connector.ts";
import { open } from "./attachments.ts";
import { letterOf } from "./bulletin.ts";
import { recipients } from "./compose.ts";
import { begin, check } from "./connect.ts";
import { listen } from "./listen.ts";
import { outbound } from "./outbound.ts";
import { pull } from "./pull.ts";
import { read } from "./read.ts";
import { FIELDS, GUIDANCE, LACKS } from "./words.ts";

export const email: Connector = {
  network: "email",
  label: "E-mail",
  capabilities: {
    receives: ["email"],
    acts: ["reply", "post"],
    visibilities: ["direct"],
    contentWarning: false,
    media: { most: 20, bytes: 15 * 1024 * 1024, types: ["*/*"], alt: false },
    carries: { card: "none", quote: "none", poll: null, subject: true },
    edits: false,
    deletions: false,
    lacks: LACKS,
  },
  recipients,
  letter: letterOf,
  limits: () => ({ unit: "characters" }),
  streams: [
    { name: "inbox", every: 60 },
    { name: "sent", every: 120 },
  ],
  fields: FIELDS,
  guidance: GUIDANCE,
  begin,
  check,
  pull,
  listen,
  read,
  open,
  outbound,
};
