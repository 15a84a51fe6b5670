import { connectorFor, findChannel } from "../channels/index.ts";
import type { Recorded } from "../kernel/events.ts";
import { openStreams } from "./stream-store.ts";

/** A channel that was connected, connected again or resumed is listened to from that moment. */
export async function openChannelStreams(events: Recorded[]): Promise<void> {
  for (const event of events) {
    const channel = await findChannel(event.subject.id);
    if (channel) await openStreams(channel.id, connectorFor(channel.network));
  }
}
