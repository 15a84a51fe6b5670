import { useLingui } from "@lingui/react/macro";
import { Checkbox, Radio } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../shell/session.ts";
import { DeskDot } from "./desk-dot.tsx";
import style from "./membership-fields.module.css";
import { useRoleNames } from "./role-names.ts";
import { desksQuery, type Role, roles } from "./team-api.ts";

/** One of the roles, each with what it may do. Only an owner offers ownership. */
export function RoleField({ value, onChange }: { value: Role; onChange(role: Role): void }) {
  const { t } = useLingui();
  const names = useRoleNames();
  const me = useSession().teammate;
  const offered = roles.filter((role) => role !== "owner" || me.role === "owner" || value === "owner");
  return (
    <Radio.Group label={t`Role`} value={value} onChange={(role) => onChange(role as Role)}>
      <div className={style.choices}>
        {offered.map((role) => (
          <Radio key={role} value={role} label={names[role].name} description={names[role].means} />
        ))}
      </div>
    </Radio.Group>
  );
}

export function DesksField({ value, onChange }: { value: string[]; onChange(deskIds: string[]): void }) {
  const { t } = useLingui();
  const { data: desks = [] } = useQuery(desksQuery());
  return (
    <Checkbox.Group
      label={t`Desks`}
      description={t`Whose conversations they see first and are told about.`}
      value={value}
      onChange={onChange}
    >
      <div className={style.grid}>
        {desks.map((desk) => (
          <Checkbox
            key={desk.id}
            value={desk.id}
            label={
              <span className={style.desk}>
                <DeskDot color={desk.color} /> {desk.name}
              </span>
            }
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}
