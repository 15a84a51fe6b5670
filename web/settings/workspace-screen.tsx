import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { sessionQuery, useSession } from "../shell/session.ts";
import { useUndo } from "../shell/toasts.tsx";
import { ZoneField } from "../team/zone-field.tsx";
import { zoneName } from "../team/zones.ts";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { Pane } from "./pane.tsx";
import style from "./settings.module.css";

interface Draft {
  name: string;
  timeZone: string;
}

/** What the brand is called here and where its day begins. An owner changes it. */
export function WorkspaceScreen() {
  const { t } = useLingui();
  const undoable = useUndo();
  const { workspace, teammate } = useSession();
  const save = async (body: Draft) => {
    await unwrap(api.PATCH("/workspace", { body }));
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const change = useMutation({
    // What held before is given along: once saved, the session here is the new one.
    mutationFn: ({ next }: { before: Draft; next: Draft }) => save(next),
    onSuccess(_, { before }) {
      undoable(t`The workspace is saved.`, () => save(before));
    },
  });
  return (
    <Pane title={t`Workspace`} lead={<Trans>One brand, its channels, its team and its data.</Trans>}>
      {teammate.role === "owner" ? (
        <Form
          // After an undo the fields show what holds again.
          key={`${workspace.name} ${workspace.timeZone}`}
          error={change.error}
          busy={change.isPending}
          onSubmit={(values) =>
            change.mutate({
              before: { name: workspace.name, timeZone: workspace.timeZone },
              next: { name: values.name ?? "", timeZone: values.timeZone || workspace.timeZone },
            })
          }
        >
          <TextField name="name" label={t`Name`} defaultValue={workspace.name} autoComplete="organization" />
          <ZoneField
            label={t`Time zone`}
            help={t`Of the workspace's days: coverage and calendars are drawn in it.`}
            initial={workspace.timeZone}
          />
          <Submit>
            <Trans>Save the workspace</Trans>
          </Submit>
        </Form>
      ) : (
        <dl className={style.facts}>
          <dt>
            <Trans>Name</Trans>
          </dt>
          <dd>{workspace.name}</dd>
          <dt>
            <Trans>Time zone</Trans>
          </dt>
          <dd>{zoneName(workspace.timeZone)}</dd>
        </dl>
      )}
      {teammate.role !== "owner" && (
        <p className={style.faint}>
          <Trans>An owner can change this.</Trans>
        </p>
      )}
    </Pane>
  );
}
