/** A network with the brand on it and somebody who talks to the brand, the same for every network. */
import type { Client, Loose } from "../client.ts";

/** One message of the other party, as that party's own client names it. */
export interface Said {
  /** What Rapport must know it by. */
  externalId: string;
  text: string;
}

/** The brand's account on this network, to be connected once. */
export interface BrandAccount {
  handle: string;
  /** Connects it through the product's own routes, as a teammate does; answers the channel. */
  connect(client: Client, more?: { deskId?: string }): Promise<Loose>;
  /** The same account again, after its access was revoked. Answers the channel. */
  reconnect?(client: Client, channelId: string): Promise<Loose>;
  /** Takes Rapport's access away, at the network. */
  revoke?(): Promise<void>;
  /** Somebody else addresses the brand. */
  says(text: string, more?: { subject?: string; html?: string }): Promise<Said>;
  /** How often a text by the brand stands on the network, as the other party sees it, and where. */
  standing(text: string): Promise<Array<{ externalId: string; url?: string }>>;
  /** The other party answers a text of the brand that stands on the network. */
  answers(brandText: string, text: string): Promise<Said>;
  /** The other party changes or removes what they said. */
  edits?(said: Said, text: string): Promise<void>;
  erases?(said: Said): Promise<void>;
}

export interface Stage {
  network: "bluesky" | "mastodon" | "email" | "feed";
  /** A new account of the brand on this network, with another party of its own. NAME: a–z, up to 12 characters. */
  brand(name: string): Promise<BrandAccount>;
  stop(): Promise<void>;
}

/** Connects with a form that leads nowhere else. */
export async function connectByForm(
  client: Client,
  network: string,
  input: Record<string, string>,
  deskId?: string,
): Promise<Loose> {
  const answer = await client.post("/channels", { network, input, ...(deskId ? { deskId } : {}) });
  if (answer.step !== "connected") throw new Error(`not connected: ${JSON.stringify(answer)}`);
  return answer.channel;
}

export async function reconnectByForm(
  client: Client,
  channelId: string,
  input: Record<string, string>,
): Promise<Loose> {
  const answer = await client.post(`/channels/${channelId}/reconnection`, { input });
  if (answer.step !== "connected") throw new Error(`not connected: ${JSON.stringify(answer)}`);
  return answer.channel;
}
