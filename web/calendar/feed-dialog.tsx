import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient } from "../api/query.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { Note } from "../ui/note.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { closeFeed, feedQuery, openFeed } from "./calendar-api.ts";
import style from "./feed-dialog.module.css";

/** A link of one's own that other calendars (a phone, Thunderbird) can follow. */
export function FeedDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const since = useQuery(feedQuery).data?.since;
  const refresh = () => queryClient.invalidateQueries({ queryKey: feedQuery.queryKey });
  const open = useMutation({ mutationFn: openFeed, onSuccess: refresh });
  const close = useMutation({
    mutationFn: closeFeed,
    onSuccess() {
      open.reset();
      return refresh();
    },
  });
  const error = open.error ?? close.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Follow in another calendar`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.body}>
        <p>
          <Trans>
            With this link a calendar on your phone or computer shows what is planned here. Whoever has the
            link can read along, so keep it to yourself.
          </Trans>
        </p>
        {open.data && (
          <CopyField label={t`Your link`} value={open.data.link} help={t`It is shown this once.`} />
        )}
        {since && !open.data && (
          <p className={style.since}>
            <Trans>
              You have had a link since <RelativeTime at={since} />. A new one ends it.
            </Trans>
          </p>
        )}
        {error && <Note tone="bad">{error.message}</Note>}
        <div className={style.acts}>
          {since && (
            <Button variant="default" loading={close.isPending} onClick={() => close.mutate()}>
              <Trans>End my link</Trans>
            </Button>
          )}
          {!open.data && (
            <Button loading={open.isPending} onClick={() => open.mutate()}>
              {since ? <Trans>Make a new link</Trans> : <Trans>Make a link</Trans>}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
