import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Select, TextInput } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNames } from "../inbox/names.ts";
import { announce } from "../shell/announce.tsx";
import { Note } from "../ui/note.tsx";
import style from "./kept-dialog.module.css";
import { beginPause } from "./pauses-api.ts";

/** Asks why, and whether everything or one channel; then nothing goes out any more. */
export function PauseDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const names = useNames();
  const [channelId, setChannel] = useState("");
  const [reason, setReason] = useState("");
  const begin = useMutation({
    mutationFn: () => beginPause({ channelId: channelId || null, reason: reason.trim() }),
    onSuccess: () => {
      announce(t`Paused. Nothing goes out any more.`);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Pause what goes out`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <form
        className={style.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== "") begin.mutate();
        }}
      >
        <p className={style.lead}>
          <Trans>
            Posts and replies stop at once, also those that are just about to leave. Drafts can be written on.
            When you end the pause, you are asked about each thing that it kept back.
          </Trans>
        </p>
        <TextInput
          label={t`Why`}
          description={t`The team reads it over every screen.`}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={300}
          data-autofocus
        />
        <Select
          label={t`What`}
          data={[
            { value: "", label: t`Everything` },
            ...names.channels
              .filter(({ canReply }) => canReply)
              .map((one) => ({ value: one.id, label: `${one.name || one.handle} · ${one.label}` })),
          ]}
          value={channelId}
          allowDeselect={false}
          onChange={(value) => setChannel(value ?? "")}
        />
        {begin.error && <Note tone="bad">{begin.error.message}</Note>}
        <div className={style.deeds}>
          <Button
            type="submit"
            color="bad"
            leftSection={<IconHandStop size={17} stroke={1.7} />}
            loading={begin.isPending}
            disabled={reason.trim() === ""}
          >
            {channelId ? t`Pause this channel` : t`Pause everything`}
          </Button>
          <Button variant="default" onClick={onClose}>{t`Cancel`}</Button>
        </div>
      </form>
    </Modal>
  );
}
