/** What went wrong with a post, in the words of who asked. */
import type { Language } from "../kernel/caller.ts";
import { badField, notFound, Problem, type Words } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { type LocalTimeFault, momentOf } from "./local-time.ts";
import type { PlanFault } from "./plan-post.ts";
import type { SaveFault } from "./post-change.ts";
import { presentReasons } from "./present-delivery.ts";
import { repeatProblem } from "./repeat-problem.ts";
import { restWords } from "./rest-words.ts";

export function knownZone(zone: string, path: string): void {
  const found = momentOf({ local: "2026-01-01T12:00", zone });
  if (!found.ok) throw badField(path, zoneWords);
}

const zoneWords: Words = {
  en: "This is no time zone we know. Write one like Europe/Madrid.",
  es: "No conocemos esta zona horaria. Escribe una como Europe/Madrid.",
};

export const presentPartReasons = (
  reasons: Array<{ channelId: string; part: number } & Parameters<typeof presentReasons>[0][number]>,
  language: Language,
) =>
  reasons.map((each) => {
    const [reason] = presentReasons([each], language);
    if (!reason) throw new Error("A reason could not be shown.");
    return { ...reason, channelId: each.channelId, part: each.part };
  });

export function saved<T>(result: Result<T, SaveFault>): T {
  if (result.ok) return result.value;
  const { fault } = result;
  if (fault.tag === "missing") throw notFound();
  if (fault.tag === "no-channel")
    throw badField("body.channelIds", {
      en: "This channel is not there (any more).",
      es: "Este canal no está (o ya no).",
    });
  if (fault.tag === "no-pillar")
    throw badField("body.pillarId", {
      en: "This pillar is not there (any more).",
      es: "Este pilar no está (o ya no).",
    });
  if (fault.tag === "no-conversation")
    throw badField("body.source.conversationId", {
      en: "This conversation is not there (any more).",
      es: "Esta conversación no está (o ya no).",
    });
  if (fault.tag === "no-idea")
    throw badField("body.source.ideaId", {
      en: "This idea is not there (any more).",
      es: "Esta idea no está (o ya no).",
    });
  if (fault.tag === "idea-taken")
    throw new Problem(
      "conflict",
      { en: "A draft was begun from this idea already.", es: "Ya se ha empezado un borrador de esta idea." },
      { data: { postId: fault.postId } },
    );
  throw new Problem(
    "conflict",
    {
      en: "Some of it is out already on this channel. Take it off the plan first, or write a new post.",
      es: "Parte ya ha salido en este canal. Quítalo antes del plan, o escribe otra publicación.",
    },
    { data: { channelId: fault.channelId } },
  );
}

export function planned<T>(result: Result<T, PlanFault>, language: Language = "en"): T {
  if (result.ok) return result.value;
  const { fault } = result;
  switch (fault.tag) {
    case "missing":
      throw notFound();
    case "no-channels":
      throw badField("body.channelIds", {
        en: "Choose at least one channel first.",
        es: "Elige antes al menos un canal.",
      });
    case "no-time":
      throw timeProblem(fault.channelId, { en: "Say when it goes out.", es: "Di cuándo sale." });
    case "past":
      throw timeProblem(fault.channelId, {
        en: "This time has passed. Choose a later one, or publish now.",
        es: "Esta hora ya pasó. Elige otra posterior, o publica ahora.",
      });
    case "bad-time":
      throw badTime(fault);
    case "no-file":
      throw new Problem(
        "bad-input",
        {
          en: "A picture of this post is no longer there. Add it again.",
          es: "Una imagen de la publicación ya no está. Añádela otra vez.",
        },
        { data: { channelId: fault.channelId, fileId: fault.fileId } },
      );
    case "rests":
      throw timeProblem(fault.channelId, restWords(fault), {
        rests: { at: fault.at.toISOString(), until: fault.until },
      });
    case "repeat":
      throw repeatProblem(fault.fault);
    case "denied":
      throw new Problem(
        "conflict",
        { en: "This cannot go out as it is.", es: "Así no puede salir." },
        { data: { reasons: presentPartReasons(fault.reasons, language) } },
      );
  }
}

/** Why a plan fails, in words; one after another where the gate has several. */
export function whyNotPlanned(fault: PlanFault): Words[] {
  if (fault.tag === "denied") return fault.reasons.map(({ words }) => words);
  try {
    planned({ ok: false, fault });
  } catch (error) {
    if (error instanceof Problem) return [error.words];
    throw error;
  }
  throw new Error("A fault was no fault.");
}

const timeProblem = (
  channelId: string | undefined,
  words: Words,
  data: Record<string, unknown> = {},
): Problem =>
  new Problem("bad-input", words, {
    fields: [{ path: "body.time", words }],
    data: { ...(channelId ? { channelId } : {}), ...data },
  });

/** What the clock does not say clearly, as a question. */
export function badTime({ channelId, fault }: { channelId?: string; fault: LocalTimeFault }): Problem {
  switch (fault.tag) {
    case "unknown-zone":
      return timeProblem(channelId, zoneWords);
    case "no-time":
      return timeProblem(channelId, {
        en: "This is no time of the calendar.",
        es: "Esta hora no existe en el calendario.",
      });
    case "skipped":
      return timeProblem(
        channelId,
        {
          en: `The clock leaps over this time that night: from ${clock(fault.before)} to ${clock(fault.after)}. Choose one of them.`,
          es: `Esa noche el reloj salta esta hora: pasa de ${clock(fault.before)} a ${clock(fault.after)}. Elige una de las dos.`,
        },
        { skipped: { before: fault.before, after: fault.after } },
      );
    case "twice":
      return timeProblem(
        channelId,
        {
          en: "The clock shows this time twice that night. Say whether you mean the first or the second.",
          es: "Esa noche el reloj marca esta hora dos veces. Di si es la primera o la segunda.",
        },
        { twice: { first: fault.first.toISOString(), second: fault.second.toISOString() } },
      );
  }
}

const clock = (local: string): string => local.slice(11);
