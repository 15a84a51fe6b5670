import { useLingui } from "@lingui/react/macro";
import { IconCornerLeftUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { askOf } from "./ask.ts";
import style from "./thread-head.module.css";

interface Under {
  post: { id: string; brief: string } | null;
}

/** Under which post of ours a conversation goes on. */
export function UnderPost({ conversationId }: { conversationId: string }) {
  const { t } = useLingui();
  const { data } = useQuery({
    queryKey: ["conversation", conversationId, "post"],
    queryFn: () => askOf<Under>("get", "/conversations/{id}/post", conversationId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const post = data?.post;
  if (!post) return null;
  const brief = post.brief.length > 60 ? `${post.brief.slice(0, 58).trimEnd()}…` : post.brief;
  return (
    <span className={style.fact}>
      <IconCornerLeftUp size={14} stroke={1.7} aria-hidden="true" />
      <Link to={`/publishing/posts/${post.id}` as "/"}>{t`Under our post “${brief}”`}</Link>
    </span>
  );
}
