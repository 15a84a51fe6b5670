import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import type { Caller, Language } from "../kernel/caller.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { workspaceId } from "../kernel/scope.ts";
import { orderTest, previewLetter, type TestFault, testsOf } from "./bulletin-letter.ts";
import { byOf, mayReadPosts, mayWritePosts, member, whoIs } from "./caller.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { findPost } from "./post-store.ts";
import { deliveryShape, presentDeliveries, presentReasons } from "./present-delivery.ts";

const addressShape = z.object({ name: z.string(), address: z.string() });
/** The mail that a bulletin is for one reader. */
export const letterShape = z.object({
  from: addressShape,
  to: addressShape,
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  files: z.array(z.string()),
  /** Nothing says yet who sends it: its foot is not whole. */
  senderless: z.boolean(),
});
const testShape = deliveryShape.pick({
  id: true,
  channelId: true,
  status: true,
  fault: true,
  waits: true,
  createdAt: true,
  sentAt: true,
});

/** A bulletin before it goes out. */
export const bulletinLetterRoutes = (gate: Gate, { origin }: Pick<Kernel, "origin">): RouteSpec[] => [
  route({
    method: "GET",
    url: "/posts/:id/letters/:channelId",
    summary:
      "The mail that a post is for one subscriber of an e-mail channel: subject, sender, HTML and plain text.",
    access: mayReadPosts,
    params: z.object({ id: z.uuid(), channelId: z.uuid() }),
    response: letterShape,
    async handle({ params, caller, language }) {
      const picture = (fileId: string) => `/api/media/${fileId}?workspace=${workspaceId()}`;
      return orThrow(
        await previewLetter(params.id, params.channelId, byOf(caller), { origin, picture }),
        language,
      );
    },
  }),
  route({
    method: "POST",
    url: "/posts/:id/test-mails",
    summary:
      "Sends the post once, marked as a test, to the address with which the caller signs in. The id is made by the client: the same one again is the same mail.",
    access: mayWritePosts,
    perMinute: 30,
    params: idParams,
    body: z.object({ id: z.uuid(), channelId: z.uuid() }),
    response: testShape,
    async handle({ params, body, caller, language }) {
      const made = orThrow(await orderTest(gate, params.id, body, byOf(caller)), language);
      const [shown] = await presentTests([made], caller, language);
      if (!shown) throw notFound();
      return shown;
    },
  }),
  route({
    method: "GET",
    url: "/posts/:id/test-mails",
    summary: "The caller's own latest tests of a post, and what became of each.",
    access: mayReadPosts,
    params: idParams,
    response: z.object({ rows: z.array(testShape) }),
    async handle({ params, caller, language }) {
      if (!(await findPost(params.id))) throw notFound();
      const tests = await testsOf(member(caller).userId, params.id);
      return { rows: await presentTests(tests, caller, language) };
    },
  }),
];

async function presentTests(
  tests: DeliveryRecord[],
  caller: Caller | undefined,
  language: Language,
): Promise<Array<z.infer<typeof testShape>>> {
  const shown = await presentDeliveries(tests, whoIs(caller), language);
  return shown.map(({ id, channelId, status, fault, waits, createdAt, sentAt }) => ({
    id,
    channelId,
    status,
    fault,
    waits,
    createdAt,
    sentAt,
  }));
}

function orThrow<T>(result: Result<T, TestFault>, language: Language): T {
  if (result.ok) return result.value;
  switch (result.fault.tag) {
    case "missing":
      throw notFound();
    case "no-file":
      throw new Problem("conflict", {
        en: "A file of this post is no longer there.",
        es: "Un archivo de esta publicación ya no está.",
      });
    case "not-mailed":
      throw new Problem("conflict", {
        en: "On this channel a post is no mail.",
        es: "En este canal una publicación no es un correo.",
      });
    case "taken":
      throw new Problem("conflict", {
        en: "This id belongs to something else.",
        es: "Este identificador es de otra cosa.",
      });
    case "too-many":
      throw new Problem("too-many", {
        en: "Ten tests in ten minutes are enough: look at those that came, and try again in a while.",
        es: "Diez pruebas en diez minutos bastan: mira las que llegaron y vuelve a intentarlo dentro de un rato.",
      });
    case "denied": {
      const { reasons } = result.fault;
      throw new Problem(
        "conflict",
        {
          en: reasons.map(({ words }) => words.en).join(" "),
          es: reasons.map(({ words }) => words.es).join(" "),
        },
        { data: { reasons: presentReasons(reasons, language) } },
      );
    }
  }
}
