import { type CSSProperties, useState } from "react";
import style from "./avatar.module.css";
import { hueOf, initialsOf } from "./initials.ts";

/**
 * A face, or coloured initials when there is none or it does not load. `seed` (an id) keeps the colour when the name
 * changes. Decorative by default, since the name stands beside it; `labelled` speaks it.
 */
export function Avatar({
  name,
  image,
  seed = name,
  size = 32,
  labelled = false,
}: {
  name: string;
  image?: string | undefined;
  seed?: string | undefined;
  size?: number;
  labelled?: boolean;
}) {
  const [broken, setBroken] = useState<string>();
  const css = { "--size": `${size}px`, "--hue": hueOf(seed) } as CSSProperties;
  const spoken = labelled ? { role: "img", "aria-label": name } : { "aria-hidden": true };
  return (
    <span className={style.avatar} style={css} {...spoken}>
      {image && image !== broken ? (
        <img src={image} alt="" width={size} height={size} loading="lazy" onError={() => setBroken(image)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
