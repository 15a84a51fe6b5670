import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconZoomIn } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Channel } from "../inbox/shapes.ts";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Editing } from "./editing.ts";
import style from "./letter.module.css";
import { letterQuery } from "./letter-api.ts";
import { LetterDialog } from "./letter-dialog.tsx";
import { Envelope } from "./letter-envelope.tsx";
import { LetterFrame } from "./letter-frame.tsx";
import type { Post } from "./posts-api.ts";
import { TestMail } from "./test-mail.tsx";

/** What a subscriber will find in their mailbox, and a way to try it on oneself. */
export function LetterPreview({
  post,
  editing,
  channel,
}: {
  post: Post;
  editing: Editing;
  channel: Channel;
}) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const asked = useQuery({
    ...letterQuery(post.id, channel.id, post.version),
    placeholderData: (before) => before,
  });
  if (asked.error && !asked.data) return <Note tone="bad">{asked.error.message}</Note>;
  if (!asked.data) return <Skeleton lines={6} />;
  const letter = asked.data;
  return (
    <div className={style.letter}>
      {letter.senderless && (
        <Note tone="warn">
          <Trans>
            Nothing says yet who sends it.{" "}
            <Link to={`/channels/${channel.id}/subscribers` as "/"}>Write it with the subscribers.</Link>
          </Trans>
        </Note>
      )}
      <section className={style.sheet} aria-label={t`The mail, as on a telephone`}>
        <Envelope letter={letter} />
        <LetterFrame html={letter.html} subject={letter.subject} />
      </section>
      <Button
        variant="default"
        leftSection={<IconZoomIn size={17} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        {t`Wide, and as plain text`}
      </Button>
      <TestMail post={post} editing={editing} channelId={channel.id} address={letter.to.address} />
      {open && <LetterDialog letter={letter} onClose={() => setOpen(false)} />}
    </div>
  );
}
