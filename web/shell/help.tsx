import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import style from "./help.module.css";
import { Keys } from "./keys-view.tsx";
import { helpOpen, useListedShortcuts } from "./shortcuts.ts";

/** All shortcuts that work on this screen, by group. */
export function Help() {
  const { t } = useLingui();
  const shortcuts = useListedShortcuts();
  const groups = new Map<string, Map<string, string>>();
  for (const { keys, label, group = t`Here` } of shortcuts) {
    groups.set(group, (groups.get(group) ?? new Map()).set(keys, label));
  }
  return (
    <Modal
      opened
      onClose={() => helpOpen.set(false)}
      title={t`Keyboard shortcuts`}
      size={720}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.groups}>
        {[...groups].map(([name, members]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {[...members].map(([keys, label]) => (
                <div key={keys}>
                  <dt>{label}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
