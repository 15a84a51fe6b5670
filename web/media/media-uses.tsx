import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import style from "./media.module.css";
import type { MediaWhole } from "./media-api.ts";

/** Where a file is used, with the way there. */
export function MediaUses({ uses }: { uses: MediaWhole["uses"] }) {
  const { t } = useLingui();
  return (
    <section className={style.uses} aria-labelledby="media-uses">
      <h3 id="media-uses">{t`Where it is used`}</h3>
      {uses.length === 0 ? (
        <p className={style.hint}>{t`Nowhere yet.`}</p>
      ) : (
        <ul>
          {uses.map((use) =>
            use.kind === "post" ? (
              <li key={use.postId}>
                <small>{use.state === "planned" ? t`Post` : t`Draft`}</small>
                <Link to="/publishing/posts/$postId" params={{ postId: use.postId }}>
                  {use.brief || t`Nothing written yet`}
                </Link>
              </li>
            ) : use.kind === "template" ? (
              <li key={use.templateId}>
                <small>{t`Template`}</small>
                <Link to="/publishing" hash="templates">
                  {use.name}
                </Link>
              </li>
            ) : (
              <li key={`${use.kind} ${use.conversationId}`}>
                <small>{use.kind === "reply" ? t`Reply` : t`Unsent reply`}</small>
                <Link to="/inbox/c/$conversationId" params={{ conversationId: use.conversationId }}>
                  {use.kind === "reply" ? use.brief : t`Open the conversation`}
                </Link>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  );
}
