/** Waits for news with IDLE (RFC 2177). The server speaks first; nothing is fetched here. */
import { fail, ok } from "../../kernel/result.ts";
import type { Outcome, Session } from "../connector.ts";
import { imapTarget, withImap } from "./imap.ts";

/** Servers end an IDLE after half an hour, and some routers forget a silent connection after less. Milliseconds. */
const ROUND = 4 * 60_000;

/**
 * Holds INBOX open. Resolves when the connection ends; `missing` when the server knows no IDLE. A silent death of the
 * line is noticed when a round of IDLE is renewed.
 */
export function listen(session: Session, wake: (stream: string) => void, opened: () => void): Outcome<void> {
  return withImap<void>(imapTarget(session), async (client) => {
    if (!client.capabilities.has("IDLE"))
      return fail({
        tag: "missing",
        message: {
          en: "This server announces nothing by itself; it is asked regularly.",
          es: "Este servidor no avisa por sí mismo; se le pregunta con regularidad.",
        },
      });
    const ended = new Promise<void>((resolve) => client.once("close", resolve));
    await client.mailboxOpen("INBOX", { readOnly: true });
    client.on("exists", (news) => {
      if (news.count > news.prevCount) wake("inbox");
    });
    opened();
    let over = false;
    void ended.then(() => {
      over = true;
    });
    while (!over) {
      let renew: NodeJS.Timeout | undefined;
      const round = new Promise<void>((resolve) => {
        renew = setTimeout(resolve, ROUND);
      });
      const idling = client.idle().catch(() => {});
      await Promise.race([ended, round]);
      clearTimeout(renew);
      // A command ends the IDLE; one that finds the line dead ends the connection.
      if (!over) await Promise.all([idling, client.noop()]);
    }
    return ok(undefined);
  });
}
