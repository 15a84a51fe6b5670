/** The questions about templates: what its blanks say, its name, and which one a post is kept as. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Modal, Radio } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { toast } from "../shell/toasts.tsx";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { useZone } from "../ui/time.tsx";
import type { Editing } from "./editing.ts";
import type { Post } from "./posts-api.ts";
import style from "./template-dialogs.module.css";
import { beginFrom, changeTemplate, keepTemplate, type Template, templatesQuery } from "./templates-api.ts";

/** Asks for the words of each blank, and goes to the draft. */
export function BeginDialog({ template, onClose }: { template: Template; onClose(): void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const zone = useZone();
  const id = useRef(crypto.randomUUID());
  const [leave, setLeave] = useState(false);
  const begin = useMutation({
    mutationFn: (typed: Record<string, string>) => {
      const values = Object.fromEntries(template.blanks.map((name) => [name, typed[`blanks.${name}`] ?? ""]));
      return beginFrom(template, { id: id.current, zone, values, leave });
    },
    onSuccess: ({ id: postId }) => navigate({ to: "/publishing/posts/$postId", params: { postId } }),
  });
  return (
    <Dialog title={template.name} onClose={onClose}>
      <Form error={begin.error} busy={begin.isPending} onSubmit={(typed) => begin.mutate(typed)}>
        {template.blanks.map((name, at) => (
          <TextField
            key={name}
            name={`blanks.${name}`}
            label={name}
            maxLength={2000}
            {...(at === 0 ? { "data-autofocus": true } : {})}
          />
        ))}
        <Checkbox
          label={t`Leave what is empty for later`}
          description={t`Until it is filled in, the post waits for a look.`}
          checked={leave}
          onChange={(event) => setLeave(event.currentTarget.checked)}
        />
        <Submit>{t`Begin the post`}</Submit>
      </Form>
    </Dialog>
  );
}

export function NameDialog({ template, onClose }: { template: Template; onClose(): void }) {
  const { t } = useLingui();
  const rename = useMutation({
    mutationFn: (name: string) => changeTemplate(template.id, { name }),
    onSuccess: onClose,
  });
  return (
    <Dialog title={t`Rename the template`} onClose={onClose}>
      <Form error={rename.error} busy={rename.isPending} onSubmit={({ name = "" }) => rename.mutate(name)}>
        <TextField
          name="name"
          label={t`Name`}
          defaultValue={template.name}
          maxLength={80}
          required
          data-autofocus
        />
        <Submit>{t`Save`}</Submit>
      </Form>
    </Dialog>
  );
}

/** Keeps what a post says as a new template, or in the place of what one said. */
export function KeepDialog({ post, editing, onClose }: { post: Post; editing: Editing; onClose(): void }) {
  const { t } = useLingui();
  const templates = useQuery({ ...templatesQuery, staleTime: 0 }).data ?? [];
  const from = post.source?.kind === "template" ? post.source.templateId : undefined;
  const own = templates.find(({ id }) => id === from);
  const [chosen, setChosen] = useState<"new" | "own">();
  const blank = "{{name}}";
  const where = own ? (chosen ?? "own") : "new";
  const keep = useMutation({
    mutationFn: async (name: string) => {
      if (!(await editing.flush())) throw new Error(editing.state().refused ?? t`Not all of it is kept yet.`);
      return own && where === "own"
        ? changeTemplate(own.id, { postId: post.id })
        : keepTemplate(name, post.id);
    },
    onSuccess: ({ name }) => {
      onClose();
      toast({ message: t`Kept as the template ${name}.`, tone: "good" });
    },
  });
  return (
    <Dialog title={t`Keep as a template`} onClose={onClose}>
      <p className={style.lead}>
        <Trans>
          Words, channels, pictures with their descriptions and the pillar are kept, without a time. What
          stands as <b>{blank}</b> is asked for when a post is begun from it.
        </Trans>
      </p>
      <Form error={keep.error} busy={keep.isPending} onSubmit={({ name = "" }) => keep.mutate(name)}>
        {own && (
          <Radio.Group
            aria-label={t`Which template`}
            value={where}
            onChange={(value) => setChosen(value as "new" | "own")}
          >
            <div className={style.choices}>
              <Radio value="own" label={t`In the place of ${own.name}`} />
              <Radio value="new" label={t`As a new template`} />
            </div>
          </Radio.Group>
        )}
        {where === "new" && <TextField name="name" label={t`Name`} maxLength={80} required data-autofocus />}
        <Submit>{t`Keep`}</Submit>
      </Form>
    </Dialog>
  );
}

function Dialog({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <Modal opened onClose={onClose} title={title} size="28rem" closeButtonProps={{ "aria-label": t`Close` }}>
      {children}
    </Modal>
  );
}
