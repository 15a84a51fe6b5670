import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconHandStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { refetchOnLive } from "../api/live.ts";
import { withWords } from "../i18n.ts";
import { useNames } from "../inbox/names.ts";
import { useCommands } from "../shell/commands.ts";
import { useSession } from "../shell/session.ts";
import { useSettled } from "../shell/settled.ts";
import { RelativeTime } from "../ui/time.tsx";
import style from "./pause-banner.module.css";
import { type Pause, pauseAsked, pausesQuery } from "./pauses-api.ts";

const BeginDialog = lazy(
  withWords(() => import("./pause-dialog.tsx").then((m) => ({ default: m.PauseDialog }))),
);
const KeptDialog = lazy(
  withWords(() => import("./kept-dialog.tsx").then((m) => ({ default: m.KeptDialog }))),
);

/** Over every screen while something is paused, or while what was kept back waits for a word: who, since when, why. */
export function PauseBanner() {
  const { t } = useLingui();
  const { role } = useSession().teammate;
  const { data } = useQuery({ ...pausesQuery, enabled: useSettled() });
  const asked = pauseAsked.use();
  useEffect(() => refetchOnLive("pauses", pausesQuery.queryKey), []);
  const leads = role === "lead" || role === "owner";
  const pauses = data?.rows ?? [];
  const kept = data?.keptBack ?? 0;
  const close = () => pauseAsked.set(undefined);
  useCommands(
    leads
      ? [
          {
            id: "pause.begin",
            label: t`Pause everything`,
            keywords: t`crisis stop emergency hold`,
            group: t`Publishing`,
            icon: <IconHandStop size={17} stroke={1.6} />,
            run: () => pauseAsked.set("begin"),
          },
        ]
      : [],
  );
  return (
    <>
      <div role="status">
        {pauses.length > 0 && (
          <div className={style.banner}>
            <IconHandStop size={18} stroke={1.7} />
            <div className={style.words}>
              {pauses.map((pause) => (
                <One key={pause.id} pause={pause} />
              ))}
            </div>
            <button type="button" className={style.open} onClick={() => pauseAsked.set("kept")}>
              {kept > 0
                ? plural(kept, { one: "# kept back", other: "# kept back" })
                : t`Nothing kept back yet`}
              {leads && <b>{t`End it…`}</b>}
            </button>
          </div>
        )}
        {pauses.length === 0 && kept > 0 && leads && (
          <div className={style.banner} data-over="true">
            <IconHandStop size={18} stroke={1.7} />
            <p className={style.words}>
              {plural(kept, {
                one: "The pause is over. # thing that it kept back waits for your word.",
                other: "The pause is over. # things that it kept back wait for your word.",
              })}
            </p>
            <button type="button" className={style.open} onClick={() => pauseAsked.set("kept")}>
              <b>{t`Decide…`}</b>
            </button>
          </div>
        )}
      </div>
      <Suspense>
        {asked === "begin" && <BeginDialog onClose={close} />}
        {asked === "kept" && <KeptDialog pauses={pauses} leads={leads} onClose={close} />}
      </Suspense>
    </>
  );
}

function One({ pause }: { pause: Pause }) {
  const { t } = useLingui();
  const names = useNames();
  const channel = pause.channelId ? names.channel(pause.channelId) : undefined;
  const what = channel ? channel.name || channel.handle : "";
  return (
    <p>
      <b>{pause.channelId ? t`${what} is paused` : t`Everything is paused`}</b>
      {": "}
      <bdi>{pause.reason}</bdi>{" "}
      <small>
        <bdi>{names.teammate(pause.begunBy)?.name}</bdi>, <RelativeTime at={pause.begunAt} />
      </small>
    </p>
  );
}
