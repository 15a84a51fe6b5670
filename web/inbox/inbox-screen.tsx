import { useLingui } from "@lingui/react/macro";
import { usePageTitle } from "../shell/page.tsx";
import { Empty } from "../ui/empty.tsx";

export function InboxScreen() {
  const { t } = useLingui();
  usePageTitle(t`Inbox`);
  return (
    <Empty picture="quiet" level={1} title={t`All quiet`}>
      {t`Everyone who wrote has had an answer. Time for a coffee.`}
    </Empty>
  );
}
