import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, sendBytes, unwrap } from "../api/client.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { profileChanged } from "./profile-api.ts";
import style from "./settings.module.css";

const types = "image/jpeg,image/png,image/webp,image/avif,image/gif";
const most = 10 * 1024 * 1024;

/** My picture: chosen, seen at once as it will stand, sent as it is; the server cuts and shrinks it. */
export function PortraitField({ name, portrait, id }: { name: string; portrait: string | null; id: string }) {
  const { t } = useLingui();
  const undoable = useUndo();
  const input = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<string>();
  useEffect(() => () => (preview ? URL.revokeObjectURL(preview) : undefined), [preview]);
  const put = async (picture: Blob) => {
    await sendBytes("PUT", "/me/portrait", picture);
    await profileChanged();
  };
  const upload = useMutation({
    mutationFn: put,
    onSuccess: () => toast({ message: t`Your portrait is set.`, tone: "good" }),
    onError: (error) => toast({ message: error.message, tone: "bad" }),
    onSettled: () => setPreview(undefined),
  });
  const remove = useMutation({
    async mutationFn() {
      const before = portrait ? await (await fetch(portrait)).blob() : undefined;
      await unwrap(api.DELETE("/me/portrait"));
      await profileChanged();
      return before;
    },
    onSuccess: (before) => undoable(t`Your portrait was removed.`, () => before && put(before)),
    onError: (error) => toast({ message: error.message, tone: "bad" }),
  });
  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > most) return toast({ message: t`This picture is larger than 10 MB.`, tone: "bad" });
    setPreview(URL.createObjectURL(file));
    upload.mutate(file);
  };
  return (
    <div className={style.portrait}>
      <Avatar name={name} image={preview ?? portrait ?? undefined} seed={id} size={88} />
      <Avatar name={name} image={preview ?? portrait ?? undefined} seed={id} size={32} />
      <div className={style.portraitDoes}>
        <input
          ref={input}
          id="portrait"
          type="file"
          accept={types}
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t`Portrait`}
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        <div className={style.row}>
          <Button variant="default" loading={upload.isPending} onClick={() => input.current?.click()}>
            {portrait ? <Trans>Another portrait</Trans> : <Trans>Choose a portrait</Trans>}
          </Button>
          {portrait && (
            <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
              <Trans>Remove</Trans>
            </Button>
          )}
        </div>
        <p className={style.faint}>
          <Trans>A face works best. The middle of the picture is what shows.</Trans>
        </p>
      </div>
    </div>
  );
}
