import { useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import type { Names } from "../inbox/names.ts";
import { toast } from "../shell/toasts.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { wordsOf } from "./doc.ts";
import type { Editing } from "./editing.ts";
import { keepPost, type Post, type Version, versionsQuery } from "./posts-api.ts";
import style from "./versions-drawer.module.css";

/** How the post stood before, the newest first, and the way back to any of it. */
export function VersionsDrawer({
  post,
  editing,
  names,
  onClose,
}: {
  post: Post;
  editing: Editing;
  names: Names;
  onClose(): void;
}) {
  const { t } = useLingui();
  const versions = useQuery({ ...versionsQuery(post.id), staleTime: 0 }).data;
  const [busy, setBusy] = useState<number>();
  const restore = async (number: number) => {
    setBusy(number);
    try {
      // What is being written now becomes a version of its own first: nothing is lost by going back.
      await editing.flush();
      const path = { params: { path: { id: post.id, number } } };
      keepPost(await unwrap(api.POST("/posts/{id}/versions/{number}/restoration", path)));
      onClose();
      toast({ message: t`It stands as it did then.`, tone: "good" });
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
    setBusy(undefined);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Earlier versions`}
      size="32rem"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      {versions === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <ol className={style.versions}>
          {versions.map((version, index) => (
            <li key={version.number}>
              <div className={style.head}>
                <b>{names.teammate(version.userId)?.name}</b>
                <small>
                  <Why version={version} /> · <RelativeTime at={version.at} />
                </small>
                {index === 0 ? (
                  <small>{t`This is how it stands`}</small>
                ) : (
                  <Button
                    size="xs"
                    variant="default"
                    loading={busy === version.number}
                    onClick={() => void restore(version.number)}
                  >
                    {t`Restore`}
                  </Button>
                )}
              </div>
              <p>{wordsOf(version.base.parts).trim() || t`Nothing written yet`}</p>
              {version.variants
                .filter(({ own }) => own.parts !== undefined)
                .map(({ channelId, own }) => (
                  <p key={channelId} className={style.own}>
                    <small>{names.channel(channelId)?.name}</small>
                    {wordsOf(own.parts)}
                  </p>
                ))}
            </li>
          ))}
        </ol>
      )}
    </Modal>
  );
}

function Why({ version }: { version: Version }) {
  const { t } = useLingui();
  if (version.why === "planned") return t`Planned`;
  return version.why === "restored" ? t`Restored` : t`Written`;
}
