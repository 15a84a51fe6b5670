import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { pushState, switchPushOff, switchPushOn } from "./push.ts";
import style from "./settings.module.css";

const queryKey = ["push-state"];

/** Whether this browser shows notifications while Rapport is closed, and the way to change it. */
export function PushPart() {
  const { t } = useLingui();
  const { data: state } = useQuery({ queryKey, queryFn: pushState });
  const change = useMutation({
    mutationFn: () => (state === "on" ? switchPushOff() : switchPushOn()),
    onSuccess: (next) => queryClient.setQueryData(queryKey, next),
    onError: () =>
      toast({
        message: t`The browser could not be reached by its push service. Try again later.`,
        tone: "bad",
      }),
  });
  switch (state) {
    case undefined:
      return null;
    case "insecure":
      return (
        <Note tone="info">
          <Trans>
            Browser notifications need https. Open Rapport by its https address to switch them on.
          </Trans>
        </Note>
      );
    case "unsupported":
      return (
        <Note tone="info">
          <Trans>
            This browser shows no notifications of websites. On an iPhone or iPad, add Rapport to the home
            screen first.
          </Trans>
        </Note>
      );
    case "denied":
      return (
        <Note tone="warn">
          <Trans>
            You told this browser never to show notifications of this site. Its settings for this site (beside
            the address) can change that.
          </Trans>
        </Note>
      );
    default:
      return (
        <div className={style.row}>
          <Button
            variant={state === "on" ? "default" : "filled"}
            loading={change.isPending}
            onClick={() => change.mutate()}
          >
            {state === "on" ? <Trans>Switch off here</Trans> : <Trans>Show notifications here</Trans>}
          </Button>
          <span className={style.faint}>
            {state === "on" ? (
              <Trans>This browser shows them, also while Rapport is closed.</Trans>
            ) : (
              <Trans>The browser will ask you for permission.</Trans>
            )}
          </span>
        </div>
      );
  }
}
