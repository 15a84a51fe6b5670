/** A post that was begun from a template waits while one of the template's blanks stands in its words. */
import { hold, type Rule } from "../gate/index.ts";
import { findPost } from "./post-store.ts";
import { blanksIn } from "./template.ts";

export const blanks: Rule = {
  name: "blanks",
  async gather(act) {
    if (act.kind !== "post" && act.kind !== "edit") return null;
    const source = (await findPost(act.postId))?.source;
    return source?.kind === "template" ? source.blanks : null;
  },
  check(act, { more }) {
    const asked = more.blanks as string[] | null | undefined;
    if (!asked?.length) return [];
    const { poll, card } = act.kind === "post" ? act : {};
    const said = [
      act.text,
      act.subject,
      act.contentWarning,
      card?.title,
      card?.description,
      ...(poll?.options ?? []),
      ...act.media.map(({ alt }) => alt),
    ];
    const left = blanksIn(said.filter((text) => text !== undefined)).filter((name) => asked.includes(name));
    if (left.length === 0) return [];
    const names = left.map((name) => `{{${name}}}`).join(", ");
    return [
      hold({
        en: `Blanks of the template are not filled in: ${names}.`,
        es: `Quedan huecos de la plantilla sin rellenar: ${names}.`,
      }),
    ];
  },
};
