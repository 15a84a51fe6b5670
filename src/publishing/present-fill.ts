/** What became of each slot of a fill, in the words of who asked. */
import { z } from "zod";
import type { Language } from "../kernel/caller.ts";
import type { Words } from "../kernel/errors.ts";
import type { FilledRow, LeftFault } from "./fill-slots.ts";
import { variantStatuses } from "./post.ts";
import { whyNotPlanned } from "./post-problem.ts";
import { presentReasons, reasonShape } from "./present-delivery.ts";

const slot = {
  channelId: z.uuid(),
  time: z.object({ local: z.string(), zone: z.string(), second: z.boolean().optional() }),
};
export const filledShape = z.discriminatedUnion("state", [
  z.object({
    ...slot,
    state: z.literal("planned"),
    /** The post that says it again. */
    postId: z.uuid(),
    status: z.enum(variantStatuses),
    /** Why it is held. */
    reasons: z.array(reasonShape),
  }),
  z.object({
    ...slot,
    state: z.literal("left"),
    reason: z.enum(["no-slot", "past", "taken", "unmarked", "removed", "rests", "denied", "not-planned"]),
    words: z.string(),
  }),
]);

export function presentFilled(
  { channelId, time, filled }: FilledRow,
  language: Language,
): z.infer<typeof filledShape> {
  if (filled.ok) {
    const { postId, status, reasons } = filled.value;
    return {
      channelId,
      time,
      state: "planned",
      postId,
      status,
      reasons: presentReasons(reasons, language),
    };
  }
  const { fault } = filled;
  const words = wordsOf(fault)
    .map((each) => each[language])
    .join(" ");
  return { channelId, time, state: "left", reason: reasonOf(fault), words };
}

function reasonOf(fault: LeftFault) {
  if (fault.tag !== "not-planned") return fault.tag;
  const { tag } = fault.fault;
  return tag === "rests" || tag === "denied" ? tag : fault.tag;
}

function wordsOf(fault: LeftFault): Words[] {
  switch (fault.tag) {
    case "no-slot":
      return [{ en: "The channel has no such slot any more.", es: "El canal ya no tiene este hueco." }];
    case "past":
      return [{ en: "This time has passed.", es: "Esta hora ya pasó." }];
    case "taken":
      return [{ en: "Something stands there now.", es: "Ahora hay algo en ese hueco." }];
    case "unmarked":
      return [
        {
          en: "This post may not be said again there any more.",
          es: "Esta publicación ya no se puede repetir ahí.",
        },
      ];
    case "removed":
      return [
        {
          en: "It was planned there, and somebody took it away since.",
          es: "Estaba planeada ahí y alguien la ha quitado desde entonces.",
        },
      ];
    case "not-planned":
      return whyNotPlanned(fault.fault);
  }
}
