import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IdeaLink } from "./idea-link.tsx";
import { IdeaSource } from "./idea-source.tsx";
import style from "./ideas.module.css";
import { ideaQuery } from "./ideas-api.ts";
import type { Post } from "./posts-api.ts";
import { templatesQuery } from "./templates-api.ts";

/** Beside the text: what the post was begun from. */
export function IdeaBeside({ source }: { source: Post["source"] }) {
  const { t } = useLingui();
  const ideaId = source?.kind === "idea" ? source.ideaId : undefined;
  const idea = useQuery({ ...ideaQuery(ideaId ?? ""), enabled: ideaId !== undefined }).data;
  const templateId = source?.kind === "template" ? source.templateId : undefined;
  const templates = useQuery({ ...templatesQuery, enabled: templateId !== undefined }).data;
  const template = templates?.find(({ id }) => id === templateId);
  if (!source || (ideaId && !idea) || (templateId && !template)) return null;
  return (
    <section className={style.beside} aria-labelledby="begun-from">
      <h2 id="begun-from">{t`Begun from`}</h2>
      {source.kind === "conversation" && (
        <Link to="/inbox/c/$conversationId" params={{ conversationId: source.conversationId }}>
          {t`See the conversation`}
        </Link>
      )}
      {template && (
        <Link to="/publishing" hash="templates">
          {template.name}
        </Link>
      )}
      {idea?.text && <p>{idea.text}</p>}
      {idea?.link && <IdeaLink href={idea.link} />}
      {idea?.source && <IdeaSource source={idea.source} />}
    </section>
  );
}
