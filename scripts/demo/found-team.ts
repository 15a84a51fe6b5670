/** Makes the demonstration's workspace as people make it: first run, invitations accepted, profiles filled in. */
import type { Client } from "../../test/client.ts";
import { foundTeam, type TeammateName } from "../../test/world.ts";
import { drawPortrait } from "./draw.ts";
import type { Resident } from "./people.ts";

export type Team = Awaited<ReturnType<typeof foundTeam>>;

const week = (...spans: Array<[string, string]>) =>
  Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, spans]));

const profiles: Record<
  TeammateName,
  { pronouns: string; languages: string[]; hours: object; looks: Resident["looks"] }
> = {
  ines: {
    pronouns: "ella",
    languages: ["es", "en"],
    hours: { ...week(["07:00", "15:00"]), sat: [["07:00", "12:00"]] },
    looks: ["#e9d9c6", "#2f7d6d", "#e0b18c", "#3a231b", "bun"],
  },
  marcus: {
    pronouns: "he/him",
    languages: ["en", "es"],
    hours: week(["10:00", "14:00"], ["15:00", "19:00"]),
    looks: ["#cfe0dc", "#a8443a", "#6b4229", "#17110e", "short"],
  },
  lucia: {
    pronouns: "ella",
    languages: ["es"],
    hours: { ...week(["15:00", "21:00"]), sun: [["10:00", "14:00"]] },
    looks: ["#f0d3d8", "#4b4f80", "#eac3a0", "#8a4b2c", "long"],
  },
  tom: {
    pronouns: "he/they",
    languages: ["en"],
    hours: { sat: [["09:00", "13:00"]] },
    looks: ["#e0e4cb", "#6f6a52", "#f1cfb4", "#b98a4a", "short"],
  },
};

const englishDesks: Record<string, string> = {
  community: "Community",
  marketing: "Marketing",
  pr: "PR",
  sales: "Sales",
  support: "Support",
  hr: "HR",
};

/**
 * The owner, and three teammates by invitation; everybody with portrait, languages and hours. The workspace is founded in
 * Spanish; for a visitor who reads English, the owner reads English too and the desks are named so.
 */
export async function found(client: (name?: string) => Client, language: "en" | "es"): Promise<Team> {
  const team = await foundTeam({ client }, "marcus", "lucia", "tom");
  if (language === "en") {
    await team.ines.patch("/me", { language });
    for (const [key, name] of Object.entries(englishDesks))
      await team.ines.patch(`/desks/${team.desks[key]}`, { name });
  }
  for (const who of Object.keys(profiles) as TeammateName[]) {
    const { looks, ...profile } = profiles[who];
    await team[who].patch("/me", profile);
    const portrait = new Uint8Array(await drawPortrait(looks));
    const answer = await team[who].ask("PUT", "/me/portrait", portrait, { "content-type": "image/png" });
    if (answer.status !== 200) throw new Error(`the portrait of ${who} was refused: ${answer.text}`);
  }
  return team;
}
