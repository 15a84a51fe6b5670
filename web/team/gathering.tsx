import style from "./gathering.module.css";

/** Five people around a table in the mark's line: two talk, one listens, one arrives. Decorative. */
export function Gathering() {
  return (
    <svg className={style.gathering} viewBox="0 0 420 300" aria-hidden="true">
      <path className={style.soft} d="M20 262h380" />
      <path className={style.soft} d="M96 262l14-54M324 262l-14-54" />
      <path d="M64 208h292" />
      {/* who speaks */}
      <circle className={style.fill} cx="132" cy="112" r="21" />
      <path d="M92 208v-18a40 40 0 0 1 80 0v18" />
      {/* who answers */}
      <circle cx="288" cy="112" r="21" />
      <path className={style.fill} d="M248 208v-18a40 40 0 0 1 80 0v18" />
      {/* who listens between them */}
      <circle cx="210" cy="128" r="17" />
      <path className={style.soft} d="M180 208v-12a30 30 0 0 1 60 0v12" />
      {/* what is said */}
      <path
        className={style.accent}
        d="M112 40h66a14 14 0 0 1 14 14v10a14 14 0 0 1-14 14h-30l-16 14v-14h-20a14 14 0 0 1-14-14V54a14 14 0 0 1 14-14z"
      />
      <path className={style.soft} d="M118 55h50M118 64h32" />
      <path d="M262 52h52a12 12 0 0 1 12 12v6a12 12 0 0 1-12 12h-14l-14 12V82h-24a12 12 0 0 1-12-12v-6a12 12 0 0 1 12-12z" />
      {/* cups */}
      <path d="M150 194h18v6a8 8 0 0 1-8 8h-2a8 8 0 0 1-8-8zM252 194h18v6a8 8 0 0 1-8 8h-2a8 8 0 0 1-8-8z" />
      <path className={style.accent} d="M159 186c-3-4 3-6 0-10M261 186c-3-4 3-6 0-10" />
      {/* who arrives */}
      <circle cx="382" cy="150" r="15" />
      <path className={style.soft} d="M356 262v-50a26 26 0 0 1 40-22" />
      <path className={style.accent} d="M366 176c-8-2-14-9-16-20" />
      {/* an old friend at the other side */}
      <circle className={style.soft} cx="36" cy="158" r="14" />
      <path className={style.soft} d="M62 262v-46a26 26 0 0 0-38-24" />
    </svg>
  );
}
