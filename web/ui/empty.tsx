import type { ReactNode } from "react";
import style from "./empty.module.css";
import { Picture, type PictureName } from "./pictures.tsx";

/** A place with nothing in it yet: a small drawing, what it means, and the one thing to do next. */
export function Empty({
  picture,
  title,
  children,
  action,
  level = 2,
}: {
  picture: PictureName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 when this is all the screen has to say. */
  level?: 1 | 2;
}) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={style.empty}>
      <Picture name={picture} />
      <Heading className={style.title}>{title}</Heading>
      {children && <p className={style.text}>{children}</p>}
      {action && <div className={style.action}>{action}</div>}
    </div>
  );
}
