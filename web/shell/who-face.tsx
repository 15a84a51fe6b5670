import { useLingui } from "@lingui/react/macro";
import type { ComponentProps } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { useSession } from "./session.ts";
import style from "./who.module.css";

/** The button of the person's own menu; it stands before the menu itself has been loaded. */
export function WhoFace(props: ComponentProps<"button">) {
  const { t } = useLingui();
  const { user, teammate } = useSession();
  return (
    <button type="button" {...props} className={style.who}>
      <Avatar name={teammate.name} image={teammate.portrait ?? undefined} seed={user.id} size={28} />
      <span className={style.name}>
        <b>{teammate.name}</b>
        <span>{user.email}</span>
      </span>
      <span className="visually-hidden">{t`Your menu`}</span>
    </button>
  );
}
