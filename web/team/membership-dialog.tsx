import { Trans, useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { useUndo } from "../shell/toasts.tsx";
import { Form, Submit } from "../ui/form.tsx";
import { DesksField, RoleField } from "./membership-fields.tsx";
import { type Role, type Teammate, teammatesQuery } from "./team-api.ts";

interface Membership {
  role: Role;
  deskIds: string[];
}

/** Changes what a teammate may do and where they work; can be undone. */
export function MembershipDialog({
  teammate,
  open,
  onClose,
}: {
  teammate: Teammate;
  open: boolean;
  onClose(): void;
}) {
  const { t } = useLingui();
  const undoable = useUndo();
  const [draft, setDraft] = useState<Membership>({ role: teammate.role, deskIds: teammate.deskIds });
  const { name } = teammate;
  const save = (body: Membership) =>
    unwrap(api.PATCH("/teammates/{id}", { params: { path: { id: teammate.id } }, body }));
  const refresh = () => queryClient.invalidateQueries({ queryKey: teammatesQuery.queryKey });
  const change = useMutation({
    mutationFn: save,
    async onSuccess() {
      const before = { role: teammate.role, deskIds: teammate.deskIds };
      await refresh();
      onClose();
      undoable(t`${name}'s place on the team was changed.`, () => save(before).then(refresh));
    },
  });
  return (
    <Modal opened={open} onClose={onClose} title={name} closeButtonProps={{ "aria-label": t`Close` }}>
      <Form error={change.error} busy={change.isPending} onSubmit={() => change.mutate(draft)}>
        <RoleField value={draft.role} onChange={(role) => setDraft({ ...draft, role })} />
        <DesksField value={draft.deskIds} onChange={(deskIds) => setDraft({ ...draft, deskIds })} />
        <Submit>
          <Trans>Save</Trans>
        </Submit>
      </Form>
    </Modal>
  );
}
