import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { language } from "../i18n.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { DesksField, RoleField } from "./membership-fields.tsx";
import { invitationsQuery, type Role } from "./team-api.ts";
import style from "./team-screen.module.css";

/** Makes an invitation and shows its link, which is shown this once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useLingui();
  const [role, setRole] = useState<Role>("member");
  const [deskIds, setDeskIds] = useState<string[]>([]);
  const invite = useMutation({
    mutationFn: (email: string) =>
      unwrap(
        api.POST("/invitations", {
          body: { role, deskIds, language: language(), ...(email ? { email } : {}) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
  const close = () => {
    onClose();
    // The next invitation begins afresh, but only after this dialog has gone.
    setTimeout(() => {
      invite.reset();
      setRole("member");
      setDeskIds([]);
    }, 300);
  };
  const made = invite.data;
  const email = made?.invitation.email;
  return (
    <Modal
      opened={open}
      onClose={close}
      title={made ? t`The invitation is ready` : t`Invite a teammate`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      {made ? (
        <div className={style.stack}>
          {made.emailed ? (
            <Note tone="good">
              <Trans>An e-mail is on its way to {email}. You can also give them the link yourself.</Trans>
            </Note>
          ) : (
            <p>
              {email ? (
                <Trans>
                  This installation sends no e-mail, so give {email} this link yourself. It works once, for
                  seven days.
                </Trans>
              ) : (
                <Trans>Give this link to the person you invite. It works once, for seven days.</Trans>
              )}
            </p>
          )}
          <CopyField label={t`Link`} value={made.link} />
          <p className={style.faint}>
            <Trans>We cannot show it again. If it is lost, take the invitation back and make another.</Trans>
          </p>
          <Button onClick={close} className={style.start}>
            <Trans>Done</Trans>
          </Button>
        </div>
      ) : (
        <Form
          error={invite.error}
          busy={invite.isPending}
          onSubmit={(values) => invite.mutate((values.email ?? "").trim())}
        >
          <TextField
            name="email"
            type="email"
            label={t`E-mail (optional)`}
            description={t`Without one, whoever has the link can join.`}
            autoComplete="off"
            data-autofocus
          />
          <RoleField value={role} onChange={setRole} />
          <DesksField value={deskIds} onChange={setDeskIds} />
          <Submit>
            <Trans>Make the invitation</Trans>
          </Submit>
        </Form>
      )}
    </Modal>
  );
}
