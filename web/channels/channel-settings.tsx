import { Trans, useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import style from "./channels.module.css";
import type { Channel } from "./channels-api.ts";
import { DeskChoice } from "./desk-choice.tsx";

type Signature = "name" | "initials" | "none";
interface Change {
  deskId?: string | null;
  signature?: Signature;
}

/** The desk a channel's conversations begin at, and how its answers are signed. Saved at once, each change can be undone. */
export function ChannelSettings({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const undoable = useUndo();
  const save = async (body: Change) => {
    await unwrap(api.PATCH("/channels/{id}", { params: { path: { id: channel.id } }, body }));
    await queryClient.invalidateQueries({ queryKey: ["channels"] });
  };
  const change = useMutation({
    // What held before is given along: once saved, the channel here is the new one.
    mutationFn: ({ next }: { before: Change; next: Change }) => save(next),
    onSuccess: (_, { before }) => undoable(t`Saved.`, () => save(before)),
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  return (
    <section aria-labelledby="settings" className={style.settings}>
      <h2 id="settings">
        <Trans>Settings</Trans>
      </h2>
      <DeskChoice
        value={channel.deskId}
        onChange={(deskId) => change.mutate({ before: { deskId: channel.deskId }, next: { deskId } })}
        disabled={change.isPending}
      />
      {channel.canReply && (
        <Select
          className={style.desk}
          label={t`Answers are signed`}
          description={t`So that people know which of you is speaking.`}
          value={channel.signature}
          onChange={(signature) =>
            signature &&
            change.mutate({
              before: { signature: channel.signature as Signature },
              next: { signature: signature as Signature },
            })
          }
          allowDeselect={false}
          disabled={change.isPending}
          data={[
            { value: "name", label: t`with the teammate's name` },
            { value: "initials", label: t`with the teammate's initials` },
            { value: "none", label: t`not at all` },
          ]}
        />
      )}
    </section>
  );
}
