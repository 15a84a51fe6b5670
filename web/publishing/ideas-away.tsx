import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { toast } from "../shell/toasts.tsx";
import { Empty } from "../ui/empty.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import style from "./ideas.module.css";
import { awayQuery, bringBack, type Idea, ideasAgain } from "./ideas-api.ts";

/** What has left the board: put away, or taken into a post. */
export function IdeasAway({ may, holds }: { may: boolean; holds(idea: Idea): boolean }) {
  const { t } = useLingui();
  const rows = useQuery(awayQuery).data?.filter(holds);
  if (!rows) return <Skeleton lines={4} />;
  if (rows.length === 0) return <Empty picture="quiet" title={t`Nothing is put away`} />;
  return (
    <ul className={style.away} aria-label={t`What is put away`}>
      {rows.map((idea) => (
        <li key={idea.id}>
          <p dir="auto">{idea.text || idea.source?.text || idea.link}</p>
          {idea.postId && (
            <Link to="/publishing/posts/$postId" params={{ postId: idea.postId }}>
              {t`See its post`}
            </Link>
          )}
          {may && idea.archived && (
            <Button
              variant="default"
              size="xs"
              onClick={() =>
                bringBack(idea.id).then(ideasAgain, (error: Error) =>
                  toast({ message: error.message, tone: "bad" }),
                )
              }
            >
              {t`Bring back`}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
