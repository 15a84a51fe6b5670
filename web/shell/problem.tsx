import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { Empty } from "../ui/empty.tsx";
import { Ground } from "./ground.tsx";

/** The error boundary of every screen: what happened, in a human sentence, and a way on. */
export function Problem({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  // A screen's chunk that cannot be loaded: the server was updated while this page stood open.
  const moved =
    error instanceof TypeError && /dynamically imported|module script|preload/i.test(error.message);
  const offline = error instanceof ApiError && error.status === 0;
  const again = () => {
    if (moved) return window.location.reload();
    void queryClient.resetQueries({ predicate: (query) => query.state.status === "error" });
    reset?.();
    void router.invalidate();
  };
  const title = moved
    ? t`Rapport was updated`
    : offline
      ? t`The server cannot be reached`
      : t`This screen stumbled`;
  const text = moved
    ? t`A newer version is ready. Reload to go on where you were.`
    : offline
      ? t`Nothing you wrote is lost. We keep trying; you can also try now.`
      : error instanceof ApiError
        ? error.message
        : t`It is our fault, not yours, and nothing was changed. Trying again often helps.`;
  return (
    <Ground>
      <Empty
        level={1}
        picture={offline ? "offline" : "stumble"}
        title={title}
        action={<Button onClick={again}>{moved ? <Trans>Reload</Trans> : <Trans>Try again</Trans>}</Button>}
      >
        {text}
      </Empty>
    </Ground>
  );
}
