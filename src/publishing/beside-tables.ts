/** What stands beside posts: ideas, templates, who is there, and what the team says of them, and which may be said again. */
import type { Lane } from "./idea.ts";
import type { CommentPlace } from "./post-comment.ts";
import type { PostContent } from "./tables.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    idea: {
      workspace_id: string;
      id: string;
      lane: Lane;
      /** Its place in the lane, the smallest first. */
      rank: number;
      text: string;
      link: string | null;
      /** What somebody in the community said. */
      message_id: string | null;
      /** The post that was begun from it. */
      post_id: string | null;
      made_by: string;
      made_at: Time;
      changed_at: Time;
      archived_at: TimeOrNull;
    };
    template: {
      workspace_id: string;
      id: string;
      name: string;
      content: JsonColumn<PostContent>;
      /** The first words in one line, for lists. */
      brief: string;
      pillar_id: string | null;
      made_by: string;
      made_at: Time;
      changed_by: string;
      changed_at: Time;
    };
    post_presence: {
      workspace_id: string;
      post_id: string;
      user_id: string;
      /** One of a person's browser tabs. */
      tab: string;
      place: string | null;
      seen_at: Time;
    };
    /** What the team says among itself of a post. */
    post_comment: {
      workspace_id: string;
      /** Made by the client: the same comment twice is one. */
      id: string;
      post_id: string;
      /** The comment that it answers; null: it begins a thread. */
      thread_id: string | null;
      author_id: string;
      text: string;
      mentions: string[];
      /** null: the whole post, and every answer. */
      place: JsonColumn<CommentPlace> | null;
      created_at: Time;
      edited_at: TimeOrNull;
      deleted_at: TimeOrNull;
      resolved_by: string | null;
      resolved_at: TimeOrNull;
    };
    /** Posts that may be said again on a channel, and how many days they rest there in between. */
    evergreen: {
      workspace_id: string;
      post_id: string;
      channel_id: string;
      days: number;
      marked_by: string;
      marked_at: Time;
    };
  }
}
