import style from "./skeleton.module.css";

/** Where text will stand. `lines` of uneven length, with a `title` line and an `avatar` before it when asked. */
export function Skeleton({
  lines = 3,
  title = false,
  avatar = false,
}: {
  lines?: number;
  title?: boolean;
  avatar?: boolean;
}) {
  const widths = [96, 88, 93, 71, 84, 62];
  return (
    <div className={style.skeleton} aria-hidden="true">
      {avatar && <span className={style.avatar} />}
      <span className={style.text}>
        {title && (
          <span className={style.line} style={{ width: "38%", height: "1.15em", marginBottom: "0.4em" }} />
        )}
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
          <span key={line} className={style.line} style={{ width: `${widths[line % widths.length]}%` }} />
        ))}
      </span>
    </div>
  );
}
