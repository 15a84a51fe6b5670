/** Opens a channel for work: its connector, its unsealed credentials, renewed ahead of expiry under a lock. */
import { after, minutes, now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { gatherByWorkspace } from "../kernel/gather.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { fail, type JsonObject, type Result } from "../kernel/result.ts";
import { open, seal } from "../kernel/secrets.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import {
  accountOf,
  type ChannelRecord,
  claimRenewal,
  endRenewal,
  findChannel,
  findChannels,
  markBroken,
  markWell,
} from "./channel-store.ts";
import type { Connector, Credentials, Fault, Session } from "./connector.ts";
import { connectorFor } from "./registry.ts";

/** Renew when less than this is left: a token never runs out in the middle of a call. */
const ahead = minutes(10);
/** How long a renewal may take before another process may try. */
const renewalLease = minutes(1);

export const sealContext = (workspaceId: string, channelId: string): string =>
  `${workspaceId}/channel/${channelId}`;

export const sealCredentials = (
  kernel: Kernel,
  workspaceId: string,
  channelId: string,
  credentials: Credentials,
): string =>
  seal(
    kernel.keys,
    { value: credentials.value, expiresAt: credentials.expiresAt?.toISOString() ?? null },
    sealContext(workspaceId, channelId),
  );

function unseal(kernel: Kernel, channel: ChannelRecord): Result<Credentials, Fault> {
  const broken = (message: Words) =>
    fail<Fault>({
      tag: "authorisation",
      message,
      advice: {
        en: "Connect the channel again. If RAPPORT_SECRET was changed, set RAPPORT_SECRET_PREVIOUS to its former value.",
        es: "Vuelve a conectar el canal. Si se cambió RAPPORT_SECRET, pon su valor anterior en RAPPORT_SECRET_PREVIOUS.",
      },
    });
  if (!channel.credentials)
    return broken({ en: "The channel has no credentials.", es: "El canal no tiene credenciales." });
  const opened = open(kernel.keys, channel.credentials, sealContext(channel.workspace_id, channel.id));
  if (!opened.ok)
    return broken({
      en: "The channel's credentials cannot be opened with this installation's key.",
      es: "Las credenciales del canal no se pueden abrir con la clave de esta instalación.",
    });
  const { value, expiresAt } = opened.value;
  return {
    ok: true,
    value: {
      value: value as JsonObject,
      ...(typeof expiresAt === "string" ? { expiresAt: new Date(expiresAt) } : {}),
    },
  };
}

export interface OpenChannel {
  channel: ChannelRecord;
  connector: Connector;
  session: Session;
}

/**
 * Runs `work` with a channel's open session. A token that ran out is renewed once and the work tried again; what a person
 * must mend is noted on the channel. No transaction may be open: the work waits for a network.
 */
export async function withChannel<T>(
  kernel: Kernel,
  workspaceId: string,
  channelId: string,
  signal: AbortSignal,
  work: (open: OpenChannel) => Promise<Result<T, Fault>>,
): Promise<Result<T, Fault>> {
  const system = { kind: "channel", id: channelId } as const;
  const channel = await loadChannel(kernel, workspaceId, channelId);
  if (!channel || channel.status === "disconnected")
    return fail({ tag: "missing", message: { en: "The channel is gone.", es: "El canal ya no está." } });
  const connector = connectorFor(channel.network);
  const opened = unseal(kernel, channel);
  if (!opened.ok) return broken(kernel, channel, opened.fault);
  let session = sessionFor(kernel, channel, opened.value, signal);
  const expiry = opened.value.expiresAt;
  if (connector.renew && expiry && expiry < after(now(), ahead)) {
    const renewed = await renew(kernel, channel, connector, session);
    if (renewed.ok) session = { ...session, credentials: renewed.value };
    // Not renewed now: the old token may still serve; when it does not, the work's own answer tells.
  }
  let result = await work({ channel, connector, session });
  if (!result.ok && result.fault.tag === "authorisation" && result.fault.renewable && connector.renew) {
    const renewed = await renew(kernel, channel, connector, session);
    if (!renewed.ok) return broken(kernel, channel, renewed.fault);
    session = { ...session, credentials: renewed.value };
    result = await work({ channel, connector, session });
  }
  if (!result.ok) return broken(kernel, channel, result.fault);
  if (channel.status === "needs-you")
    await inWorkspace(kernel.database, workspaceId, system, () => markWell(channelId));
  return result;
}

type Loading = (workspaceId: string, channelId: string) => Promise<ChannelRecord | undefined>;
const loadings = new WeakMap<Kernel["database"], Loading>();

/** Reads a channel as it stands now; what is asked at the same moment is read together. */
function loadChannel({ database }: Kernel, workspaceId: string, channelId: string): ReturnType<Loading> {
  const standing =
    loadings.get(database) ??
    gatherByWorkspace<string, ChannelRecord | undefined>(200, (id, channelIds) =>
      inWorkspace(database, id, { kind: "system" }, async () => {
        const found = new Map((await findChannels(channelIds)).map((channel) => [channel.id, channel]));
        return channelIds.map((each) => found.get(each));
      }),
    );
  loadings.set(database, standing);
  return standing(workspaceId, channelId);
}

const sessionFor = (
  kernel: Kernel,
  channel: ChannelRecord,
  credentials: Credentials,
  signal: AbortSignal,
): Session => ({
  account: accountOf(channel),
  settings: channel.settings,
  credentials,
  fetch: kernel.outbound.fetch,
  socket: kernel.outbound.socket,
  signal,
  now,
});

async function broken(
  kernel: Kernel,
  channel: ChannelRecord,
  fault: Fault,
): Promise<{ ok: false; fault: Fault }> {
  if (fault.tag === "authorisation")
    await inWorkspace(kernel.database, channel.workspace_id, { kind: "channel", id: channel.id }, () =>
      markBroken(channel.id, fault),
    );
  return { ok: false, fault };
}

/** Renews under the lock. When another process is at it, waits for what that one saves. A failure keeps the old token. */
async function renew(
  kernel: Kernel,
  channel: ChannelRecord,
  connector: Connector,
  session: Session,
): Promise<Result<Credentials, Fault>> {
  const inside = <T>(work: () => Promise<T>) =>
    inWorkspace(kernel.database, channel.workspace_id, { kind: "channel", id: channel.id }, work);
  const claimed = await inside(() => claimRenewal(channel.id, after(now(), renewalLease)));
  if (!claimed) return waitForOther(kernel, channel, inside);
  const standing = await inside(() => findChannel(channel.id));
  if (standing?.credentials && standing.credentials !== channel.credentials) {
    // Another process renewed between our reading and our claim.
    await inside(() => endRenewal(channel.id));
    return unseal(kernel, standing);
  }
  const renewed =
    (await connector.renew?.(session)) ??
    fail<Fault>({ tag: "missing", message: { en: "Nothing to renew.", es: "No hay nada que renovar." } });
  if (!renewed.ok) {
    log.warn(
      { channel: channel.id, network: channel.network, fault: renewed.fault.tag },
      "a renewal failed; the old token stays",
    );
    await inside(() => endRenewal(channel.id));
    return renewed;
  }
  const sealed = sealCredentials(kernel, channel.workspace_id, channel.id, renewed.value);
  await inside(() => endRenewal(channel.id, { sealed, expiresAt: renewed.value.expiresAt }));
  return renewed;
}

async function waitForOther(
  kernel: Kernel,
  channel: ChannelRecord,
  inside: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<Result<Credentials, Fault>> {
  for (let tries = 0; tries < 40; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const present = await inside(() => findChannel(channel.id));
    if (present?.credentials && present.credentials !== channel.credentials) return unseal(kernel, present);
    if (!present?.renewing_until) break;
  }
  return fail({
    tag: "unavailable",
    message: {
      en: "The channel's token is being renewed by another process.",
      es: "Otro proceso está renovando el token del canal.",
    },
  });
}
