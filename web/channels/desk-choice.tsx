import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { desksQuery } from "../team/team-api.ts";
import style from "./channels.module.css";

/** The desk at which a channel's conversations begin. */
export function DeskChoice({
  value,
  onChange,
  disabled = false,
  none,
}: {
  value: string | null;
  onChange(deskId: string | null): void;
  disabled?: boolean;
  /** What choosing no desk comes to here; by default, that everybody sees what arrives. */
  none?: string;
}) {
  const { t } = useLingui();
  const { data: desks } = useSuspenseQuery(desksQuery());
  return (
    <Select
      className={style.desk}
      label={t`Desk for what arrives`}
      description={t`Conversations begin there and can pass to another.`}
      value={value ?? ""}
      onChange={(id) => onChange(id || null)}
      allowDeselect={false}
      disabled={disabled}
      data={[
        { value: "", label: none ?? t`No desk: everybody sees it` },
        ...desks.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
