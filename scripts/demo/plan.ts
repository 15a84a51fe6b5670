/** What the team has planned when the demonstration opens: pillars, weekly slots, drafts, and posts of the weeks to come. */
import { type Client, eventually, type Loose } from "../../test/client.ts";
import { drawTray } from "./draw.ts";
import type { Team } from "./found-team.ts";

const zone = "Europe/Madrid";

const pillars = [
  { name: "Del horno", color: "#b4682f" },
  { name: "La gente", color: "#2f7d6d" },
  { name: "El barrio", color: "#4b4f80" },
] as const;

interface Planned {
  /** Days from today, and the time on Madrid's clock. */
  day: number;
  time: string;
  pillar: (typeof pillars)[number]["name"];
  text: string;
  /** In other words on the second channel, or left out: said on the first alone. */
  also?: string | true;
}

const told: readonly Planned[] = [
  {
    day: 1,
    time: "08:30",
    pillar: "Del horno",
    text: "Mañana, pan de centeno con nueces. Veinte piezas, y ni una más.",
    also: true,
  },
  {
    day: 2,
    time: "12:00",
    pillar: "La gente",
    text: "Pilar lleva treinta años abriendo a las cinco. Hoy le abrimos nosotros.",
  },
  {
    day: 3,
    time: "09:00",
    pillar: "El barrio",
    text: "El sábado, desayuno del cuarteto: trae tu abrigo y tu silla.",
    also: "Este sábado tocamos y horneamos en la calle.",
  },
  {
    day: 5,
    time: "10:00",
    pillar: "Del horno",
    text: "Buns for breakfast: the cardamom ones are back on Sunday.",
    also: true,
  },
  { day: 7, time: "08:30", pillar: "La gente", text: "¿Quién fue tu primer panadero? Cuéntanoslo." },
  {
    day: 9,
    time: "18:00",
    pillar: "El barrio",
    text: "La cooperativa cumple cinco años. Lo celebramos con las puertas abiertas.",
    also: true,
  },
  {
    day: 12,
    time: "08:30",
    pillar: "Del horno",
    text: "Roscón: empezamos la lista. Con o sin sorpresa, dinos.",
    also: "La lista del roscón está abierta.",
  },
  {
    day: 14,
    time: "12:00",
    pillar: "La gente",
    text: "Se busca aprendiz para enero: manos curiosas y buen despertar.",
    also: true,
  },
];

const more: ReadonlyArray<Planned["text"]> = [
  "Nuevo en la vitrina: coca de naranja amarga.",
  "Se nos ha roto el reloj de la pared. El pan ha salido igual.",
  "Inés contesta hoy hasta las tres; después, Lucía.",
  "Dos hornos, cuatro manos, doscientas barras.",
  "¿Dulce o salado? El jueves decides tú.",
  "Harina de la sierra, molida ayer.",
  "Hoy cerramos a mediodía: ensayo del coro.",
  "Una foto de vuestras tostadas, por favor.",
];

const thread = [
  "Tres cosas que aprendimos este año amasando de noche. Van en orden de quemaduras.",
  "Una: el pan no sabe qué hora es. La masa madre sí, y protesta.",
  "Dos: el que pregunta «¿queda algo?» a las ocho es siempre el mejor cliente del mes.",
];

/** What may be said again, and how many days it rests. */
const lasting: ReadonlyArray<{ text: string; days: number }> = [
  {
    text: "El pan dura una semana si lo guardas en un paño y nunca en la nevera. Corta solo lo que comas.",
    days: 60,
  },
  {
    text: "La masa madre se cuida así: harina, agua y un poco de cariño cada mañana. ¿Quieres un pedazo?",
    days: 90,
  },
];

/** The small ones stand between the others and after them. */
const small: readonly Planned[] = more.map((text, index) => ({
  day: 4 + index * 3,
  time: index % 2 ? "18:00" : "08:30",
  pillar: pillars[index % pillars.length]?.name ?? "Del horno",
  text,
  ...(index % 3 === 0 ? { also: true as const } : {}),
}));

/** The day that lies so many days ahead in Madrid, as `YYYY-MM-DD`. */
const dayAhead = (days: number): string =>
  new Intl.DateTimeFormat("sv", { timeZone: zone }).format(Date.now() + days * 86_400_000);

const part = (text: string, media: object[] = []) => ({ text, media });

export interface Plan {
  /** A draft with a thread, its pictures and a second channel. */
  draft: string;
  /** A post that is out. */
  out: string;
}

/** Made through the public API, each by the teammate who would. */
export async function makePlan({ ines, marcus }: Team, channelIds: readonly string[]): Promise<Plan> {
  const [first = "", second = ""] = channelIds;
  const ids = new Map<string, string>();
  for (const pillar of pillars) ids.set(pillar.name, (await ines.post("/pillars", pillar)).id);
  const slots = (["tue", "thu"] as const).flatMap((weekday) =>
    ["08:30", "18:00"].map((time) => ({ weekday, time, zone })),
  );
  await ines.put(`/channels/${first}/slots`, { slots });

  const begin = async (by: Client, more: object): Promise<string> =>
    (await by.post("/posts", { id: crypto.randomUUID(), zone, ...more })).id;
  for (const { day, time, pillar, text, also } of [...told, ...small]) {
    const id = await begin(day % 2 ? ines : marcus, {
      channelIds: also ? [first, second] : [first],
      pillarId: ids.get(pillar),
      base: { parts: [part(text)] },
    });
    if (typeof also === "string")
      await ines.patch(`/posts/${id}`, {
        changes: [
          {
            what: "own",
            channelId: second,
            field: "parts",
            was: { follow: true },
            now: { value: [part(also)] },
          },
        ],
      });
    await ines.put(`/posts/${id}/time`, { time: { local: `${dayAhead(day)}T${time}`, zone } });
    await ines.post(`/posts/${id}/plan`, { at: "written" });
  }

  for (const { text, days } of lasting) {
    const id = await begin(ines, {
      channelIds: [first],
      pillarId: ids.get("Del horno"),
      base: { parts: [part(text)] },
    });
    await ines.put(`/posts/${id}/evergreen`, { channels: [{ channelId: first, days }] });
  }

  const tray = await ines.ask("POST", "/media", new Uint8Array(await drawTray()), {
    "content-type": "image/png",
    "x-file-name": "bandeja.png",
  });
  const media = [{ fileId: tray.body.fileId, alt: "Doce panes en su bandeja, recién salidos" }];
  const draft = await begin(ines, {
    channelIds: [first, second],
    pillarId: ids.get("Del horno"),
    base: { parts: thread.map((text, index) => part(text, index === 0 ? media : [])) },
  });
  const out = await begin(ines, {
    channelIds: [first, second],
    pillarId: ids.get("Del horno"),
    base: { parts: [part("Primera hornada fuera: huele hasta la plaza.", media)] },
  });
  await ines.post(`/posts/${out}/plan`, { at: "now" });
  await eventually(async () => {
    const { variants } = await ines.get(`/posts/${out}`);
    return variants.every((each: Loose) => each.status === "sent");
  }, "a post is out on both channels");
  return { draft, out };
}
