import { useLingui } from "@lingui/react/macro";
import { Checkbox, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { ask, askOf } from "./ask.ts";
import type { Dialog } from "./dialogs.ts";
import type { Names } from "./names.ts";
import type { Place } from "./place.ts";
import { viewsQuery } from "./queries.ts";
import type { View } from "./shapes.ts";

/** Keeps the present filters under a name, or gives a kept one another name. */
export function ViewDialog({
  asked,
  names,
  place,
  onClose,
}: {
  asked: Extract<Dialog, { kind: "save-view" | "change-view" }>;
  names: Names;
  place: Place;
  onClose(): void;
}) {
  const { t } = useLingui();
  const views = useQuery(viewsQuery).data ?? [];
  const old = asked.kind === "change-view" ? views.find((view) => view.id === asked.id) : undefined;
  const [shared, setShared] = useState(old?.shared ?? false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const lead = names.role === "owner" || names.role === "lead";
  const keep = async ({ name = "" }: Record<string, string>) => {
    setBusy(true);
    try {
      const view =
        asked.kind === "save-view"
          ? await ask<View>("post", "/views", { body: { name, question: asked.question, shared } })
          : await askOf<View>("patch", "/views/{id}", asked.id, { name, ...(lead ? { shared } : {}) });
      await queryClient.invalidateQueries({ queryKey: ["views"] });
      void queryClient.invalidateQueries({ queryKey: ["summary"] });
      onClose();
      if (asked.kind === "save-view") place.showList(view.id);
    } catch (fault) {
      setError(fault);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={old ? t`Rename the view` : t`Keep this as a view`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Form error={error} busy={busy} onSubmit={(values) => void keep(values)}>
        <TextField
          name="name"
          label={t`Name`}
          defaultValue={old?.name ?? ""}
          maxLength={80}
          required
          data-autofocus
        />
        {lead && (
          <Checkbox
            label={t`For everybody`}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Submit>{t`Keep`}</Submit>
      </Form>
    </Modal>
  );
}
