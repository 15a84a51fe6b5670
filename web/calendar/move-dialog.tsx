import { useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { zoneName } from "../team/zones.ts";
import style from "./move-dialog.module.css";

/** Another time for a post, typed instead of dragged. */
export function MoveDialog({
  brief,
  local,
  zone,
  onMove,
  onClose,
}: {
  brief: string;
  /** How it stands: `2027-03-29T09:00`. */
  local: string;
  zone: string;
  onMove(local: string): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  const [picked, setPicked] = useState(local);
  return (
    <Modal opened onClose={onClose} title={t`Move to…`} size="sm">
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (picked) onMove(picked.slice(0, 16));
        }}
      >
        <p className={style.brief}>{brief}</p>
        <label>
          {t`Day and time in ${zoneName(zone)}`}
          <input
            type="datetime-local"
            required
            data-autofocus
            value={picked}
            onChange={(event) => setPicked(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={!picked}>
          {t`Move`}
        </Button>
      </form>
    </Modal>
  );
}
