/** Connects a channel: the connector's form, an optional redirect to the network, and what stands in the end. */
import { after, minutes, now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, type JsonObject, ok, type Result } from "../kernel/result.ts";
import { open, seal, signToken, verifyToken } from "../kernel/secrets.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { listDesks } from "../team/index.ts";
import {
  type ChannelRecord,
  findChannel,
  saveConnected,
  saveConnecting,
  takeConnecting,
} from "./channel-store.ts";
import type { Connecting, Fault, Visitor } from "./connector.ts";
import { connectorFor } from "./registry.ts";
import { sealCredentials } from "./session.ts";

/** How long a person may take at the network before they must begin again. */
const patience = minutes(30);
const callTime = 60_000;

export interface ConnectRequest {
  workspaceId: string;
  userId: string;
  network: string;
  input: Record<string, string>;
  deskId?: string | undefined;
  /** The channel that is connected again; the account must be the same. */
  channelId?: string | undefined;
}

export type ConnectAnswer = { step: "connected"; channel: ChannelRecord } | { step: "redirect"; url: string };

const visitor = (kernel: Kernel): Visitor => ({
  fetch: kernel.outbound.fetch,
  socket: kernel.outbound.socket,
  signal: AbortSignal.timeout(callTime),
  now,
});

export const callbackUrl = (kernel: Kernel): string => `${kernel.origin}/api/channels/return`;

/** Begins with what the form said. No transaction may be open: it waits for the network. */
export async function beginConnecting(
  kernel: Kernel,
  request: ConnectRequest,
): Promise<Result<ConnectAnswer, Fault>> {
  const connector = connectorFor(request.network);
  const began = await connector.begin(visitor(kernel), request.input, callbackUrl(kernel));
  if (!began.ok) return began;
  if (began.value.step === "connected") return save(kernel, request, began.value);
  const { url, state } = began.value;
  const expiresAt = after(now(), patience);
  const id = await inside(kernel, request, () =>
    saveConnecting({
      network: request.network,
      userId: request.userId,
      state: (rowId) =>
        seal(
          kernel.keys,
          { state, deskId: request.deskId ?? null, channelId: request.channelId ?? null },
          `${request.workspaceId}/connecting/${rowId}`,
        ),
      expiresAt,
    }),
  );
  const token = signToken(kernel.keys, "connecting", { workspaceId: request.workspaceId, id }, expiresAt);
  const target = new URL(url);
  target.searchParams.set("state", token);
  return ok({ step: "redirect", url: target.href });
}

/** Ends a redirect. The state says which connecting it was; it serves once, and only the person who began it. */
export async function finishConnecting(
  kernel: Kernel,
  userId: string,
  query: Record<string, string>,
): Promise<Result<ChannelRecord, Fault>> {
  const again = (message: Words) => fail<Fault>({ tag: "input", field: "state", message });
  const token = verifyToken(kernel.keys, "connecting", query.state ?? "");
  if (!token.ok)
    return again({
      en: "This way back has expired. Please connect again.",
      es: "Este camino de vuelta ha caducado. Conecta de nuevo.",
    });
  const { workspaceId, id } = token.value as { workspaceId: string; id: string };
  const taken = await inWorkspace(kernel.database, workspaceId, { kind: "teammate", id: userId }, () =>
    takeConnecting(id),
  );
  if (!taken || taken.user_id !== userId)
    return again({
      en: "This connecting has ended already. Please connect again.",
      es: "Esta conexión ya terminó. Conecta de nuevo.",
    });
  const opened = open(kernel.keys, taken.state, `${workspaceId}/connecting/${id}`);
  if (!opened.ok)
    return again({
      en: "This connecting cannot be read any more. Please connect again.",
      es: "Esta conexión ya no se puede leer. Conecta de nuevo.",
    });
  const connector = connectorFor(taken.network);
  const { state, deskId, channelId } = opened.value as {
    state: JsonObject;
    deskId: string | null;
    channelId: string | null;
  };
  const finished = await connector.finish?.(visitor(kernel), query, state);
  if (!finished)
    return again({ en: "This network does not come back.", es: "Esta red no tiene camino de vuelta." });
  if (!finished.ok) return finished;
  if (finished.value.step !== "connected")
    return again({
      en: "The network asks for another step, which is not known here.",
      es: "La red pide otro paso, que aquí no se conoce.",
    });
  const saved = await save(
    kernel,
    {
      workspaceId,
      userId,
      network: taken.network,
      input: {},
      deskId: deskId ?? undefined,
      channelId: channelId ?? undefined,
    },
    finished.value,
  );
  return saved.ok && saved.value.step === "connected"
    ? ok(saved.value.channel)
    : again({ en: "The channel could not be saved.", es: "No se pudo guardar el canal." });
}

const inside = <T>(
  kernel: Kernel,
  request: Pick<ConnectRequest, "workspaceId" | "userId">,
  work: () => Promise<T>,
) => inWorkspace(kernel.database, request.workspaceId, { kind: "teammate", id: request.userId }, work);

async function save(
  kernel: Kernel,
  request: ConnectRequest,
  connected: Extract<Connecting, { step: "connected" }>,
): Promise<Result<ConnectAnswer, Fault>> {
  return inside(kernel, request, async () => {
    const former = request.channelId ? await findChannel(request.channelId) : undefined;
    if (former && former.external_id !== connected.account.externalId)
      return fail<Fault>({
        tag: "refused",
        message: {
          en: `That is the account ${connected.account.handle}; this channel is ${former.handle}. Sign in as ${former.handle}, or connect the other one as a new channel.`,
          es: `Esa es la cuenta ${connected.account.handle}; este canal es ${former.handle}. Inicia sesión como ${former.handle}, o conecta la otra como un canal nuevo.`,
        },
      });
    const channel = await saveConnected({
      network: request.network,
      account: connected.account,
      settings: { ...(former?.settings ?? {}), ...connected.settings },
      seal: (channelId) => sealCredentials(kernel, request.workspaceId, channelId, connected.credentials),
      expiresAt: connected.credentials.expiresAt,
      by: request.userId,
      deskId: request.deskId ?? (await usualDesk(request.network)),
    });
    return ok({ step: "connected" as const, channel });
  });
}

/** Where a network's conversations usually belong, until a lead says otherwise. */
async function usualDesk(network: string): Promise<string | undefined> {
  const wanted = { email: "support", feed: "pr" }[network] ?? "community";
  const desks = await listDesks();
  return (desks.find((each) => each.key === wanted) ?? desks[0])?.id;
}
