/**
 * The world that every journey, browser test and demonstration shares: one brand, its team and its community.
 * All of it is made up. Addresses end in `.test`, which belongs to nobody (RFC 6761).
 */
import type { Client } from "./client.ts";
import type { Product } from "./product.ts";

/** A bakery and café that belongs to the people who bake there: ovens in Cádiz, a second counter in Bristol. */
export const brand = {
  name: "Brisa",
  about: "Panadería y café cooperativa · A bakery and café that belongs to its bakers. Cádiz & Bristol",
  timeZone: "Europe/Madrid",
  /** For accounts on networks: letters only, so that every network takes it. */
  handle: "brisa",
} as const;

export const team = {
  ines: {
    name: "Inés Carballo",
    email: "ines@brisa.test",
    password: "masa madre a las cinco",
    role: "owner",
    language: "es",
    timeZone: "Europe/Madrid",
    desks: ["community", "pr"],
  },
  marcus: {
    name: "Marcus Adeyemi",
    email: "marcus@brisa.test",
    password: "rye before sunrise",
    role: "lead",
    language: "en",
    timeZone: "Europe/London",
    desks: ["community", "marketing", "sales"],
  },
  lucia: {
    name: "Lucía Otero",
    email: "lucia@brisa.test",
    password: "horno de leña viejo",
    role: "member",
    language: "es",
    timeZone: "Europe/Madrid",
    desks: ["support"],
  },
  tom: {
    name: "Tom Hale",
    email: "tom@brisa.test",
    password: "oat milk and patience",
    role: "guest",
    language: "en",
    timeZone: "Europe/London",
    desks: [],
  },
} as const;
export type TeammateName = keyof typeof team;

/** People of the community, by the name that they use on every network. */
export const community = {
  nuria: { name: "Nuria Beltrán", language: "es", from: "El Puerto de Santa María" },
  theo: { name: "Theo Whitlock", language: "en", from: "Bristol" },
  amara: { name: "Amara Okafor", language: "en", from: "Bristol" },
  diego: { name: "Diego Sanmartín", language: "es", from: "Cádiz" },
  priya: { name: "Priya Nair", language: "en", from: "Bath" },
  joan: { name: "Joan Ferrer", language: "es", from: "Jerez" },
} as const;
export type PersonName = keyof typeof community;

/** What they say, and what the team answers. */
export const sayings = {
  rye: {
    by: "theo",
    text: "Is the seeded rye back this Saturday? I have walked past three weekends in a row and you were sold out 😄",
    reply: "It is! Two trays come out at nine. Tell me your name and I will keep a loaf under the counter.",
    answer: "You are too kind. Keep it for Theo, I will bring the jam I promised.",
  },
  allergens: {
    by: "nuria",
    text: "¿El bizcocho de limón lleva frutos secos? Mi hija es alérgica y mañana cumple siete años 🎂",
    reply:
      "No lleva frutos secos, pero se hornea al lado de la tarta de almendra. Para ella lo hacemos aparte.",
    answer: "¡Mil gracias! Entonces paso a las diez con ella, está muy ilusionada.",
  },
  wholesale: {
    by: "amara",
    subject: "Bread for our canteen",
    text: "We run the canteen at the printworks on Stokes Croft and would like thirty loaves a week. Who do I talk to?",
    reply: "With me! Thirty is what our second oven is for. Could you come by on Tuesday after the rush?",
    answer: "Tuesday at eleven works. I will bring our baker's percentages, and cake.",
  },
  press: {
    by: "joan",
    title: "Una panadería que es de quien amasa",
    text: "La cooperativa Brisa cumple cinco años en el barrio de La Viña con un horno nuevo y diez socias.",
  },
  thanks: {
    by: "diego",
    text: "El pan de masa madre de hoy: corteza de diez. Gracias por abrir también los lunes, corazón ❤️",
  },
  wrong: {
    by: "priya",
    text: "My order 4417 came without the cardamom buns. No drama, but I was rather looking forward to them.",
  },
} as const;

/** First run as Inés; then the named teammates join by invitation. Answers everybody's client. */
export async function foundTeam(
  product: Pick<Product, "client">,
  ...others: Exclude<TeammateName, "ines">[]
): Promise<
  Record<TeammateName, Client> & { desks: Record<string, string>; ids: Record<TeammateName, string> }
> {
  const owner = product.client("ines");
  const { name, email, password, language, timeZone } = team.ines;
  const first = { name, email, password, language, timeZone, workspaceName: brand.name };
  owner.workspace = (await owner.post("/first-run", first)).workspace.id;
  const { desks } = await owner.get("/desks");
  const deskIds: Record<string, string> = Object.fromEntries(
    desks.map((desk: { key: string; id: string }) => [desk.key, desk.id]),
  );
  const ids: Record<string, string> = { ines: (await owner.get("/session")).user.id };
  await owner.patch(`/teammates/${ids.ines}`, { deskIds: team.ines.desks.map((key) => deskIds[key]) });
  const clients: Record<string, Client> = { ines: owner };
  for (const who of others) {
    const mate = team[who];
    const { link } = await owner.post("/invitations", {
      role: mate.role,
      deskIds: mate.desks.map((key) => deskIds[key]),
    });
    const client = product.client(who);
    const joined = await client.post(`/invitations/by-token/${link.split("/").at(-1)}/acceptance`, {
      name: mate.name,
      email: mate.email,
      password: mate.password,
      language: mate.language,
      timeZone: mate.timeZone,
    });
    client.workspace = joined.workspace.id;
    ids[who] = (await client.get("/session")).user.id;
    clients[who] = client;
  }
  return { ...clients, desks: deskIds, ids } as never;
}
