/** Who lives in the demonstration's community beside those of test/world.ts. All of it is made up. */
import { community } from "../../test/world.ts";

export interface Resident {
  /** On every network; the handle on Bluesky is `HANDLE.test`. */
  handle: string;
  name: string;
  language: "en" | "es";
  about: string;
  /** Their portrait: the colours of ground, clothes, skin and hair, and how the hair is worn. */
  looks: [
    ground: string,
    clothes: string,
    skin: string,
    hair: string,
    style: "short" | "long" | "bun" | "none",
  ];
}

const of = (who: keyof typeof community) => ({
  name: community[who].name,
  language: community[who].language,
});

export const residents = {
  nuria: {
    ...of("nuria"),
    handle: "nuriabeltran",
    about: "Maestra en El Puerto. Madre de Alba. Meriendas, siempre.",
    looks: ["#f2d8c2", "#3d6f66", "#e3b590", "#4a2c20", "long"],
  },
  theo: {
    ...of("theo"),
    handle: "theowhitlock",
    about: "Retired bus driver, jam maker. Bristol.",
    looks: ["#d8e4e0", "#7b4a3a", "#efc8a8", "#c9c4bc", "short"],
  },
  amara: {
    ...of("amara"),
    handle: "amaraokafor",
    about: "I run the canteen at the printworks.",
    looks: ["#f6e0b0", "#a33f4f", "#7a4a30", "#1f1714", "bun"],
  },
  diego: {
    ...of("diego"),
    handle: "diegosanmartin",
    about: "Fotógrafo de barrio. Cádiz.",
    looks: ["#cfdcea", "#2b3a55", "#d9a679", "#2a1d18", "short"],
  },
  priya: {
    ...of("priya"),
    handle: "priyanair",
    about: "Software tester. Breaks buns and builds.",
    looks: ["#e6d5ec", "#d98a2b", "#a86f48", "#20161a", "long"],
  },
  joan: {
    ...of("joan"),
    handle: "joanferrer",
    about: "Periodista en La Caleta Hoy. Jerez.",
    looks: ["#dfe6cf", "#4f5b3a", "#e8bf9b", "#6b4a33", "none"],
  },
  gwen: {
    name: "Gwen Parry",
    language: "en",
    handle: "gwenparry",
    about: "Sourdough at altitude. Teaches a Tuesday bread class.",
    looks: ["#f3cfc6", "#37626f", "#f3d3bb", "#b5532e", "bun"],
  },
  rafa: {
    name: "Rafa Lobato",
    language: "es",
    handle: "rafalobato",
    about: "Ceramista. Hago las tazas de medio Cádiz.",
    looks: ["#d4e2d0", "#b3672f", "#cf9870", "#15110f", "short"],
  },
  odile: {
    name: "Odile Marchand",
    language: "en",
    handle: "odilemarchand",
    about: "Cellist, early riser, croissant critic.",
    looks: ["#dcd9ee", "#544a86", "#f0cdb0", "#e0c27a", "long"],
  },
  kofi: {
    name: "Kofi Mensah",
    language: "en",
    handle: "kofimensah",
    about: "Cargo bikes & breakfast deliveries, BS3.",
    looks: ["#cfe8e2", "#e0a32e", "#5f3a26", "#120d0b", "none"],
  },
  inma: {
    name: "Inma Cortés",
    language: "es",
    handle: "inmacortes",
    about: "Celíaca con paladar. Reseño obradores sin gluten.",
    looks: ["#f7dcd5", "#8a3d5a", "#e6b892", "#5a2f22", "long"],
  },
  pablo: {
    name: "Pablo Ruiz",
    language: "es",
    handle: "pabloruiz",
    about: "Panadero en prácticas. Masa y más masa.",
    looks: ["#e9e2cf", "#3b5f8a", "#dcae86", "#3a251b", "short"],
  },
} as const satisfies Record<string, Resident>;

export type ResidentName = keyof typeof residents;
