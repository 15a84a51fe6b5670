import { useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { AddressField } from "./address-field.tsx";
import style from "./media.module.css";
import type { Stored } from "./media-api.ts";
import { MediaGrid } from "./media-grid.tsx";

/** Takes files of the library, or of the web, into a message; each comes with its description. */
export function MediaPicker({ onPick, onClose }: { onPick(files: Stored[]): void; onClose(): void }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Stored>>(new Map());
  const toggle = (file: Stored) =>
    setChosen((now) => {
      const next = new Map(now);
      if (!next.delete(file.fileId)) next.set(file.fileId, file);
      return next;
    });
  const count = chosen.size;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`From the library`}
      size="52rem"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <AddressField onFetched={toggle} />
      <MediaGrid
        chosen={new Set(chosen.keys())}
        onOpen={toggle}
        empty={<p className={style.none}>{t`Nothing is kept here yet.`}</p>}
      />
      <div className={style.pick}>
        <Button
          disabled={count === 0}
          onClick={() => {
            onPick([...chosen.values()]);
            onClose();
          }}
        >
          {count > 1 ? t`Take ${count} files` : t`Take it`}
        </Button>
      </div>
    </Modal>
  );
}
