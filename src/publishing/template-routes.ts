/** Routes of templates. */
import { z } from "zod";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { zoneInput } from "./content-input.ts";
import { knownZone, saved } from "./post-problem.ts";
import { postShape, shownPost } from "./present-post.ts";
import { blanksInPost, mostTemplates } from "./template.ts";
import {
  beginFromTemplate,
  changeTemplate,
  keepTemplate,
  listTemplates,
  removeTemplate,
  type TemplateFault,
  type TemplateRecord,
} from "./template-store.ts";

const templateShape = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The first words in one line. */
  brief: z.string(),
  /** What is asked for when a post is begun from it. */
  blanks: z.array(z.string()),
  channelIds: z.array(z.uuid()),
  pillarId: z.uuid().nullable(),
  madeBy: z.uuid(),
  madeAt: z.string(),
  changedBy: z.uuid(),
  changedAt: z.string(),
});
const nameInput = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^\P{Cc}*$/u);

export const templateRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/templates",
    summary: "The templates, by name.",
    access: mayReadPosts,
    response: z.object({ rows: z.array(templateShape) }),
    handle: async () => ({ rows: (await listTemplates()).map(present) }),
  }),
  route({
    method: "POST",
    url: "/templates",
    summary: "Keeps a post as a template: what it says and where, without its times. The id is the client's.",
    access: mayWritePosts,
    body: z.object({ id: z.uuid(), name: nameInput, postId: z.uuid() }),
    response: templateShape,
    handle: async ({ body, caller }) => {
      const kept = await keepTemplate(body, member(caller).userId);
      return kept.ok ? present(kept.value) : refuse(kept.fault);
    },
  }),
  route({
    method: "PATCH",
    url: "/templates/:id",
    summary: "Names a template, or puts what a post says in the place of what it says.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ name: nameInput.optional(), postId: z.uuid().optional() }),
    response: templateShape,
    handle: async ({ params, body, caller }) => {
      const changed = await changeTemplate(params.id, body, member(caller).userId);
      return changed.ok ? present(changed.value) : refuse(changed.fault);
    },
  }),
  route({
    method: "DELETE",
    url: "/templates/:id",
    summary: "Removes a template; posts that were begun from it stay.",
    access: mayWritePosts,
    params: idParams,
    async handle({ params }) {
      if (!(await removeTemplate(params.id))) throw notFound();
    },
  }),
  route({
    method: "POST",
    url: "/templates/:id/posts",
    summary: "Begins a draft from a template, its blanks filled in. The post's id is the client's.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({
      id: z.uuid(),
      zone: zoneInput,
      blanks: z
        .array(z.object({ name: z.string().max(60), value: z.string().max(2000) }))
        .max(100)
        .default([]),
      /** Leaves what is not filled in for later; the gate holds the post until then. */
      leave: z.boolean().default(false),
    }),
    response: postShape,
    async handle({ params, body, caller, language }) {
      knownZone(body.zone, "body.zone");
      const blanks = new Map(body.blanks.map(({ name, value }) => [name, value.trim()]));
      const begun = await beginFromTemplate(params.id, { ...body, blanks }, member(caller).userId);
      if (begun.ok) return shownPost(begun.value, caller, language);
      if (begun.fault.tag === "unfilled") throw unfilled(begun.fault.names);
      if (begun.fault.tag === "too-long")
        throw badField("body.blanks", {
          en: "With these words it is longer than a post can be.",
          es: "Con estas palabras es más larga de lo que puede ser una publicación.",
        });
      return shownPost(saved({ ok: false, fault: begun.fault }), caller, language);
    },
  }),
];

const present = (template: TemplateRecord): z.infer<typeof templateShape> => ({
  id: template.id,
  name: template.name,
  brief: template.brief,
  blanks: blanksInPost(template.content),
  channelIds: template.content.variants.map(({ channelId }) => channelId),
  pillarId: template.pillar_id,
  madeBy: template.made_by,
  madeAt: template.made_at.toISOString(),
  changedBy: template.changed_by,
  changedAt: template.changed_at.toISOString(),
});

/** At each blank, by its name. */
function unfilled(names: string[]): Problem {
  const words = { en: "Fill this in, or leave it for later.", es: "Rellénalo, o déjalo para después." };
  const whole = {
    en: `Not filled in: ${names.join(", ")}.`,
    es: `Sin rellenar: ${names.join(", ")}.`,
  };
  return new Problem("bad-input", whole, {
    fields: names.map((name) => ({ path: `body.blanks.${name}`, words })),
    data: { names },
  });
}

function refuse(fault: TemplateFault): never {
  switch (fault.tag) {
    case "missing":
      throw notFound();
    case "no-post":
      throw badField("body.postId", {
        en: "This post is not there (any more).",
        es: "Esta publicación no está (o ya no).",
      });
    case "name-taken":
      throw badField("body.name", {
        en: "There is a template of this name already.",
        es: "Ya hay una plantilla con este nombre.",
      });
    case "full":
      throw new Problem("conflict", {
        en: `There are ${mostTemplates} templates. Remove one first.`,
        es: `Ya hay ${mostTemplates} plantillas. Quita antes una.`,
      });
  }
}
