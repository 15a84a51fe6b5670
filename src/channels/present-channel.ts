/** How a channel looks from outside. Never its credentials. */
import { z } from "zod";
import type { Language } from "../kernel/caller.ts";
import { inLanguage } from "../kernel/errors.ts";
import type { ChannelRecord } from "./channel-store.ts";
import type { Capabilities, Connector } from "./connector.ts";
import { canSpeak, capabilitiesOf, connectorFor } from "./registry.ts";
import type { ChannelFault } from "./tables.ts";

const limitsShape = z.object({
  text: z.number().nullable(),
  unit: z.string(),
  linkWeight: z.number().nullable(),
});
/** What a preview has to know of a channel. */
export const looksShape = z.object({
  contentWarning: z.boolean(),
  carries: z
    .object({
      card: z.enum(["given", "own", "none"]),
      quote: z.enum(["shown", "linked", "none"]),
      poll: z
        .object({
          options: z.number(),
          length: z.number(),
          shortest: z.number(),
          longest: z.number(),
        })
        .nullable(),
      subject: z.boolean(),
      mentions: z.boolean().optional(),
    })
    .nullable(),
});
const capabilitiesShape = looksShape.extend({
  receives: z.array(z.string()),
  acts: z.array(z.string()),
  visibilities: z.array(z.string()),
  media: z
    .object({
      most: z.number(),
      bytes: z.number(),
      types: z.array(z.string()),
      alt: z.boolean(),
      /** Most bytes of a film; left out: as of any file. */
      filmBytes: z.number().optional(),
    })
    .nullable(),
  edits: z.boolean(),
  deletions: z.boolean(),
});

export const channelShape = z.object({
  id: z.uuid(),
  network: z.string(),
  label: z.string(),
  handle: z.string(),
  name: z.string(),
  avatar: z.string().nullable(),
  url: z.string().nullable(),
  server: z.string().nullable(),
  deskId: z.uuid().nullable(),
  status: z.enum(["active", "needs-you", "paused", "disconnected"]),
  fault: z.object({ tag: z.string(), message: z.string(), advice: z.string(), since: z.string() }).nullable(),
  canReply: z.boolean(),
  capabilities: capabilitiesShape,
  limits: limitsShape,
  lacks: z.array(z.string()),
  signature: z.string(),
  connectedAt: z.string(),
  checkedAt: z.string().nullable(),
});

export const networkShape = z.object({
  network: z.string(),
  label: z.string(),
  guidance: z.string(),
  canReply: z.boolean(),
  capabilities: capabilitiesShape,
  lacks: z.array(z.string()),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      help: z.string().nullable(),
      type: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
      required: z.boolean(),
      initial: z.string().nullable(),
      advanced: z.boolean(),
    }),
  ),
});

const presentCapabilities = ({
  lacks: _lacks,
  media,
  receives,
  acts,
  visibilities,
  carries,
  ...rest
}: Capabilities) => ({
  ...rest,
  carries: carries ?? null,
  receives: [...receives],
  acts: [...acts],
  visibilities: [...visibilities],
  media: media
    ? {
        most: media.most,
        bytes: media.bytes,
        types: [...media.types],
        alt: media.alt,
        ...(media.film ? { filmBytes: media.film.bytes } : {}),
      }
    : null,
});

/** How what is said on a channel looks there. */
export function looksOf(channel: ChannelRecord): z.infer<typeof looksShape> {
  const { contentWarning, carries } = capabilitiesOf(connectorFor(channel.network), channel.settings);
  return { contentWarning, carries: carries ?? null };
}

/** What a channel says when it needs a person, as that person reads it. */
export const presentFault = (
  fault: ChannelFault | null,
  language: Language,
): z.infer<typeof channelShape>["fault"] =>
  fault && {
    ...fault,
    message: inLanguage(fault.message, language),
    advice: inLanguage(fault.advice, language),
  };

export function presentNetwork(connector: Connector, language: Language): z.infer<typeof networkShape> {
  return {
    network: connector.network,
    label: connector.label,
    guidance: connector.guidance[language],
    canReply: canSpeak(connector),
    capabilities: presentCapabilities(connector.capabilities),
    lacks: connector.capabilities.lacks.map((each) => each[language]),
    fields: connector.fields.map((field) => ({
      name: field.name,
      label: field.label[language],
      help: field.help?.[language] ?? null,
      type: field.type,
      options: (field.options ?? []).map(({ value, label }) => ({ value, label: label[language] })),
      required: field.required,
      initial: field.initial ?? null,
      advanced: field.advanced ?? false,
    })),
  };
}

export function presentChannel(channel: ChannelRecord, language: Language): z.infer<typeof channelShape> {
  const connector = connectorFor(channel.network);
  const limits = connector.limits(channel.settings);
  const capabilities = capabilitiesOf(connector, channel.settings);
  return {
    id: channel.id,
    network: channel.network,
    label: connector.label,
    handle: channel.handle,
    name: channel.name,
    avatar: channel.avatar_url ? `/api/channels/${channel.id}/avatar` : null,
    url: channel.url,
    server: channel.server,
    deskId: channel.desk_id,
    status: channel.status,
    fault: presentFault(channel.fault, language),
    canReply: canSpeak(connector),
    capabilities: presentCapabilities(capabilities),
    limits: { text: limits.text ?? null, unit: limits.unit, linkWeight: limits.linkWeight ?? null },
    lacks: capabilities.lacks.map((each) => each[language]),
    signature: typeof channel.settings.signature === "string" ? channel.settings.signature : "name",
    connectedAt: channel.connected_at.toISOString(),
    checkedAt: channel.checked_at?.toISOString() ?? null,
  };
}
