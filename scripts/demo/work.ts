/** What the team has done already when the demonstration opens: answered, handed over, noted, put away. */
import { type Client, eventually, type Loose } from "../../test/client.ts";
import type { Team } from "./found-team.ts";

export interface Place {
  conversationId: string;
  messageId: string;
}

/** Waits until every channel has been read to the end once, or has said why it cannot be. */
export async function untilRead(client: Client): Promise<void> {
  await eventually(
    async () => {
      const { rows } = await client.get("/channels");
      return rows.every(
        ({ streams, arrivals }: Loose) =>
          arrivals.waiting === 0 &&
          streams.length > 0 &&
          // Streams named @… are Rapport's own errands.
          streams.every((one: Loose) => one.name.startsWith("@") || one.firstPassDone || one.fault),
      );
    },
    "every channel has been read once",
    180_000,
  );
}

/** Waits until a message is in the inbox. `words`: the beginning of its text, or its subject. */
export function findMessage(client: Client, words: string): Promise<Place> {
  return eventually(
    async () => {
      const { rows } = await client.get(`/search?q=${encodeURIComponent(`"${words}"`)}`);
      const [hit] = rows;
      return hit && { conversationId: hit.conversationId, messageId: hit.messageId ?? hit.id };
    },
    `"${words}" is in the inbox`,
    60_000,
  );
}

/** The working day so far. Every line is a call of the public API, made by the teammate who did it. */
export async function work(team: Team, has: { bluesky: boolean; mail: boolean }): Promise<void> {
  const { ines, marcus, lucia, desks, ids } = team;
  const to = (place: Place, path: string) => `/conversations/${place.conversationId}/${path}`;
  const reply = (who: Client, place: Place, text: string) =>
    who.post(to(place, "replies"), { id: crypto.randomUUID(), targetId: place.messageId, text });

  if (has.bluesky) {
    const wrong = await findMessage(ines, "came without the cardamom buns");
    await ines.put(to(wrong, "priority"), { priority: 1 });
    await ines.post(to(wrong, "hand-over"), {
      deskId: desks.support,
      reason: "Falta parte del pedido 4417. Lucía, ¿lo miras con el obrador?",
    });
    await lucia.put(to(wrong, "assignment"), { userId: ids.lucia });
    await lucia.post(to(wrong, "notes"), {
      text: "Salieron en la furgoneta de las nueve por error. @Marcus Adeyemi, ¿se los acercas tú esta tarde?",
      mentions: [ids.marcus],
    });

    const thanks = await findMessage(ines, "corteza de diez");
    await reply(
      ines,
      thanks,
      "Se lo leo ahora mismo a Manuel, que es quien la horneó. Le has arreglado el lunes. Un abrazo.",
    );
    await ines.post(to(thanks, "closure"), { outcome: "thanks" });

    const birthday = await findMessage(ines, "Cinco años y mis tazas");
    const praise = await findMessage(ines, "leave wanting to quit their jobs");
    for (const place of [birthday, praise]) await ines.post(to(place, "closure"), { outcome: "thanks" });

    const quartet = await findMessage(marcus, "Sunday quartet breakfast");
    await reply(
      marcus,
      quartet,
      "Just turn up, coats and all. Come before ten if you want the seat by the oven; I will keep two almond rolls aside.",
    );
    const visit = await findMessage(marcus, "real bakery at work");
    await marcus.put(to(visit, "assignment"), { userId: ids.marcus });
    await marcus.post(to(visit, "snooze"), { until: new Date(Date.now() + 20 * 3_600_000).toISOString() });
    const press = await findMessage(ines, "la pieza sobre cooperativas");
    await ines.post(to(press, "hand-over"), { deskId: desks.pr, reason: "Cierra mañana a mediodía." });
    await ines.put(to(press, "priority"), { priority: 2 });
    await ines.put(to(press, "assignment"), { userId: ids.ines });
  }
  if (has.mail) {
    const wholesale = await findMessage(marcus, "the canteen at the printworks");
    await ines.post(to(wholesale, "hand-over"), {
      deskId: desks.sales,
      reason: "Treinta panes por semana: es para ti, Marcus.",
    });
    await marcus.put(to(wholesale, "assignment"), { userId: ids.marcus });
    await marcus.post(to(wholesale, "notes"), {
      text: "Thirty fits into the second oven from Tuesday to Thursday. @Inés Carballo, may I offer the cooperative price?",
      mentions: [ids.ines],
    });
    const apprentice = await findMessage(ines, "Tengo veintitrés años");
    await ines.post(to(apprentice, "hand-over"), {
      deskId: desks.hr,
      reason: "Candidato para el aprendizaje de enero.",
    });
    const spam = await findMessage(marcus, "47 critical errors");
    await marcus.post(to(spam, "closure"), { outcome: "spam" });
    const mother = await findMessage(marcus, "when she felt faint");
    await reply(
      marcus,
      mother,
      "Dear Julian,\n\nthat was Pilar, who blushed when I read her your letter. Give your mother our love; the chair is hers.",
    );
    await marcus.post(to(mother, "closure"), { outcome: "story" });
  }
}
