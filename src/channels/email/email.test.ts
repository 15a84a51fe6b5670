import { peerMissing } from "../../../test/peers/available.ts";
import { conformance, type Peer } from "../conformance.ts";
import { email } from "./index.ts";
import { createMailProxy, type MailBreakage, speaksSmtp } from "./test-mail-proxy.ts";
import { startMailStage } from "./test-mail-stage.ts";

conformance("E-mail", { connector: email, missing: peerMissing("mail"), start });

async function start(): Promise<Peer> {
  const stage = await startMailStage();
  const proxy = createMailProxy(stage.ways.socket);
  const { imap, smtp } = stage.peer;
  speaksSmtp(smtp.port);
  const input = stage.form(stage.ours);
  const wrongPassword = "not-the-password-at-all";
  return {
    ways: stage.ways,
    input,
    wrong: [
      { what: "a wrong password", input: { ...input, password: wrongPassword }, field: "password" },
      {
        what: "a wrong password of the outgoing server",
        input: { ...input, smtpPassword: wrongPassword },
        field: "smtpPassword",
      },
      { what: "half an address", input: { ...input, address: "alice" }, field: "address" },
      { what: "no password", input: { ...input, password: "" }, field: "password" },
      { what: "a server that is not there", input: { ...input, imapPort: "1" }, field: "imapHost" },
      { what: "an outgoing server that is not there", input: { ...input, smtpPort: "1" }, field: "smtpHost" },
      {
        what: "a name that does not resolve",
        input: { ...input, imapHost: "no.invalid" },
        field: "imapHost",
      },
      { what: "an inward address", input: { ...input, smtpHost: "10.0.0.1" }, field: "smtpHost" },
      { what: "a port that is none", input: { ...input, smtpPort: "70000" }, field: "smtpPort" },
      { what: "a security that is none", input: { ...input, imapSecurity: "ssl3" }, field: "imapSecurity" },
    ],
    secrets: [stage.ours.password, wrongPassword],
    speak: (text) => stage.write({ text }),
    answer: (externalId, text) =>
      stage.write({ text, subject: "Re: A question", inReplyTo: externalId, references: externalId }),
    standing: async (text) => (await stage.texts(stage.theirs)).filter((said) => said.includes(text)).length,
    settle: () => stage.settle(),
    async broken(kind, session, place) {
      if (kind === "rate") return { unfit: "mail servers have no word for “too many”: they say busy" };
      if (kind === "revoked") {
        const value =
          place === "saying"
            ? { ...session.credentials.value, smtpPassword: wrongPassword }
            : { password: wrongPassword };
        return { ...session, credentials: { value } };
      }
      const ports = place === "saying" ? [smtp.port] : [smtp.port, imap.port];
      return { ...session, socket: proxy.socket(kind as MailBreakage, ports) };
    },
    crowd: 105,
    async stop() {
      await proxy.stop();
      await stage.stop();
    },
  };
}
