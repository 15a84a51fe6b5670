/** A post waits for whom its channel and its pillar name, in their order, for the very version that goes out. */
import { hold, type Rule } from "../gate/index.ts";
import { listTeammates } from "../team/index.ts";
import { type ApprovalStep, policyFor, stepNow } from "./approval.ts";
import { approvalsCounting, listPolicies } from "./approval-store.ts";
import { findPost } from "./post-store.ts";

type Wait = { step: number; of: number; names: string[]; outside: boolean };

export const approvals: Rule = {
  name: "approvals",
  async gather(act) {
    if (act.kind !== "post" && act.kind !== "edit") return null;
    // Whoever writes looks at it before others are asked to.
    if (act.kind === "post" && act.test) return null;
    const post = await findPost(act.postId);
    const policy =
      post && policyFor(await listPolicies(), { channelId: act.channelId, pillarId: post.pillar_id });
    if (!policy) return null;
    if (act.kind === "edit") return "edit";
    const counting = (await approvalsCounting([post])).get(post.id) ?? [];
    const said = counting.filter((each) => each.policy_id === policy.id);
    const step = stepNow(
      policy,
      said.map(({ step: at, verdict }) => ({ step: at ?? -1, verdict })),
    );
    if (step === undefined) return null;
    const which = policy.steps[step];
    return {
      step,
      of: policy.steps.length,
      names: await namesOf(which),
      outside: which?.kind === "outside",
    };
  },
  check(_act, { more }) {
    const wait = more.approvals as Wait | "edit" | null | undefined;
    if (!wait) return [];
    if (wait === "edit")
      return [
        hold({
          en: "Other words than those that were approved would stand: it waits for a lead.",
          es: "Quedarían otras palabras que las aprobadas: espera a un responsable.",
        }),
      ];
    const [en, es] = wait.outside
      ? ["somebody from outside", "alguien de fuera"]
      : wait.names.length > 0
        ? [wait.names.join(" or "), wait.names.join(" o ")]
        : ["a second person, a lead", "otra persona, un responsable"];
    const nth = wait.of > 1 ? ` (${wait.step + 1}/${wait.of})` : "";
    return [
      hold({ en: `It waits for ${en} to approve it${nth}.`, es: `Espera a que lo apruebe ${es}${nth}.` }),
    ];
  },
};

/** Empty: any lead. */
async function namesOf(step: ApprovalStep | undefined): Promise<string[]> {
  if (step?.kind !== "people") return [];
  const team = await listTeammates();
  return step.userIds.flatMap((id) => team.find((each) => each.id === id)?.name ?? []);
}
