import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Button, FileButton } from "@mantine/core";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { announce } from "../shell/announce.tsx";
import { AreaField, Form, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import style from "./subscribers.module.css";

const enter = (channelId: string, body: { text: string; permission: string; permittedOn: string }) =>
  unwrap(api.POST("/channels/{id}/subscribers", { params: { path: { id: channelId } }, body }));
type Entered = Awaited<ReturnType<typeof enter>>;

/** Enters subscribers, pasted or from a file; never without the permission that they gave. */
export function EnterSubscribers({ channelId, onDone }: { channelId: string; onDone(): Promise<unknown> }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [entered, setEntered] = useState<Entered>();
  const send = async ({ permission = "", permittedOn = "" }: Record<string, string>) => {
    setBusy(true);
    setError(undefined);
    setEntered(undefined);
    try {
      const answer = await enter(channelId, { text, permission, permittedOn });
      setEntered(answer);
      announce(plural(answer.added, { one: "# was entered.", other: "# were entered." }));
      // What was not entered stays in the field, to be mended.
      const left = new Set(
        answer.rows.filter(({ outcome }) => outcome === "refused").map(({ row }) => row - 1),
      );
      setText(
        text
          .split(/\r\n?|\n/)
          .filter((_, at) => left.has(at))
          .join("\n"),
      );
      await onDone();
    } catch (fault) {
      setError(fault);
    }
    setBusy(false);
  };
  const others = entered?.rows.filter(({ outcome }) => outcome !== "added") ?? [];
  return (
    <section aria-labelledby="enter" className={style.card}>
      <h2 id="enter">{t`Enter subscribers`}</h2>
      <Form error={error} busy={busy} onSubmit={(typed) => void send(typed)}>
        <AreaField
          name="text"
          label={t`Addresses, one a line`}
          description={t`With a name if you have it: Ana, ana@example.org. Or the rows of a CSV.`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autosize
          minRows={3}
          maxRows={12}
          required
        />
        <FileButton
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(file) => void file?.text().then((read) => setText(read))}
        >
          {(props) => (
            <Button {...props} variant="default" size="xs">
              {t`Read a CSV file`}
            </Button>
          )}
        </FileButton>
        <AreaField
          name="permission"
          label={t`How did they permit it?`}
          description={t`In your own words, as you would show it if somebody asked: who asked them, and where.`}
          autosize
          minRows={2}
          maxLength={1000}
          required
        />
        <TextField name="permittedOn" type="date" label={t`On which day?`} required />
        <Submit>{t`Enter them`}</Submit>
      </Form>
      {entered && (
        <Note tone={others.length > 0 ? "warn" : "good"}>
          <p>{plural(entered.added, { one: "# was entered.", other: "# were entered." })}</p>
          {others.length > 0 && (
            <ul className={style.reports}>
              {others.slice(0, 200).map(({ row, typed, why }) => (
                <li key={row}>{t`Line ${row}, ${typed}: ${why ?? ""}`}</li>
              ))}
            </ul>
          )}
        </Note>
      )}
    </section>
  );
}
