/** Gathers what the rules ask, in the open transaction. */
import {
  accountOf,
  type ChannelRecord,
  canSpeak,
  capabilitiesOf,
  connectorFor,
  findChannel,
  withQuoteLink,
} from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { type FoundTarget, findConversation, findTarget } from "../listening/index.ts";
import { findTeammate, listDesks } from "../team/index.ts";
import { type Act, type AnswerAct, isOwnWord } from "./act.ts";
import type { Facts, SignatureStyle } from "./facts.ts";
import type { Rule } from "./rule.ts";
import { sign } from "./sign.ts";

export interface Gathered {
  facts: Facts;
  /** What is answered, as the connector needs it; not kept with the decision. */
  found: FoundTarget | undefined;
}

/** Where an act is to stand. */
interface Place extends Pick<Facts, "conversation" | "target"> {
  channel: ChannelRecord;
  found: FoundTarget | undefined;
}

/** undefined: the channel, the conversation or the message is not there (any more), or they do not belong together. */
export async function gather(act: Act, rules: readonly Rule[]): Promise<Gathered | undefined> {
  const place = isOwnWord(act) ? await anew(act.channelId) : await answering(act);
  if (!place) return undefined;
  const { channel, conversation, target, found } = place;
  const teammate = await findTeammate(act.by.userId);
  const connector = connectorFor(channel.network);
  const { acts, visibilities, contentWarning, media, receives, carries } = capabilitiesOf(
    connector,
    channel.settings,
  );
  const who: Pick<Facts, "teammate" | "channel"> = {
    teammate:
      teammate && teammate.leftAt === null
        ? {
            id: teammate.id,
            name: teammate.name,
            signature: teammate.signature,
            deskIds: teammate.deskIds,
          }
        : null,
    channel: {
      id: channel.id,
      network: channel.network,
      label: connector.label,
      handle: channel.handle,
      name: channel.name,
      status: channel.status,
      advice: channel.fault?.advice ?? null,
      style: styleOf(channel.settings.signature),
      carriesName: receives.includes("email"),
    },
  };
  const quote = act.kind === "post" ? act.quote : undefined;
  const words = isOwnWord(act) ? act.text.trim() : sign(act.text, who);
  const said = carries?.quote === "linked" ? withQuoteLink(words, quote) : words;
  const facts: Facts = {
    at: now().toISOString(),
    ...who,
    capabilities: canSpeak(connector)
      ? { acts, visibilities, contentWarning, media, ...(carries ? { carries } : {}) }
      : null,
    quotable: quote === undefined ? null : (connector.quotable?.(quote) ?? false),
    limits: connector.limits(channel.settings),
    conversation,
    target,
    standing: (found && connector.wording?.(words, found.target, accountOf(channel))) ?? said,
    more: {},
  };
  for (const rule of rules) if (rule.gather) facts.more[rule.name] = await rule.gather(act, facts);
  return { facts, found };
}

async function anew(channelId: string): Promise<Place | undefined> {
  const channel = await findChannel(channelId);
  return channel && { channel, conversation: null, target: null, found: undefined };
}

async function answering(act: AnswerAct): Promise<Place | undefined> {
  const conversation = await findConversation(act.conversationId);
  const found = await findTarget(act.targetId);
  const channel = conversation && (await findChannel(conversation.channel_id));
  if (!conversation || !channel || found?.conversationId !== conversation.id) return undefined;
  const desk = conversation.desk_id
    ? (await listDesks()).find((each) => each.id === conversation.desk_id)
    : undefined;
  const { target } = found;
  return {
    channel,
    found,
    conversation: {
      id: conversation.id,
      deskId: conversation.desk_id,
      deskName: desk?.name ?? null,
      assigneeId: conversation.assignee_id,
    },
    target: {
      id: found.id,
      form: target.form,
      visibility: target.visibility,
      deleted: found.deleted,
      own: found.own,
      automatic: found.automatic,
      contentWarning: found.contentWarning,
      personId: found.personId,
      name: target.author.name,
      handle: target.author.handle,
      recipients:
        connectorFor(channel.network).recipients?.(target, accountOf(channel), channel.settings) ?? null,
    },
  };
}

const styleOf = (setting: unknown): SignatureStyle =>
  setting === "initials" || setting === "none" ? setting : "name";
