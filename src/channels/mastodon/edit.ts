/** Saying otherwise what stands: PUT /api/v1/statuses/:id, whose history the server keeps and shows. */
import { fail, ok } from "../../kernel/result.ts";
import type { Act, Fault, Outcome, Receipt, Session, Standing } from "../connector.ts";
import { ask } from "./client.ts";
import { compose, statusBody } from "./compose.ts";
import { parseStatus } from "./entities.ts";
import { unsure } from "./faults.ts";
import { standingPath } from "./resolve.ts";
import { receipt } from "./send.ts";

/** See `Outbound.edit`. What the server shows beside the words stays: it takes away what is not named again. */
export async function edit(session: Session, said: Standing, act: Act): Outcome<Receipt> {
  const path = await standingPath(session, said);
  if (!path.ok) return path;
  const stands = path.value ? await ask(session, { path: path.value }) : undefined;
  if (stands && !stands.ok) return stands.fault.tag === "missing" ? fail(gone) : stands;
  const status = stands && parseStatus(stands.value.body);
  if (!path.value || !status) return fail(gone);
  const composed = compose(session, act);
  if (!composed.ok) return composed;
  const kept = status.media_attachments.flatMap(({ id }) => id ?? []);
  const { visibility: _, ...body } = statusBody(composed.value, kept);
  const answer = await ask(session, { method: "PUT", path: path.value, json: body });
  // The status stands, so it is the method that the server does not know.
  if (!answer.ok) return answer.fault.tag === "missing" ? fail(cannot) : answer;
  const changed = parseStatus(answer.value.body);
  return changed
    ? ok(receipt(changed, session))
    : fail(
        unsure("acts", {
          en: "The server's answer is no status.",
          es: "La respuesta del servidor no es una publicación.",
        }),
      );
}

const gone: Fault = {
  tag: "missing",
  message: {
    en: "What was to be changed is no longer there.",
    es: "Lo que se iba a cambiar ya no está.",
  },
};
const cannot: Fault = {
  tag: "refused",
  message: {
    en: "This server does not let one change what was said.",
    es: "Este servidor no permite cambiar lo publicado.",
  },
};
