import { useLingui } from "@lingui/react/macro";
import { RelativeTime } from "../ui/time.tsx";
import style from "./approval-bar.module.css";
import type { Said } from "./approvals-api.ts";

/** Who said what of which version. `now`: of the one that stands. */
export function SaidLine({
  said,
  name,
  now,
}: {
  said: Pick<Said, "verdict" | "note" | "at"> & Partial<Pick<Said, "asked" | "reviewer">>;
  name: string;
  now: boolean;
}) {
  const { t } = useLingui();
  const verdict = {
    approve: t`approved it`,
    changes: t`asked for changes`,
    reject: t`rejected it`,
  }[said.verdict];
  return (
    <li className={style.line} data-verdict={said.verdict} data-now={now}>
      <p>
        <b>
          <bdi>{name}</bdi>
        </b>{" "}
        {verdict}
        <small>
          {said.reviewer && ` · ${t`from outside`}`}
          {said.asked === false && ` · ${t`as advice`}`}
          {!now && ` · ${t`an earlier version`}`} · <RelativeTime at={said.at} />
        </small>
      </p>
      {said.note && <q className={style.note}>{said.note}</q>}
    </li>
  );
}
