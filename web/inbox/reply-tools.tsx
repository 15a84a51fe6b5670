import { useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { IconAlertTriangle, IconChevronDown, IconEyeOff, IconPaperclip, IconSend } from "@tabler/icons-react";
import { useRef } from "react";
import style from "./reply-form.module.css";
import type { Channel, Visibility } from "./shapes.ts";
import { visibilityWords } from "./words.ts";

/** What happens to the conversation once the reply is on its way. */
export type Then = "stay" | "close" | "next";

/** What the network lets one add to a reply: pictures, a content warning, who can see it. */
export function ReplyTools({
  channel,
  onFiles,
  warning,
  onWarning,
  visibility,
  offered,
  onVisibility,
}: {
  channel: Channel;
  onFiles(files: FileList | File[]): void;
  warning: string | null;
  onWarning(warning: string | null): void;
  visibility: Visibility | null | undefined;
  offered: readonly Visibility[];
  onVisibility(visibility: Visibility): void;
}) {
  const { t, i18n } = useLingui();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      {channel.capabilities.media && (
        <>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={channel.capabilities.media.types.join(",")}
            onChange={(event) => {
              onFiles(event.target.files ?? []);
              event.target.value = "";
            }}
          />
          <button
            type="button"
            className={style.tool}
            aria-label={t`Add a picture or a file`}
            title={t`Add a picture or a file`}
            onClick={() => picker.current?.click()}
          >
            <IconPaperclip size={17} stroke={1.6} />
          </button>
        </>
      )}
      {channel.capabilities.contentWarning && (
        <button
          type="button"
          className={style.tool}
          aria-pressed={warning !== null}
          aria-label={t`Content warning`}
          title={t`Content warning`}
          onClick={() => onWarning(warning === null ? "" : null)}
        >
          <IconAlertTriangle size={17} stroke={1.6} />
        </button>
      )}
      {offered.length > 1 && visibility && (
        <Menu position="top-start">
          <Menu.Target>
            <button type="button" className={style.tool} title={t`Who can see it`}>
              <IconEyeOff size={16} stroke={1.6} />
              <span>{visibilityWords[visibility] ? i18n._(visibilityWords[visibility]) : visibility}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((one) => (
              <Menu.Item key={one} onClick={() => onVisibility(one)} aria-current={one === visibility}>
                {visibilityWords[one] ? i18n._(visibilityWords[one]) : one}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

/** Sends, and with it closes or goes on. */
export function SendButtons({
  words,
  color,
  busy,
  blocked,
  onSend,
}: {
  words: string;
  color: string;
  busy: boolean;
  blocked: boolean;
  onSend(then: Then): void;
}) {
  const { t } = useLingui();
  return (
    <span className={style.send}>
      <Button
        size="xs"
        loading={busy}
        disabled={blocked}
        onClick={() => onSend("stay")}
        color={color}
        leftSection={<IconSend size={15} stroke={1.7} />}
      >
        {words}
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <Button size="xs" disabled={blocked} aria-label={t`More ways to send`} className={style.split}>
            <IconChevronDown size={15} stroke={1.9} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onSend("close")}>{t`Send and close`}</Menu.Item>
          <Menu.Item onClick={() => onSend("next")}>{t`Send, close, and on to the next`}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
