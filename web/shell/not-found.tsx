import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Empty } from "../ui/empty.tsx";
import { Ground } from "./ground.tsx";

export function NotFound() {
  const { t } = useLingui();
  return (
    <Ground>
      <Empty
        level={1}
        picture="nothing"
        title={t`There is nothing at this address`}
        action={
          <Button component="a" href="/">
            <Trans>Go to the inbox</Trans>
          </Button>
        }
      >
        <Trans>It may have been moved, or the link was cut short.</Trans>
      </Empty>
    </Ground>
  );
}
