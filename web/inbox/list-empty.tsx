import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Empty } from "../ui/empty.tsx";
import type { Names } from "./names.ts";
import type { Place } from "./place.ts";
import { channelsQuery, summaryQuery } from "./queries.ts";
import { filtersOf } from "./question.ts";

/** Why a list has nothing, and what one can do about it: each view says it in its own way. */
export function ListEmpty({ place, names }: { place: Place; names: Names }) {
  const { t } = useLingui();
  const channels = useQuery(channelsQuery);
  const reading = useQuery(summaryQuery).data?.channels.some((one) => one.completeTo === null);
  const lead = names.role === "owner" || names.role === "lead";

  if (Object.keys(filtersOf(place.search)).length > 0)
    return (
      <Empty
        picture="nothing"
        title={t`Nothing like that`}
        action={
          <Button variant="default" onClick={() => place.showList(place.view)}>
            {t`Take the filters off`}
          </Button>
        }
      >
        {t`No conversation here fits these filters.`}
      </Empty>
    );
  if (channels.isSuccess && channels.data.length === 0)
    return (
      <Empty
        picture="channels"
        title={t`No channel speaks yet`}
        action={
          lead && (
            <Button component={Link} to={"/channels" as "/"}>
              {t`Connect a channel`}
            </Button>
          )
        }
      >
        {lead
          ? t`Connect the first one, and its conversations of the last months arrive here.`
          : t`A lead connects the first one; then its conversations arrive here.`}
      </Empty>
    );
  if (reading && place.view === "open")
    return (
      <Empty picture="channels" title={t`The past is on its way`}>
        {t`The channels are being read. Conversations appear here as they come.`}
      </Empty>
    );
  switch (place.view) {
    case "open":
      // Feeds alone: nobody was ever listened to, so nobody is known to be quiet.
      if (channels.isSuccess && !channels.data.some((one) => one.canReply))
        return (
          <Empty
            picture="channels"
            title={t`Nobody can write to you here yet`}
            action={
              lead && (
                <Button component={Link} to={"/channels/connect" as "/"}>
                  {t`Connect a channel`}
                </Button>
              )
            }
          >
            {t`What your feeds bring stands under Closed and in the search. People come with a channel on which they can be answered.`}
          </Empty>
        );
      return (
        <Empty picture="quiet" title={t`All quiet`}>
          {t`Everyone who wrote has had an answer. Time for a coffee.`}
        </Empty>
      );
    case "mine":
      return (
        <Empty
          picture="quiet"
          title={t`Nothing of yours is open`}
          action={
            <Button variant="default" onClick={() => place.showList("unassigned")}>
              {t`See what nobody has taken`}
            </Button>
          }
        >
          {t`What you take, or are given, stands here.`}
        </Empty>
      );
    case "unassigned":
      return (
        <Empty picture="people" title={t`Everything is in good hands`}>
          {t`Each open conversation has somebody.`}
        </Empty>
      );
    case "waiting":
      return (
        <Empty picture="quiet" title={t`Nobody waits`}>
          {t`The last word in every open conversation is yours.`}
        </Empty>
      );
    case "snoozed":
      return (
        <Empty picture="quiet" title={t`Nothing sleeps`}>
          {t`Press S in a conversation, and it comes back when you say.`}
        </Empty>
      );
    case "closed":
      return (
        <Empty picture="nothing" title={t`Nothing is closed yet`}>
          {t`Closed conversations stay here with their outcome.`}
        </Empty>
      );
    default:
      return (
        <Empty picture="quiet" title={t`Nothing in this view`}>
          {t`What answers its question appears by itself.`}
        </Empty>
      );
  }
}
