import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { announce } from "../shell/announce.tsx";
import { Note } from "../ui/note.tsx";
import style from "./settings.module.css";

/** Shown once. Each lets me in once when the app is not at hand. */
export function BackupCodes({ codes, onDone }: { codes: string[]; onDone(): void }) {
  const { t } = useLingui();
  const text = codes.join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => undefined);
    announce(t`Copied`);
  };
  const save = () => {
    const link = document.createElement("a");
    link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(`Rapport\n\n${text}\n`)}`;
    link.download = "rapport-backup-codes.txt";
    link.click();
  };
  return (
    <div className={style.stack}>
      <Note tone="warn">
        <Trans>
          Keep these where you keep important things. Each works once when the app is not at hand. They are
          not shown again.
        </Trans>
      </Note>
      <ol className={style.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={style.row}>
        <Button variant="default" onClick={() => void copy()}>
          <Trans>Copy</Trans>
        </Button>
        <Button variant="default" onClick={save}>
          <Trans>Save as a file</Trans>
        </Button>
        <Button onClick={onDone} data-autofocus>
          <Trans>I have kept them</Trans>
        </Button>
      </div>
    </div>
  );
}
