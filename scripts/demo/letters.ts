/** The mails that lie in the demonstration's mailbox, written as people and machines write them. */
import { sayings } from "../../test/world.ts";

export const mailDomains = ["brisa.test", "printworks.test", "lacaleta.test", "mail.test"] as const;
export const mailbox = "hola@brisa.test";

export interface Letter {
  from: { name: string; address: string };
  subject: string;
  text: string;
  html?: string;
  /** Minutes before now. */
  ago: number;
  attach?: "canteen-list" | "dented-box" | "curriculum";
  headers?: Record<string, string>;
}

const amara = { name: "Amara Okafor", address: "amara@printworks.test" };
const hours = (n: number) => n * 60;

export const letters: readonly Letter[] = [
  {
    from: amara,
    subject: sayings.wholesale.subject,
    text: `Hello Brisa,

${sayings.wholesale.text}

I have put what we eat in a week into the list, so that you can see whether your second oven laughs at it.

Kind regards,
Amara

--
Amara Okafor
Canteen, The Printworks
Stokes Croft, Bristol`,
    ago: 170,
    attach: "canteen-list",
  },
  {
    from: { name: "Beatriz Luna", address: "beatriz.luna@mail.test" },
    subject: "Tarta de almendra del sábado",
    text: `Buenos días:

Recogí el sábado la tarta de almendra para los ochenta años de mi padre. La caja venía hundida por un lado y el baño se había pegado a la tapa. Estaba riquísima, pero no era para enseñarla. Adjunto una foto.

No busco que me devuelvan nada; me gustaría saber qué pasó, porque en abril celebramos otra.

Un saludo,
Beatriz Luna`,
    ago: hours(3.6),
    attach: "dented-box",
  },
  {
    from: { name: "Joan Ferrer", address: "joan@lacaleta.test" },
    subject: "Entrevista: cinco años de cooperativa",
    text: `Hola, Inés:

Preparo una pieza para el domingo sobre las cooperativas del barrio. ¿Podríais recibirme mañana antes de las doce? Me bastan veinte minutos y una foto del horno nuevo.

Gracias,
Joan Ferrer
La Caleta Hoy`,
    ago: 118,
  },
  {
    from: { name: "Samuel Ortega", address: "samuel.ortega@mail.test" },
    subject: "Quiero aprender el oficio",
    text: `Hola:

Tengo veintitrés años, trabajo de camarero en El Populo y hago pan en casa cada noche. Leí que repartís el obrador entre las que amasáis y me gustaría empezar desde abajo, aunque sea barriendo harina.

Adjunto mi currículum, que cabe en media página.

Samuel`,
    ago: hours(21),
    attach: "curriculum",
  },
  {
    from: { name: "Hannah Reyes", address: "hannah.reyes@mail.test" },
    subject: "Re: Your breakfast for forty",
    text: `Thank you for the offer! Forty it is, on the 4th of December, and yes please to the olive rolls.

One more thing: two of us are vegan and one cannot have sesame. Can you mark the trays?

Best,
Hannah

On Fri, 20 Nov 2026 at 16:12, Brisa <hola@brisa.test> wrote:
> Dear Hannah,
>
> forty breakfasts would be 260 pounds with coffee, 190 without. We bring the
> trays at half past seven and collect them at noon.
>
> Warmly,
> Marcus`,
    ago: 64,
  },
  {
    from: { name: "Julian Frost", address: "julian.frost@mail.test" },
    subject: "Thank you for Monday",
    text: `To whoever gave my mother a chair and a glass of water on Monday when she felt faint in your queue: thank you. She is well. She talks about you more than about me.

Julian Frost`,
    html: `<p>To whoever gave my mother a <b>chair and a glass of water</b> on Monday when she felt faint in your queue: thank you.</p><p>She is well. She talks about you more than about me.</p><p>Julian Frost</p>`,
    ago: hours(6),
  },
  {
    from: { name: "Carmen Vidal", address: "carmen.vidal@mail.test" },
    subject: "Respuesta automática: pedido de harina",
    text: `Estoy fuera de la oficina hasta el 30 de noviembre. Para pedidos urgentes, escriban a almacen@harinas.test.

Carmen Vidal`,
    ago: hours(9),
    headers: { "Auto-Submitted": "auto-replied", Precedence: "auto_reply" },
  },
  {
    from: { name: "Baker's Weekly", address: "news@mail.test" },
    subject: "This week: steam, and how to get it",
    text: `Hello bakers,

this week we look at five ways to bring steam into a deck oven, at the price of rye, and at a mill that runs on tides.

You receive this because you subscribed. Unsubscribe: https://bakersweekly.test/leave`,
    ago: hours(28),
    headers: {
      "List-Id": "Baker's Weekly <weekly.bakersweekly.test>",
      "List-Unsubscribe": "<https://bakersweekly.test/leave>",
      Precedence: "bulk",
    },
  },
  {
    from: { name: "SEO Rocket Team", address: "rocket@mail.test" },
    subject: "Brisa on page 1 of every search, guaranteed",
    text: "Dear business owner, we visited your website and found 47 critical errors. Reply YES for a free audit and a surprise.",
    ago: hours(31),
  },
];

/** What somebody writes when the brand answers their mail. */
export const mailThanks = {
  en: "Thank you for the quick answer, that helps a lot. I will be in touch.",
  es: "Muchas gracias por responder tan rápido, me ayuda mucho. Seguimos en contacto.",
} as const;

/** Press and blogs that speak of the brand, as items of a feed. */
export const articles = [
  {
    title: "Cinco tahonas donde todavía huele a leña",
    author: "Marta Quirós",
    html: "<p>De La Viña al Pópulo, un paseo por los hornos que abren antes que el sol. El de <b>Brisa</b> es el más joven, y ya tiene cola.</p>",
    ago: hours(70),
  },
  {
    title: sayings.press.title,
    author: "Joan Ferrer",
    html: `<p>${sayings.press.text}</p><p>«Aquí la que firma el pan es la que lo amasa», dice Inés Carballo.</p>`,
    ago: hours(27),
  },
  {
    title: "El barrio desayuna tarde los lunes",
    author: "Marta Quirós",
    html: "<p>Solo una panadería abre los lunes en La Viña, y no es por costumbre: lo votaron sus socias en asamblea.</p>",
    ago: hours(5),
  },
];
