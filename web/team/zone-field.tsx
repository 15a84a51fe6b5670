import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useField } from "../ui/form.tsx";
import { allZones, zoneName } from "./zones.ts";

/** Chooses an IANA time zone by typing part of its name. Inside a `Form` it is the field `name`. */
export function ZoneField({
  name = "timeZone",
  label,
  help,
  initial,
}: {
  name?: string;
  label: string;
  help?: string;
  initial: string;
}) {
  const field = useField(name);
  const data = useMemo(
    () => [...new Set([initial, ...allZones()])].map((zone) => ({ value: zone, label: zoneName(zone) })),
    [initial],
  );
  return (
    <Select
      {...field}
      label={label}
      description={help}
      data={data}
      defaultValue={initial}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      limit={40}
      maxDropdownHeight={260}
      autoComplete="off"
    />
  );
}
