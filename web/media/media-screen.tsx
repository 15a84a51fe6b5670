import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { Page } from "../shell/page.tsx";
import { Empty } from "../ui/empty.tsx";
import { AddressField } from "./address-field.tsx";
import style from "./media.module.css";
import { MediaDetail } from "./media-detail.tsx";
import { MediaGrid } from "./media-grid.tsx";
import { Sendings, useSendings } from "./sendings.tsx";

export const mediaTypes = "image/*,video/mp4,video/webm,video/quicktime,application/pdf";

/** Every picture and film of the workspace: once, described, and with where it is used. */
export function MediaScreen() {
  const { t } = useLingui();
  const [open, setOpen] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  const sendings = useSendings((file) =>
    setOpen((now) => now ?? (file.alt === "" ? file.fileId : undefined)),
  );
  const button = (
    <Button leftSection={<IconUpload size={17} stroke={1.7} />} onClick={() => picker.current?.click()}>
      {t`Upload`}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped and pasted anywhere; the button does the same
    <div
      className={style.ground}
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        sendings.add(event.dataTransfer.files);
      }}
      onPaste={(event) => event.clipboardData.files.length > 0 && sendings.add(event.clipboardData.files)}
    >
      <Page
        wide
        title={t`Media`}
        lead={t`Every picture and film once, described, and with where it is used.`}
        actions={button}
      >
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept={mediaTypes}
          onChange={(event) => {
            if (event.target.files) sendings.add(event.target.files);
            event.target.value = "";
          }}
        />
        <AddressField onFetched={(file) => setOpen(file.fileId)} />
        <Sendings sendings={sendings.items} />
        <MediaGrid
          onOpen={(file) => setOpen(file.fileId)}
          empty={
            <Empty picture="quiet" title={t`Nothing is kept here yet`}>
              <Trans>
                Drop pictures and films here, paste them, or choose them. Posts and replies bring theirs
                along.
              </Trans>
            </Empty>
          }
        />
        {open && <MediaDetail fileId={open} onClose={() => setOpen(undefined)} />}
      </Page>
    </div>
  );
}
