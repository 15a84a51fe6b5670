import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { Ways } from "../inbox/delivery-card.tsx";
import { ReasonList } from "../inbox/reason-list.tsx";
import type { Channel } from "../inbox/shapes.ts";
import { confirm } from "../shell/confirm.tsx";
import { toast } from "../shell/toasts.tsx";
import { networkName } from "../ui/network.tsx";
import { useZone } from "../ui/time.tsx";
import { formatFull } from "../ui/when.ts";
import { Count } from "./counts.tsx";
import { keepPost, type Post, type PostDelivery, postQuery } from "./posts-api.ts";
import style from "./story.module.css";
import { statusWords } from "./words.ts";

const dead = new Set(["failed", "cancelled"]);
/** It is out, stands there still, and nobody is about to take it back. */
const stands = ({ status, goneAt, changes }: PostDelivery): boolean =>
  status === "sent" &&
  goneAt === null &&
  !changes.some((one) => one.kind === "remove" && !dead.has(one.status));
const mayRemove = (channel: Channel | undefined) => channel?.capabilities.acts.includes("remove") ?? false;

/** The channels on which something stands that can be taken back. */
export const removable = (post: Post, channelOf: (id: string) => Channel | undefined): Channel[] =>
  post.variants.flatMap(({ channelId, deliveries }) => {
    const channel = channelOf(channelId);
    return channel && mayRemove(channel) && deliveries.some(stands) ? [channel] : [];
  });

/** Takes the post back on one network, or on all where it stands, after a question. */
export function RemoveButton({ postId, channels }: { postId: string; channels: readonly Channel[] }) {
  const { t } = useLingui();
  const [only] = channels;
  if (!only) return null;
  const network = networkName(only.network);
  const everywhere = channels.length > 1;
  const remove = async () => {
    const yes = await confirm({
      title: everywhere ? t`Delete it everywhere?` : t`Delete it on ${network}?`,
      body: t`It is taken off the network with all its parts. Those who have seen it have seen it, and this cannot be undone.`,
      yes: t`Delete`,
      danger: true,
    });
    if (!yes) return;
    try {
      const body = { channelIds: channels.map(({ id }) => id) };
      keepPost(await unwrap(api.POST("/posts/{id}/removals", { params: { path: { id: postId } }, body })));
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
  };
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      className={style.deed}
      onClick={() => void remove()}
    >
      {everywhere ? t`Delete everywhere` : t`Delete on ${network}`}
    </Button>
  );
}

/** Other words in the place of what stands. */
export function EditButton({
  postId,
  delivery,
  channel,
}: {
  postId: string;
  delivery: PostDelivery;
  channel: Channel;
}) {
  const { t } = useLingui();
  const [text, setText] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!channel.capabilities.acts.includes("edit") || !stands(delivery)) return null;
  const network = networkName(channel.network);
  const close = () => setText(undefined);
  const save = async () => {
    setBusy(true);
    try {
      const body = { deliveryId: delivery.id, text: text ?? "" };
      keepPost(await unwrap(api.POST("/posts/{id}/edits", { params: { path: { id: postId } }, body })));
      close();
    } catch (error) {
      setTrouble((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        className={style.deed}
        onClick={() => {
          setTrouble(undefined);
          setText(delivery.text);
        }}
      >
        {t`Change on ${network}`}
      </Button>
      <Modal
        opened={text !== undefined}
        onClose={close}
        title={t`Change on ${network}`}
        closeButtonProps={{ "aria-label": t`Close` }}
      >
        <Textarea
          label={t`What shall stand there`}
          description={t`The network shows that it was changed, and keeps what stood before.`}
          value={text ?? ""}
          autosize
          minRows={4}
          maxRows={14}
          error={trouble}
          data-autofocus
          onChange={(event) => setText(event.target.value)}
        />
        <div className={style.dialogFoot}>
          <Count channel={channel} text={text ?? ""} warning="" quote={undefined} />
          <Button
            loading={busy}
            disabled={(text ?? "").trim() === "" || text === delivery.text}
            onClick={() => void save()}
          >
            {t`Change`}
          </Button>
        </div>
      </Modal>
    </>
  );
}

/** What was done about a part since it went out. */
export function StoryChanges({ postId, delivery }: { postId: string; delivery: PostDelivery }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const { changes, goneAt } = delivery;
  const removed = changes.some((one) => one.kind === "remove" && one.status === "sent");
  const time = (at: string) => formatFull(new Date(at), i18n.locale, zone);
  const live = changes.filter(({ status }) => status !== "sent" && status !== "cancelled");
  const edits = changes.filter(({ kind, status }) => kind === "edit" && status === "sent");
  const [lastEdit] = edits.slice(-1);
  return (
    <>
      {lastEdit && (
        <p>
          {plural(edits.length, { one: "Changed once", other: "Changed # times" })} ·{" "}
          <time dateTime={lastEdit.sentAt ?? ""}>{time(lastEdit.sentAt ?? lastEdit.createdAt)}</time>
        </p>
      )}
      {goneAt && (
        <p className={style.gone}>
          {removed ? t`Deleted there` : t`It is gone from there, and not by us`} ·{" "}
          <time dateTime={goneAt}>{time(goneAt)}</time>
        </p>
      )}
      {live.map((one) => (
        <div key={one.id} className={style.change}>
          <p>
            {one.kind === "edit" ? t`To be changed to:` : t`To be deleted`}{" "}
            {one.kind === "edit" && <q>{one.text}</q>} · {i18n._(statusWords[one.status])}
          </p>
          {one.fault && (
            <p className={style.fault}>
              {one.fault.message} {one.fault.advice}
            </p>
          )}
          {one.status === "held" && <ReasonList reasons={one.reasons} />}
          <Ways
            delivery={one}
            onDone={() => void queryClient.invalidateQueries({ queryKey: postQuery(postId).queryKey })}
          />
        </div>
      ))}
    </>
  );
}
