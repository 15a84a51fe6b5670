import { useLingui } from "@lingui/react/macro";
import { memo } from "react";
import { useNames } from "../inbox/names.ts";
import { ownSrc } from "../inbox/own-src.ts";
import { Avatar } from "../ui/avatar.tsx";
import faces from "../ui/faces.module.css";
import style from "./post-faces.module.css";
import { useOthersAt } from "./post-presence.ts";

/** Portraits of who else is here; with a place, of those who write there. */
export const PostFaces = memo(function PostFaces({ postId, place }: { postId: string; place?: string }) {
  const { t } = useLingui();
  const names = useNames();
  const others = useOthersAt(postId, place);
  if (others.length === 0) return null;
  return (
    <ul
      className={`${faces.faces} ${style.place}`}
      data-here={place !== undefined}
      aria-label={place === undefined ? t`Also in this post` : t`Writing here too`}
    >
      {others.map((one) => {
        const mate = names.teammate(one.userId);
        const name = mate?.name ?? t`A teammate`;
        const says = one.place === null ? t`${name} is reading` : t`${name} is writing`;
        return (
          <li key={one.userId} data-writing={one.place !== null} title={says}>
            <Avatar
              name={name}
              image={ownSrc(mate?.portrait)}
              seed={one.userId}
              size={place === undefined ? 26 : 22}
            />
            <span className="visually-hidden">{says}</span>
          </li>
        );
      })}
    </ul>
  );
});
