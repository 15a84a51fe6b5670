import { useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { announce } from "../shell/announce.tsx";
import style from "./copy-field.module.css";

/** Something to take elsewhere: a link, a key. Selects itself when clicked; the button copies and says so. */
export function CopyField({ label, value, help }: { label: string; value: string; help?: string }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Without https the clipboard is closed to pages: the text stands selected for Ctrl+C.
      return announce(t`Selected. Copy it with the keyboard.`);
    }
    setCopied(true);
    announce(t`Copied`);
  };
  return (
    <div className={style.row}>
      <TextInput
        ref={input}
        label={label}
        description={help}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        className={style.field}
      />
      <Button
        variant="default"
        leftSection={copied ? <IconCheck size={16} stroke={1.8} /> : <IconCopy size={16} stroke={1.6} />}
        onClick={() => void copy()}
      >
        {copied ? t`Copied` : t`Copy`}
      </Button>
    </div>
  );
}
