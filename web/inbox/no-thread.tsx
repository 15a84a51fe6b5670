import { useLingui } from "@lingui/react/macro";
import { Keys } from "../shell/keys-view.tsx";
import { Picture } from "../ui/pictures.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import style from "./no-thread.module.css";

/** The right pane while no conversation is open: what the keys do. */
export function NoThread() {
  const { t } = useLingui();
  const keys: [string, string][] = [
    ["j", t`Next`],
    ["k", t`Previous`],
    ["Enter", t`Open the conversation`],
    ["r", t`Reply`],
    ["e", t`Close`],
    ["/", t`Search`],
    ["?", t`All shortcuts`],
  ];
  return (
    <div className={style.none}>
      <Picture name="quiet" size={120} />
      <p className={style.title}>{t`Choose a conversation`}</p>
      <dl className={style.keys}>
        {keys.map(([key, name]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              <Keys keys={key} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Where a thread will stand. */
export function ThreadWaiting() {
  const { t } = useLingui();
  return (
    <div className={style.waiting} role="status" aria-label={t`Loading`}>
      <Skeleton avatar title lines={1} />
      <Skeleton avatar lines={3} />
      <Skeleton avatar lines={2} />
      <Skeleton avatar lines={4} />
    </div>
  );
}
