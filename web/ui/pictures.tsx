import style from "./pictures.module.css";

export type PictureName = keyof typeof drawings;

/** Small line drawings of the identity: one line in ink, one shape in terracotta. Decorative; the heading says it all. */
export function Picture({ name, size = 132 }: { name: PictureName; size?: number }) {
  return (
    <svg className={style.picture} width={size} height={size * 0.75} viewBox="0 0 160 120" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}

const drawings = {
  /** Two cups on a table, one still steaming: everyone has been answered. */
  quiet: (
    <>
      <path className={style.soft} d="M26 92h108" />
      <path className={style.fill} d="M88 62h30v14a12 12 0 0 1-12 12h-6a12 12 0 0 1-12-12z" />
      <path d="M42 62h30v14a12 12 0 0 1-12 12h-6a12 12 0 0 1-12-12z" />
      <path d="M42 67h-4a7 7 0 0 0 0 14h5M118 67h4a7 7 0 0 1 0 14h-5" />
      <path className={style.soft} d="M52 50c-4-5 4-9 0-15M62 50c-4-5 4-9 0-15" />
      <path className={style.accent} d="M98 50c-4-5 4-9 0-15M108 50c-4-5 4-9 0-15" />
    </>
  ),
  /** A plug and a socket that have not met yet. */
  channels: (
    <>
      <path className={style.soft} d="M10 92c22 0 14-32 34-32M150 28c-22 0-14 32-34 32" />
      <path d="M44 46h14a14 14 0 0 1 0 28H44z" />
      <path d="M72 53h9M72 67h9" />
      <path className={style.fill} d="M116 46h-10a14 14 0 0 0 0 28h10z" />
      <path className={style.accent} d="M89 36l-3-8M80 34v-9M71 36l3-8" />
    </>
  ),
  /** A magnifier over lines with nothing under it. */
  nothing: (
    <>
      <path className={style.soft} d="M30 34h46M30 50h30M30 66h34M30 82h52" />
      <circle className={style.fill} cx="94" cy="56" r="24" />
      <path d="M112 73l20 21" />
      <path className={style.accent} d="M86 56h16" />
    </>
  ),
  /** A cut line between two voices. */
  offline: (
    <>
      <path d="M20 44a12 12 0 0 1 12-12h16a12 12 0 0 1 12 12v10a12 12 0 0 1-12 12H38l-10 10v-11a12 12 0 0 1-8-11z" />
      <path
        className={style.fill}
        d="M140 58a12 12 0 0 0-12-12h-16a12 12 0 0 0-12 12v10a12 12 0 0 0 12 12h10l10 10V79a12 12 0 0 0 8-11z"
      />
      <path className={style.soft} d="M66 52h6M88 66h6" />
      <path className={style.accent} d="M85 44l-10 30" />
    </>
  ),
  /** A cup that fell over. */
  stumble: (
    <>
      <path className={style.soft} d="M24 92h112" />
      <path className={style.fill} d="M58 62v26H46a13 13 0 0 1 0-26z" transform="rotate(8 52 76)" />
      <path d="M60 63h26v14a11 11 0 0 1-11 11h-4a11 11 0 0 1-11-11z" transform="rotate(96 74 76)" />
      <path className={style.accent} d="M94 90c8-5 16 4 24-1 4-2 8-2 12 0" />
      <path className={style.soft} d="M84 44l4-9M98 48l8-6M70 44l-3-9" />
    </>
  ),
  /** A first person waving from a doorway. */
  people: (
    <>
      <path className={style.soft} d="M30 96h100" />
      <circle cx="62" cy="46" r="11" />
      <path d="M42 96V84a20 20 0 0 1 40 0v12" />
      <circle className={style.fill} cx="102" cy="54" r="9" />
      <path d="M88 96v-8a15 15 0 0 1 29 0v8" />
      <path className={style.accent} d="M80 22c3-5 10-4 11 1 1-5 8-6 11-1 3 6-4 10-11 14-7-4-14-8-11-14z" />
    </>
  ),
};
