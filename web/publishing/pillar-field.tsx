import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Editing, useValue } from "./editing.ts";
import { pillarsQuery } from "./posts-api.ts";

/** The theme that the post belongs to; nothing where the brand has named none. */
export function PillarField({ editing }: { editing: Editing }) {
  const { t } = useLingui();
  const pillars = useQuery(pillarsQuery).data ?? [];
  const pillar = useValue(editing, "pillar") as string | null;
  if (pillars.length === 0) return null;
  return (
    <Select
      label={t`Pillar`}
      placeholder={t`None`}
      data={pillars.map(({ id, name }) => ({ value: id, label: name }))}
      value={pillar}
      clearable
      clearButtonProps={{ "aria-label": t`No pillar` }}
      onChange={(value) => editing.set("pillar", value)}
    />
  );
}
