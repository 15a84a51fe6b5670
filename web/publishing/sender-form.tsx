import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { toast } from "../shell/toasts.tsx";
import { AreaField, Form, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import style from "./subscribers.module.css";

/** Who sends the bulletins, as it stands below each of them. Leads and owners write it. */
export function SenderForm({
  channelId,
  sender,
  lead,
  onDone,
}: {
  channelId: string;
  sender: { line: string; perMinute: number } | null;
  lead: boolean;
  onDone(): Promise<unknown>;
}) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!lead)
    return sender ? (
      <p className={style.sender}>{sender.line}</p>
    ) : (
      <Note tone="warn">{t`Nothing says yet who sends these bulletins. A lead or the owner can write it.`}</Note>
    );
  const save = async ({ line = "", perMinute = "" }: Record<string, string>) => {
    setBusy(true);
    setError(undefined);
    try {
      await unwrap(
        api.PUT("/channels/{id}/bulletin-sender", {
          params: { path: { id: channelId } },
          body: { line, perMinute: Number(perMinute) },
        }),
      );
      await onDone();
      toast({ message: t`Saved.` });
    } catch (fault) {
      setError(fault);
    }
    setBusy(false);
  };
  return (
    <section aria-labelledby="sender" className={style.card}>
      <h2 id="sender">{t`Who sends them`}</h2>
      <Form error={error} busy={busy} onSubmit={(typed) => void save(typed)}>
        <AreaField
          name="line"
          label={t`Name and postal address`}
          description={t`It stands at the foot of every bulletin, beside the way out. Many countries ask for it.`}
          defaultValue={sender?.line ?? ""}
          autosize
          minRows={2}
          maxLength={500}
          required
        />
        <TextField
          name="perMinute"
          type="number"
          label={t`Mails a minute, at most`}
          description={t`Your provider's help page says how many it takes. Each mail counts twice: a copy to your own address proves that it went out.`}
          defaultValue={String(sender?.perMinute ?? 60)}
          min={1}
          max={6000}
          required
        />
        <Submit>{t`Save`}</Submit>
      </Form>
    </section>
  );
}
