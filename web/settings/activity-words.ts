import { useLingui } from "@lingui/react/macro";
import { useRoleNames } from "../team/role-names.ts";
import type { Role } from "../team/team-api.ts";
import type { Happening } from "./activity-api.ts";

export interface Names {
  teammate(id: string): string | undefined;
  desk(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/** The rest of the sentence after who did it: "invited noor@example.org as guest". */
export function useActivityWords(): (row: Happening, names: Names) => string {
  const { t } = useLingui();
  const roles = useRoleNames();
  return ({ kind, subject, actor, data }, names) => {
    const told = (data ?? {}) as Record<string, unknown>;
    const text = (key: string) => (typeof told[key] === "string" ? (told[key] as string) : "");
    const role = (key: string) => roles[text(key) as Role]?.name ?? text(key);
    const themself = actor.id === subject.id;
    const mate = names.teammate(subject.id) ?? t`a former teammate`;
    const channel = names.channel(subject.id) ?? (text("handle") || t`a channel`);
    const name = text("name");
    switch (kind) {
      case "workspace.created":
        return t`set the workspace up`;
      case "workspace.changed":
        return t`changed the workspace`;
      case "teammate.invited": {
        const [email, as] = [text("email"), role("role")];
        return email ? t`invited ${email} as ${as}` : t`made an invitation as ${as}`;
      }
      case "invitation.revoked":
        return t`took an invitation back`;
      case "teammate.joined":
        return t`joined the team`;
      case "teammate.changed":
        return t`changed their profile`;
      case "teammate.desks-changed": {
        const desks = Array.isArray(told.deskIds) ? told.deskIds : [];
        const list = desks.map((id) => names.desk(String(id)) ?? "…").join(", ") || t`none`;
        return themself ? t`changed their own desks: ${list}` : t`changed the desks of ${mate}: ${list}`;
      }
      case "teammate.left":
        return themself ? t`left the team` : t`ended the membership of ${mate}`;
      case "role.changed": {
        const [before, after] = [role("before"), role("after")];
        return t`changed the role of ${mate} from ${before} to ${after}`;
      }
      case "desk.created":
        return t`made the desk ${name}`;
      case "desk.changed":
        return t`changed the desk ${names.desk(subject.id) ?? name}`;
      case "desk.archived":
        return t`archived the desk ${name}`;
      case "desk.restored":
        return t`took the desk ${name} back`;
      case "api-key.created":
        return t`made the API key ${name}`;
      case "api-key.revoked":
        return name ? t`revoked the API key ${name}` : t`lost an API key with the membership`;
      case "channel.connected":
        return t`connected ${channel}`;
      case "channel.reconnected":
        return t`connected ${channel} again`;
      case "channel.changed":
        return t`changed the settings of ${channel}`;
      case "channel.paused":
        return t`paused ${channel}`;
      case "channel.resumed":
        return t`resumed ${channel}`;
      case "channel.disconnected":
        return t`disconnected ${channel}`;
      case "channel.broken":
        return t`lost the way into ${channel}`;
      case "channel.mended":
        return t`found the way into ${channel} again`;
      default:
        return conversation(kind) ?? kind.replace(".", ": ").replaceAll("-", " ");
    }
  };

  function conversation(kind: string): string | undefined {
    const words: Record<string, string> = {
      "conversation.closed": t`closed a conversation`,
      "conversation.reopened": t`opened a conversation again`,
      "conversation.snoozed": t`snoozed a conversation`,
      "conversation.woken": t`woke a conversation`,
      "conversation.assigned": t`changed who has a conversation`,
      "conversation.prioritised": t`changed the priority of a conversation`,
      "conversation.handed-over": t`handed a conversation over`,
      "conversation.handed-back": t`handed a conversation back`,
      "conversation.undone": t`undid a change of a conversation`,
      "conversation.heard": t`heard something new in a conversation`,
      "conversation.joined": t`joined two threads of a conversation`,
      "conversation.merging": t`joined two threads of a conversation`,
      "note.written": t`wrote a note`,
      "note.edited": t`changed a note`,
      "note.deleted": t`deleted a note`,
      "note.restored": t`brought a note back`,
      "message.edited": t`saw a message change at its source`,
      "message.deleted": t`saw a message removed at its source`,
      "delivery.scheduled": t`sent an answer on its way`,
      "delivery.held": t`wrote an answer that is held`,
      "delivery.released": t`released a held answer`,
      "delivery.cancelled": t`cancelled an answer`,
      "delivery.sent": t`answered`,
      "delivery.failed": t`tried to answer, and it failed`,
      "delivery.unknown": t`answered; whether it arrived is not known`,
      "delivery.retried": t`tried an answer again`,
      "delivery.resolved": t`said what became of an answer`,
    };
    return words[kind];
  }
}
