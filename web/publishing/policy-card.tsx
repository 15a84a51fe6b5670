import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { same } from "../../src/publishing/content.ts";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import type { Names } from "../inbox/names.ts";
import { confirm } from "../shell/confirm.tsx";
import { useUndo } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { type Policy, policiesQuery, type Step } from "./approvals-api.ts";
import style from "./policies.module.css";
import { PolicySteps } from "./policy-steps.tsx";

const write = (body: Pick<Policy, "channelId" | "pillarId" | "steps">) =>
  unwrap(api.PUT("/approval-policies", { body }));

/** One policy: what it is for, its steps in their order. Written when it is saved, since a new one asks anew. */
export function PolicyCard({
  policy,
  names,
  pillars,
  onClose,
}: {
  /** `id` null: not kept yet. */
  policy: Omit<Policy, "id"> & { id: string | null };
  names: Names;
  pillars: readonly { id: string; name: string }[];
  onClose?(): void;
}) {
  const { t } = useLingui();
  const undoable = useUndo();
  const { id, channelId, pillarId } = policy;
  const [steps, setSteps] = useState<readonly Step[]>(policy.steps);
  const channel = channelId ? names.channel(channelId) : undefined;
  const channelName = channel ? channel.name || channel.handle : t`Every channel`;
  const pillarName = pillars.find((one) => one.id === pillarId)?.name;
  const title = pillarName ? `${channelName} · ${pillarName}` : channelName;
  const again = () => queryClient.invalidateQueries({ queryKey: policiesQuery.queryKey });
  const save = useMutation({
    mutationFn: () => write({ channelId, pillarId, steps: [...steps] }),
    onSuccess: async () => {
      await again();
      onClose?.();
    },
  });
  const drop = useMutation({
    mutationFn: async () => {
      if (id) await unwrap(api.DELETE("/approval-policies/{id}", { params: { path: { id } } }));
    },
    onSuccess: () => {
      void again();
      undoable(t`The policy is removed.`, async () => {
        await write({ channelId, pillarId, steps: policy.steps });
        await again();
      });
    },
  });
  const remove = async () => {
    const sure = await confirm({
      title: t`Remove the policy for ${title}?`,
      body: t`What waits by it goes on waiting until it is planned again, or until a lead lets it out.`,
      yes: t`Remove`,
      danger: true,
    });
    if (sure) drop.mutate();
  };
  const unready = steps.some((step) => step.kind === "people" && step.userIds.length === 0);
  const changed = id === null || !same(steps, policy.steps);
  const error = save.error ?? drop.error;
  return (
    <li className={style.policy}>
      <header className={style.head}>
        <h2>{title}</h2>
        {id && (
          <Button
            variant="subtle"
            size="xs"
            color="bad"
            loading={drop.isPending}
            onClick={() => void remove()}
          >
            {t`Remove`}
          </Button>
        )}
      </header>
      <PolicySteps steps={steps} names={names} onChange={setSteps} />
      {error && <Note tone="bad">{error.message}</Note>}
      {changed && (
        <div className={style.deeds}>
          <Button loading={save.isPending} disabled={unready} onClick={() => save.mutate()}>
            {t`Save`}
          </Button>
          <Button
            variant="default"
            onClick={() => (onClose ? onClose() : setSteps(policy.steps))}
          >{t`Cancel`}</Button>
        </div>
      )}
    </li>
  );
}
