import { type CSSProperties, useState } from "react";
import style from "./avatar.module.css";
import { hueOf, initialsOf } from "./initials.ts";

/** Pictures that did not load, with when (ms): a list drawn again does not ask for them again at once. */
const broken = new Map<string, number>();
const pause = 10 * 60_000;
const fails = (image: string) => (broken.get(image) ?? Number.NEGATIVE_INFINITY) > performance.now() - pause;

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
  const [, setFailed] = useState<string>();
  const onError = (failed: string) => {
    broken.set(failed, performance.now());
    setFailed(failed);
  };
  const css = { "--size": `${size}px`, "--hue": hueOf(seed) } as CSSProperties;
  const spoken = labelled ? { role: "img", "aria-label": name } : { "aria-hidden": true };
  return (
    <span className={style.avatar} style={css} {...spoken}>
      {image && !fails(image) ? (
        <img src={image} alt="" width={size} height={size} loading="lazy" onError={() => onError(image)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
