import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

/** How far a bulletin is: to how many it went, and what came back. */
export function StoryBulletin({ postId, channelId }: { postId: string; channelId: string }) {
  const { t } = useLingui();
  const asked = useQuery({
    // Below the post's own key: what renews the post renews this.
    queryKey: ["posts", "bulletins", postId],
    queryFn: async () =>
      (await unwrap(api.GET("/posts/{id}/bulletins", { params: { path: { id: postId } } }))).rows,
    refetchInterval: (query) => (query.state.data?.some(({ waiting }) => waiting > 0) ? 3_000 : 60_000),
  });
  const counts = asked.data?.find((one) => one.channelId === channelId);
  if (!counts) return null;
  const { sent, waiting, bounced, failed, leftOut, unsubscribed, answered } = counts;
  const said = [
    plural(sent, { one: "# mail is out", other: "# mails are out" }),
    answered > 0 && plural(answered, { one: "# has answered", other: "# have answered" }),
    waiting > 0 && plural(waiting, { one: "# waits for its turn", other: "# wait for their turn" }),
    bounced > 0 && plural(bounced, { one: "# came back", other: "# came back" }),
    failed > 0 &&
      plural(failed, { one: "# was not taken by its server", other: "# were not taken by their servers" }),
    leftOut > 0 &&
      plural(leftOut, { one: "# had left before their turn", other: "# had left before their turn" }),
    unsubscribed > 0 && plural(unsubscribed, { one: "# has left since", other: "# have left since" }),
  ].filter((one) => typeof one === "string");
  return (
    <ul aria-label={t`How far the bulletin is`}>
      {said.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
