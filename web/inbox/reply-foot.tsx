import { useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { IconAlertTriangle, IconChevronDown, IconEyeOff, IconPaperclip, IconSend } from "@tabler/icons-react";
import { useRef } from "react";
import { networkName } from "../ui/network.tsx";
import type { Count } from "./composer-rules.ts";
import style from "./reply-form.module.css";
import type { Channel, Visibility } from "./shapes.ts";
import { visibilityWords } from "./words.ts";

/** What happens to the conversation once its reply is on the way. */
export type Then = "stay" | "close" | "next";

/** Beneath the reply: what the network offers, how much room is left, and the ways to send. */
export function ReplyFoot({
  channel,
  warned,
  onWarn,
  visibility,
  onVisibility,
  onFiles,
  words,
  count,
  held,
  busy,
  blocked,
  onSend,
}: {
  channel: Channel;
  /** A content warning is being written. */
  warned: boolean;
  onWarn(): void;
  visibility: Visibility | null;
  onVisibility(next: Visibility): void;
  onFiles(files: FileList): void;
  /** How the draft stands. */
  words: string;
  count: Count;
  /** The gate would hold it for a lead. */
  held: boolean;
  busy: boolean;
  blocked: boolean;
  onSend(then: Then): void;
}) {
  const { t, i18n } = useLingui();
  const picker = useRef<HTMLInputElement>(null);
  const { media, contentWarning } = channel.capabilities;
  const offered = channel.capabilities.visibilities as Visibility[];
  const left = count.most === null ? null : count.most - count.used;
  const missing = left === null ? 0 : -left;
  const network = networkName(channel.network);
  const say = (one: Visibility) => (visibilityWords[one] ? i18n._(visibilityWords[one]) : one);
  return (
    <div className={style.foot}>
      {media && (
        <>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={media.types.join(",")}
            onChange={(event) => {
              if (event.target.files) onFiles(event.target.files);
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
      {contentWarning && (
        <button
          type="button"
          className={style.tool}
          aria-pressed={warned}
          aria-label={t`Content warning`}
          title={t`Content warning`}
          onClick={onWarn}
        >
          <IconAlertTriangle size={17} stroke={1.6} />
        </button>
      )}
      {offered.length > 1 && visibility && (
        <Menu position="top-start">
          <Menu.Target>
            <button type="button" className={style.tool} title={t`Who can see it`}>
              <IconEyeOff size={16} stroke={1.6} />
              <span>{say(visibility)}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((one) => (
              <Menu.Item
                key={one}
                onClick={() => onVisibility(one)}
                aria-current={one === visibility || undefined}
              >
                {say(one)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <span className={style.kept}>{words}</span>
      <span id="reply-count" className={style.count} data-over={missing > 0}>
        {left !== null && (
          <>
            <span className="visually-hidden">{missing > 0 ? t`${missing} too many` : t`${left} left`}</span>
            <span aria-hidden="true">{left}</span>
          </>
        )}
      </span>
      <span className={style.send}>
        <Button
          size="xs"
          loading={busy}
          disabled={blocked}
          onClick={() => onSend("stay")}
          color={held ? "warn" : "accent"}
          leftSection={<IconSend size={15} stroke={1.7} />}
        >
          {held
            ? t`Send for a look`
            : channel.network === "email"
              ? t`Send the e-mail`
              : t`Send to ${network}`}
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <Button
              size="xs"
              disabled={blocked}
              color={held ? "warn" : "accent"}
              aria-label={t`More ways to send`}
              className={style.split}
            >
              <IconChevronDown size={15} stroke={1.9} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onSend("close")}>{t`Send and close`}</Menu.Item>
            <Menu.Item onClick={() => onSend("next")}>{t`Send, close, and on to the next`}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  );
}
