import { useLingui } from "@lingui/react/macro";
import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatBytes } from "../inbox/attachments.tsx";
import { useNames } from "../inbox/names.ts";
import { ownSrc } from "../inbox/own-src.ts";
import { confirm } from "../shell/confirm.tsx";
import { toast } from "../shell/toasts.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { FocalPoint } from "./focal-point.tsx";
import style from "./media.module.css";
import { changeMedia, type MediaWhole, removeMedia, wholeQuery } from "./media-api.ts";
import { formatLength, MediaLook } from "./media-look.tsx";
import { MediaUses } from "./media-uses.tsx";

/** One file: what it shows, what has to stay in view, where it is used; and the way out of the library. */
export function MediaDetail({ fileId, onClose }: { fileId: string; onClose(): void }) {
  const { t } = useLingui();
  const whole = useQuery({ ...wholeQuery(fileId), staleTime: 0 }).data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={whole?.name ?? t`Media`}
      size="46rem"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      {whole ? <Whole key={whole.fileId} file={whole} onClose={onClose} /> : <Skeleton lines={6} />}
    </Modal>
  );
}

function Whole({ file, onClose }: { file: MediaWhole; onClose(): void }) {
  const { t } = useLingui();
  const [name, setName] = useState(file.name);
  const [alt, setAlt] = useState(file.alt);
  const [focus, setFocus] = useState(file.focus);
  const { fileId, kind, name: called } = file;
  const changed = name.trim() !== called || alt.trim() !== file.alt || focus !== file.focus;
  const trouble = (error: Error) => toast({ message: error.message, tone: "bad" });
  const save = useMutation({
    mutationFn: () => changeMedia(fileId, { name: name.trim() || called, alt: alt.trim(), focus }),
    onSuccess: () => {
      toast({ message: t`Saved.`, tone: "good" });
      onClose();
    },
    onError: trouble,
  });
  const remove = useMutation({ mutationFn: () => removeMedia(fileId), onSuccess: onClose, onError: trouble });
  const askRemove = async () => {
    const yes = await confirm({
      title: t`Remove ${called}?`,
      body: t`Nothing uses it. It is gone for everyone, and cannot be taken back.`,
      yes: t`Remove`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <div className={style.whole}>
      <div className={style.show}>
        {kind === "image" ? (
          <FocalPoint fileId={fileId} focus={focus} onChange={setFocus} />
        ) : kind === "video" ? (
          // biome-ignore lint/a11y/useMediaCaption: a film keeps no captions of its own here, so there are none to show
          <video className={style.film} src={ownSrc(`/api/media/${fileId}`)} controls preload="metadata" />
        ) : (
          <MediaLook file={file} />
        )}
        {kind === "image" && (
          <p className={style.hint}>{t`The point stays in view where a picture is cut.`}</p>
        )}
        <Facts file={file} />
      </div>
      <div className={style.fields}>
        <TextInput
          label={t`Name`}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {kind !== "file" && (
          <Textarea
            label={t`Description`}
            description={t`For people who do not see it. Offered whenever it is used.`}
            value={alt}
            maxLength={1500}
            autosize
            minRows={3}
            onChange={(event) => setAlt(event.currentTarget.value)}
          />
        )}
        <MediaUses uses={file.uses} />
        <div className={style.deeds}>
          <Button
            variant="subtle"
            color="red"
            disabled={file.uses.length > 0}
            loading={remove.isPending}
            onClick={() => void askRemove()}
          >{t`Remove`}</Button>
          <Button
            disabled={!changed}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >{t`Save`}</Button>
        </div>
        {file.uses.length > 0 && <p className={style.hint}>{t`What is used cannot be removed.`}</p>}
      </div>
    </div>
  );
}

function Facts({ file }: { file: MediaWhole }) {
  const { i18n } = useLingui();
  const names = useNames();
  const { width, height, seconds, videoCodec, audioCodec, bytes, madeAt, madeBy } = file;
  const facts = [
    width && height ? `${width} × ${height}` : "",
    seconds ? formatLength(seconds) : "",
    [videoCodec, audioCodec].filter(Boolean).join(" + "),
    formatBytes(bytes, i18n.locale),
  ].filter(Boolean);
  return (
    <p className={style.facts}>
      {facts.join(" · ")}
      <br />
      {names.teammate(madeBy)?.name} · <RelativeTime at={madeAt} />
    </p>
  );
}
