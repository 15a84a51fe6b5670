import { atLeast } from "../kernel/caller.ts";
import { deny, hold, type Rule } from "./rule.ts";

/** Who may speak here: leads always, a member at the conversation's desk or as its assignee, a guest never. */
export const roleAndDesk: Rule = {
  name: "role-and-desk",
  check({ by, kind }, { teammate, conversation }) {
    if (!teammate)
      return [
        deny({ en: "You are no longer in this workspace.", es: "Ya no formas parte de este espacio." }),
      ];
    const scope = kind === "reply" || kind === "like" ? "replies:write" : "posts:write";
    if (by.scopes && !by.scopes.includes(scope))
      return [
        deny({
          en: `This API key may not speak here (it lacks ${scope}).`,
          es: `Esta clave de API no puede hablar aquí (le falta ${scope}).`,
        }),
      ];
    if (!atLeast(by.role, "member"))
      return [
        deny({
          en: "Guests read along. A lead can make you a member.",
          es: "Los invitados solo leen. Un responsable puede hacerte miembro.",
        }),
      ];
    if (atLeast(by.role, "lead") || !conversation) return [];
    const here = conversation.deskId === null || teammate.deskIds.includes(conversation.deskId);
    if (here || conversation.assigneeId === teammate.id) return [];
    const desk = conversation.deskName ?? "…";
    return [
      hold(
        {
          en: `This conversation is with the desk ${desk}, and you are not on it. Hand it over, or ask a lead to release your reply.`,
          es: `Esta conversación está en la mesa ${desk}, y no es la tuya. Pásala, o pide a un responsable que libere tu respuesta.`,
        },
        { deskId: conversation.deskId },
      ),
    ];
  },
};
