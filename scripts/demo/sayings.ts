/** What the demonstration's community says on Bluesky: threads as they stand there, each with its age in minutes. */
import { sayings } from "../../test/world.ts";
import type { ResidentName } from "./people.ts";

export interface Saying {
  by: ResidentName | "brisa";
  text: string;
  /** Minutes before now. */
  ago: number;
  likedBy?: readonly ResidentName[];
  picture?: "tray";
  alt?: string;
  answers?: readonly Saying[];
  /** Quoted by these, with their words. */
  quotes?: ReadonlyArray<{ by: ResidentName; text: string; ago: number }>;
}

const hours = (n: number) => n * 60;
const daysAgo = (n: number) => n * 24 * 60;
const at = "@brisa.test";

export const threads: readonly Saying[] = [
  {
    by: "brisa",
    ago: daysAgo(6),
    text: "Hoy cumplimos cinco años. Diez socias, dos hornos, un barrio. Gracias. · Five years today. Ten of us, two ovens, one neighbourhood. Thank you.",
    picture: "tray",
    alt: "Una bandeja de panes recién hechos, vista desde arriba. · A tray of fresh loaves, seen from above.",
    likedBy: ["nuria", "theo", "amara", "diego", "gwen", "rafa", "odile", "pablo"],
    quotes: [
      {
        by: "gwen",
        text: "A bakery owned by its bakers, still standing after five years. I bring my Tuesday class here and they leave wanting to quit their jobs.",
        ago: daysAgo(5.8),
      },
    ],
    answers: [
      {
        by: "rafa",
        text: "Cinco años y mis tazas siguen sin romperse. Enhorabuena, familia.",
        ago: daysAgo(5.9),
        answers: [
          { by: "brisa", text: "¡Se rompieron tres, Rafa, pero con cariño! Inés", ago: daysAgo(5.8) },
        ],
      },
      { by: "theo", text: "Congratulations! The number 76 still smells of your rye.", ago: daysAgo(5.7) },
      {
        by: "nuria",
        text: "¡Felicidades! Mi hija aprendió a decir «mollete» con vosotras.",
        ago: daysAgo(5.5),
      },
    ],
  },
  {
    by: "brisa",
    ago: daysAgo(2),
    text: "One question while the dough rests: which bread tastes of home to you? · Una pregunta mientras reposa la masa: ¿qué pan os sabe a casa?",
    likedBy: ["odile", "kofi", "inma", "joan"],
    answers: [
      {
        by: "kofi",
        text: "Sugar bread from my grandmother in Tema. Nothing here comes close, and I have looked.",
        ago: daysAgo(1.9),
        answers: [
          {
            by: "brisa",
            text: "Would you show us how she made it? We have a free oven on Sunday evenings. Marcus",
            ago: daysAgo(1.8),
            answers: [
              {
                by: "kofi",
                text: "Are you serious? I would love that. I will ask my aunt for the recipe, she measures in cups of evaporated milk.",
                ago: daysAgo(1.2),
                answers: [
                  {
                    by: "odile",
                    text: "Please film this. I will play the cello while it proves.",
                    ago: daysAgo(1.1),
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        by: "inma",
        text: "El que no puedo comer. ¿Para cuándo uno sin gluten de verdad, con horno aparte?",
        ago: 200,
        likedBy: ["nuria"],
      },
      { by: "diego", text: "El bollo de Semana Santa de mi tía, con su huevo y todo.", ago: daysAgo(1.6) },
      { by: "odile", text: "A plain baguette, eaten from the end on the way back.", ago: daysAgo(1.5) },
    ],
  },
  {
    by: "brisa",
    ago: hours(7),
    text: "Mañana martes abrimos a las 7:00 en Cádiz: el horno nuevo ya calienta. Bristol opens at 8:00 as always.",
    likedBy: ["pablo", "diego"],
    answers: [
      {
        by: "pablo",
        text: "¿Se puede ver el horno por dentro? Prometo no tocar nada (mucho).",
        ago: hours(5),
      },
      {
        by: "priya",
        text: "Eight is perfect. Will there be oat flat whites this time, or is the machine still sulking?",
        ago: hours(3),
      },
    ],
  },
  { by: "theo", ago: 42, text: `${at} ${sayings.rye.text}` },
  { by: "nuria", ago: 75, text: `${at} ${sayings.allergens.text}` },
  { by: "diego", ago: hours(4), text: `${sayings.thanks.text} ${at}` },
  { by: "priya", ago: 95, text: `${at} ${sayings.wrong.text}` },
  {
    by: "odile",
    ago: hours(26),
    text: `${at} Your Sunday quartet breakfast: do I need to book for two, or do we just turn up with our coats on?`,
  },
  {
    by: "kofi",
    ago: 130,
    text: `Could I put a ${at} shelf on the cargo bike? Fourteen offices on my round ask me every single morning.`,
  },
  {
    by: "gwen",
    ago: hours(30),
    text: `${at} My Tuesday class wants to see a real bakery at work. Twelve of us, very quiet, some of us floury.`,
  },
  {
    by: "joan",
    ago: hours(2.2),
    text: `${at} Cierro mañana a mediodía la pieza sobre cooperativas del barrio. ¿Con quién de vosotras puedo hablar diez minutos?`,
  },
];

/** Who follows the brand, and since how many minutes. */
export const followers: ReadonlyArray<[by: ResidentName, ago: number]> = [
  ["nuria", daysAgo(6)],
  ["theo", daysAgo(6)],
  ["diego", daysAgo(5)],
  ["gwen", daysAgo(5)],
  ["rafa", daysAgo(4)],
  ["odile", daysAgo(3)],
  ["kofi", daysAgo(2)],
  ["inma", hours(20)],
  ["pablo", hours(9)],
];

/** Said one after another while the demonstration runs. `reply`: under the brand's latest post; `post`: a mention. */
export const trickle: ReadonlyArray<{ by: ResidentName; how: "post" | "reply" | "like"; text: string }> = [
  { by: "rafa", how: "reply", text: "A las siete estoy en la puerta con dos tazas nuevas." },
  { by: "odile", how: "like", text: "" },
  {
    by: "amara",
    how: "post",
    text: `${at} Passed your window at six this morning. Whoever is singing: louder, please.`,
  },
  { by: "inma", how: "post", text: `${at} ¿El aceite de los picos es de oliva? Pregunto por una reseña.` },
  { by: "kofi", how: "reply", text: "Eight works, I will be the one with the yellow bike." },
  { by: "gwen", how: "like", text: "" },
  {
    by: "pablo",
    how: "post",
    text: `${at} Mi masa madre ha doblado en tres horas. ¿Es mucho o es que me quiere?`,
  },
  { by: "theo", how: "reply", text: "The jam is plum this year. I am bringing four jars and no invoice." },
  {
    by: "nuria",
    how: "post",
    text: `${at} Alba pregunta si el panadero del bigote sabe hacer un pan con forma de gato.`,
  },
  {
    by: "priya",
    how: "post",
    text: `${at} The cardamom buns arrived after all, with a note. You are forgiven.`,
  },
  {
    by: "diego",
    how: "post",
    text: `${at} Tengo fotos del amanecer con vuestro escaparate encendido. ¿Os las paso?`,
  },
  { by: "amara", how: "like", text: "" },
  {
    by: "gwen",
    how: "post",
    text: `${at} My starter died on the train. Could I beg forty grams of yours on Thursday?`,
  },
  { by: "joan", how: "reply", text: "Lo cuento mañana en el periódico. ¿Puedo citaros?" },
  {
    by: "odile",
    how: "post",
    text: `${at} The almond rolls: is it orange blossom in there, or am I in love?`,
  },
  { by: "inma", how: "reply", text: "Yo esperaré a lo mío, pero me alegro por el resto." },
  {
    by: "rafa",
    how: "post",
    text: `${at} He roto una taza de las vuestras. De las mías, vaya. Mañana llevo otra.`,
  },
  {
    by: "kofi",
    how: "post",
    text: `${at} My aunt says two cups, and then she says "until it looks right". I will translate.`,
  },
  { by: "theo", how: "like", text: "" },
  { by: "priya", how: "reply", text: "If the machine sulks again, I know how to file a bug." },
];

/** What somebody says when the brand answers them, once; by language. */
export const thanks = {
  en: [
    "Thank you, that was quick. See you at the counter!",
    "Lovely. That is exactly what I hoped for.",
    "You answered like a person. I had forgotten that happens.",
  ],
  es: [
    "¡Gracias por contestar tan pronto! Nos vemos en el mostrador.",
    "Qué bien, justo lo que quería saber. Un abrazo.",
    "Da gusto que conteste una persona. ¡Gracias!",
  ],
} as const;
