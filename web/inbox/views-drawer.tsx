import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { viewsOpen } from "./dialogs.ts";
import type { Place } from "./place.ts";
import style from "./views-drawer.module.css";
import { ViewsPane } from "./views-pane.tsx";

/** The views over the list, where the screen is too narrow to show both. */
export function ViewsDrawer({ place }: { place: Place }) {
  const { t } = useLingui();
  const close = () => viewsOpen.set(false);
  return (
    <Modal.Root opened onClose={close} padding={0} size="20rem" centered={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t`Desks and views`} classNames={{ content: style.drawer ?? "" }}>
        <ViewsPane place={place} onGo={close} />
      </Modal.Content>
    </Modal.Root>
  );
}
