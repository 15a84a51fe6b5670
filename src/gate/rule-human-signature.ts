import { allow, deny, type Rule } from "./rule.ts";
import { markOf } from "./sign.ts";

/** Every reply is signed by a named person. A post is the brand's own word. */
export const humanSignature: Rule = {
  name: "human-signature",
  check(act, facts) {
    if (act.kind !== "reply" || !facts.teammate) return [];
    const name = facts.teammate.name.trim();
    if (!/[\p{L}\p{N}]/u.test(name))
      return [
        deny({
          en: "A reply is signed by a person: write your name in your profile first.",
          es: "Una respuesta la firma una persona: escribe antes tu nombre en tu perfil.",
        }),
      ];
    const mark = markOf(facts) || name;
    return [allow({ en: `Signed: ${mark}`, es: `Firma: ${mark}` }, { name, mark })];
  },
};
