import { Plural, useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Names } from "../inbox/names.ts";
import { confirm } from "../shell/confirm.tsx";
import { toast } from "../shell/toasts.tsx";
import { RelativeTime, useZone } from "../ui/time.tsx";
import { ChannelFaces } from "./channel-faces.tsx";
import style from "./drafts.module.css";
import {
  beginFrom,
  removeTemplate,
  type Template,
  templatesQuery,
  useTemplatesLive,
} from "./templates-api.ts";

const BeginDialog = lazy(() => import("./template-dialogs.tsx").then((m) => ({ default: m.BeginDialog })));
const NameDialog = lazy(() => import("./template-dialogs.tsx").then((m) => ({ default: m.NameDialog })));

/** What is said again and again: begun from, named anew, changed, removed. */
export function TemplateList({ names }: { names: Names }) {
  const { t } = useLingui();
  const templates = useQuery(templatesQuery).data ?? [];
  useTemplatesLive();
  const [asked, setAsked] = useState<{ what: "begin" | "name"; template: Template }>();
  if (templates.length === 0) return null;
  const close = () => setAsked(undefined);
  return (
    <section className={style.part} id="templates" aria-labelledby="templates-title">
      <h2 id="templates-title">{t`Templates`}</h2>
      <ul className={style.list}>
        {templates.map((template) => (
          <TemplateRow
            key={template.id}
            template={template}
            names={names}
            onAsk={(what) => setAsked({ what, template })}
          />
        ))}
      </ul>
      <Suspense>
        {asked?.what === "begin" && <BeginDialog template={asked.template} onClose={close} />}
        {asked?.what === "name" && <NameDialog template={asked.template} onClose={close} />}
      </Suspense>
    </section>
  );
}

function TemplateRow({
  template,
  names,
  onAsk,
}: {
  template: Template;
  names: Names;
  onAsk(what: "begin" | "name"): void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const zone = useZone();
  const { name, brief, blanks, channelIds } = template;
  const maker = names.teammate(template.madeBy)?.name;
  const tell = (error: unknown) => toast({ message: (error as Error).message, tone: "bad" });
  const begin = async (leave: boolean) => {
    if (blanks.length > 0 && !leave) return onAsk("begin");
    const post = await beginFrom(template, { id: crypto.randomUUID(), zone, values: {}, leave });
    await navigate({ to: "/publishing/posts/$postId", params: { postId: post.id } });
  };
  const remove = async () => {
    const yes = await confirm({
      title: t`Remove the template ${name}?`,
      body: t`Posts that were begun from it stay as they are.`,
      yes: t`Remove`,
      danger: true,
    });
    if (yes) await removeTemplate(template.id);
  };
  return (
    <li className={style.row}>
      <ChannelFaces ids={channelIds} names={names} />
      <span className={style.words}>
        <b>{name}</b>
        <span className={style.brief}>{brief || t`Nothing written yet`}</span>
        <small>
          {maker} · <RelativeTime at={template.changedAt} />
          {blanks.length > 0 && (
            <>
              {" · "}
              <Plural value={blanks.length} one="# blank" other="# blanks" />
            </>
          )}
        </small>
      </span>
      {names.role !== "guest" && (
        <span className={style.deeds}>
          <Button
            size="xs"
            variant="default"
            aria-label={t`Begin a post from ${name}`}
            onClick={() => void begin(false).catch(tell)}
          >
            {t`Begin a post`}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="subtle" color="gray" px="xs" aria-label={t`More about ${name}`}>
                <IconDots size={16} stroke={1.7} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onAsk("name")}>{t`Rename`}</Menu.Item>
              <Menu.Item onClick={() => void begin(true).catch(tell)}>{t`Change what it says`}</Menu.Item>
              <Menu.Item onClick={() => void remove().catch(tell)}>{t`Remove`}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      )}
    </li>
  );
}
