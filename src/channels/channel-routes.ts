/** The routes of channels. Those that wait for a network open their own short transactions. */
import { z } from "zod";
import type { Caller } from "../kernel/caller.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { forCaller } from "../kernel/http.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { asSystem } from "../kernel/transaction.ts";
import { findUser, listDesks } from "../team/index.ts";
import { type ChannelRecord, changeChannel, findChannel, markWell, setStatus } from "./channel-store.ts";
import { beginConnecting, finishConnecting } from "./connect.ts";
import { channelShape, networkShape, presentChannel, presentNetwork } from "./present-channel.ts";
import { problemOf } from "./problem.ts";
import { findConnector, listConnectors } from "./registry.ts";
import { withChannel } from "./session.ts";

const read = { role: "guest", scope: "channels:read" } as const;
const change = { role: "lead", scope: "channels:write" } as const;
const input = z.record(z.string().max(100), z.string().max(4000));
const connectAnswer = z.union([
  z.object({ step: z.literal("connected"), channel: channelShape }),
  z.object({ step: z.literal("redirect"), url: z.string() }),
]);
const rowsOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row) });

async function must(id: string): Promise<ChannelRecord> {
  const channel = await findChannel(id);
  if (!channel || channel.status === "disconnected") throw notFound();
  return channel;
}

async function mustBeDesk(id: string | null | undefined): Promise<void> {
  if (id && !(await listDesks()).some((desk) => desk.id === id))
    throw badField("body.deskId", { en: "There is no such desk.", es: "No existe esa mesa." });
}

export const channelRoutes = (kernel: Kernel): RouteSpec[] => {
  const inside = <T>(caller: Caller | undefined, work: () => Promise<T>): Promise<T> =>
    forCaller(kernel.database, caller, work);
  return [
    route({
      method: "GET",
      url: "/networks",
      summary: "The networks that can be connected, with their forms.",
      access: read,
      response: rowsOf(networkShape),
      handle: async ({ language }) => ({
        rows: listConnectors().map((each) => presentNetwork(each, language)),
      }),
    }),
    route({
      method: "POST",
      url: "/channels",
      summary: "Connect a channel.",
      access: change,
      transaction: "none",
      perMinute: 30,
      body: z.object({ network: z.string().max(50), input, deskId: z.uuid().optional() }),
      response: connectAnswer,
      async handle({ body, caller, language }) {
        if (!findConnector(body.network)) throw notFound();
        await inside(caller, () => mustBeDesk(body.deskId));
        const began = await beginConnecting(kernel, {
          workspaceId: caller?.workspace?.id as string,
          userId: caller?.userId as string,
          ...body,
        });
        if (!began.ok) throw problemOf(began.fault);
        return began.value.step === "redirect"
          ? began.value
          : { step: "connected" as const, channel: presentChannel(began.value.channel, language) };
      },
    }),
    route({
      method: "GET",
      url: "/channels/return",
      summary: "Where a network sends the person back to.",
      access: "signed-in",
      transaction: "none",
      query: z.object({
        state: z.string().max(8000).default(""),
        code: z.string().max(4000).optional(),
        error: z.string().max(1000).optional(),
        error_description: z.string().max(4000).optional(),
      }),
      async handle({ query, caller, reply }) {
        const said = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined);
        const userId = caller?.userId as string;
        const finished = await finishConnecting(kernel, userId, Object.fromEntries(said));
        // A browser that is sent here speaks the language of its own settings, not the one chosen in the product.
        const who = await asSystem(kernel.database, () => findUser({ id: userId }));
        const answer = finished.ok
          ? `connected=${finished.value.id}`
          : `problem=${encodeURIComponent(finished.fault.message[who?.language ?? "en"])}`;
        reply.redirect(`${kernel.origin}/channels?${answer}`, 303);
      },
    }),
    route({
      method: "PATCH",
      url: "/channels/:id",
      summary: "Change a channel's desk or signature.",
      access: change,
      params: idParams,
      body: z.object({
        deskId: z.uuid().nullable().optional(),
        signature: z.enum(["name", "initials", "none"]).optional(),
      }),
      response: channelShape,
      async handle({ params, body, language }) {
        const channel = await must(params.id);
        await mustBeDesk(body.deskId);
        await changeChannel(channel.id, {
          ...(body.deskId === undefined ? {} : { deskId: body.deskId }),
          ...(body.signature ? { settings: { ...channel.settings, signature: body.signature } } : {}),
        });
        return presentChannel(await must(params.id), language);
      },
    }),
    route({
      method: "POST",
      url: "/channels/:id/check",
      summary: "Ask the network whether all is well.",
      access: change,
      params: idParams,
      transaction: "none",
      perMinute: 30,
      response: channelShape,
      async handle({ params, caller, language }) {
        await inside(caller, () => must(params.id));
        const workspaceId = caller?.workspace?.id as string;
        const checked = await withChannel(
          kernel,
          workspaceId,
          params.id,
          AbortSignal.timeout(30_000),
          ({ connector, session }) => connector.check(session),
        );
        // What the network says is shown on the channel itself; only what says nothing about it is an error here.
        if (!checked.ok && checked.fault.tag !== "authorisation") throw problemOf(checked.fault);
        return inside(caller, async () => {
          const channel = await must(params.id);
          if (checked.ok)
            await markWell(params.id, checked.value.account, {
              ...channel.settings,
              ...checked.value.settings,
            });
          return presentChannel(await must(params.id), language);
        });
      },
    }),
    route({
      method: "POST",
      url: "/channels/:id/reconnection",
      summary: "Connect the same account again.",
      access: change,
      params: idParams,
      transaction: "none",
      perMinute: 30,
      body: z.object({ input }),
      response: connectAnswer,
      async handle({ params, body, caller, language }) {
        const channel = await inside(caller, () => must(params.id));
        const began = await beginConnecting(kernel, {
          workspaceId: channel.workspace_id,
          userId: caller?.userId as string,
          network: channel.network,
          input: body.input,
          channelId: channel.id,
        });
        if (!began.ok) throw problemOf(began.fault);
        return began.value.step === "redirect"
          ? began.value
          : { step: "connected" as const, channel: presentChannel(began.value.channel, language) };
      },
    }),
    route({
      method: "POST",
      url: "/channels/:id/pause",
      summary: "Pause a channel: nothing comes in, nothing goes out.",
      access: change,
      params: idParams,
      response: channelShape,
      async handle({ params, language }) {
        const channel = await must(params.id);
        if (channel.status !== "paused") await setStatus(channel.id, "paused", "channel.paused");
        return presentChannel(await must(params.id), language);
      },
    }),
    route({
      method: "DELETE",
      url: "/channels/:id/pause",
      summary: "Resume a paused channel.",
      access: change,
      params: idParams,
      response: channelShape,
      async handle({ params, language }) {
        const channel = await must(params.id);
        if (channel.status !== "paused")
          throw new Problem("conflict", {
            en: "This channel is not paused.",
            es: "Este canal no está en pausa.",
          });
        await setStatus(channel.id, "active", "channel.resumed");
        return presentChannel(await must(params.id), language);
      },
    }),
    route({
      method: "POST",
      url: "/channels/:id/disconnection",
      summary: "Disconnect a channel: its credentials are forgotten, its conversations stay.",
      access: change,
      params: idParams,
      async handle({ params }) {
        const channel = await must(params.id);
        await setStatus(channel.id, "disconnected", "channel.disconnected");
      },
    }),
  ];
};
