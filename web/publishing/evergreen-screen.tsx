import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select } from "@mantine/core";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useNames } from "../inbox/names.ts";
import { useCommands } from "../shell/commands.ts";
import { Page } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { isLead } from "../team/team-api.ts";
import { Empty } from "../ui/empty.tsx";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import drafts from "./drafts.module.css";
import style from "./evergreen.module.css";
import { libraryQuery } from "./evergreen-api.ts";
import { EvergreenPost } from "./evergreen-post.tsx";
import { pillarsQuery, usePostsLive } from "./posts-api.ts";
import { PublishingPlaces } from "./publishing-places.tsx";

const FillDialog = lazy(() => import("./fill-dialog.tsx").then((m) => ({ default: m.FillDialog })));
const SlotsDialog = lazy(() =>
  import("../calendar/slots-dialog.tsx").then((m) => ({ default: m.SlotsDialog })),
);

/** What may be said again, the longest rested first, and the way to put it into free slots. */
export function EvergreenScreen() {
  const { t } = useLingui();
  const names = useNames();
  const { workspace } = useSession();
  const zone = workspace.timeZone;
  const navigate = useNavigate({ from: "/publishing/evergreen" });
  const { channel } = useSearch({ from: "/app/publishing/evergreen" });
  // A channel that is gone filters nothing.
  const only = channel === undefined ? undefined : names.channel(channel);
  const library = useQuery(libraryQuery(zone, only?.id));
  const pillars = useQuery(pillarsQuery).data ?? [];
  const [open, setOpen] = useState<"fill" | "slots">();
  usePostsLive();
  const social = names.channels.filter(({ capabilities }) => !capabilities.carries?.subject);
  const posts = library.data ?? [];
  const may = names.role !== "guest" && posts.length > 0;
  const show = (id: string | undefined) =>
    void navigate({ search: id === undefined ? {} : { channel: id }, replace: true });
  const fill = () => setOpen("fill");
  useCommands(
    may
      ? [{ id: "evergreen.fill", keys: "f", label: t`Fill free slots`, group: t`Evergreen`, run: fill }]
      : [],
  );
  useShortcuts([
    { keys: "f", label: t`Fill free slots`, group: t`Evergreen`, enabled: may && !open, run: fill },
  ]);
  return (
    <Page
      title={t`Evergreen`}
      lead={t`What stays true may be said again, once it has rested.`}
      actions={
        may && (
          <Button leftSection={<IconCalendarPlus size={17} stroke={1.7} />} onClick={fill}>
            {t`Fill free slots`}
          </Button>
        )
      }
    >
      <PublishingPlaces />
      {social.length > 1 && (only || posts.length > 0) && (
        <Select
          className={style.filter ?? ""}
          aria-label={t`Channel`}
          placeholder={t`All channels`}
          data={social.map(({ id, label, handle }) => ({ value: id, label: `${label} · ${handle}` }))}
          value={only?.id ?? null}
          clearable
          clearButtonProps={{ "aria-label": t`All channels` }}
          onChange={(id) => show(id ?? undefined)}
        />
      )}
      {library.error && <Note tone="bad">{library.error.message}</Note>}
      {library.isPending && <Skeleton lines={6} />}
      {library.data &&
        (posts.length > 0 ? (
          <ul className={drafts.list} aria-label={t`Evergreen`}>
            {posts.map((post) => (
              <EvergreenPost
                key={post.id}
                post={post}
                pillar={pillars.find(({ id }) => id === post.pillarId)}
                names={names}
                zone={zone}
              />
            ))}
          </ul>
        ) : only ? (
          <Empty
            picture="nothing"
            title={t`Nothing may be said again on ${only.handle}`}
            action={
              <Button variant="default" onClick={() => show(undefined)}>
                {t`Show all channels`}
              </Button>
            }
          />
        ) : (
          <Empty
            picture="quiet"
            title={t`Nothing is evergreen yet`}
            action={
              <Button component={Link} to="/publishing">
                {t`Go to the posts`}
              </Button>
            }
          >
            <Trans>
              Open a post that stays true, and switch on “May be said again” beside its words. It comes to
              stand here.
            </Trans>
          </Empty>
        ))}
      <Suspense>
        {open === "fill" && (
          <FillDialog
            zone={zone}
            names={names}
            only={only}
            library={posts}
            {...(isLead(names.role) ? { onSlots: () => setOpen("slots") } : {})}
            onClose={() => setOpen(undefined)}
          />
        )}
        {open === "slots" && <SlotsDialog channels={social} zone={zone} onClose={fill} />}
      </Suspense>
    </Page>
  );
}
