import { IconExternalLink } from "@tabler/icons-react";
import style from "./ideas.module.css";

/** A link of an idea, by the name of its place. */
export function IdeaLink({ href }: { href: string }) {
  const { hostname, pathname } = new URL(href);
  const path = pathname.length > 1 ? pathname : "";
  return (
    <a className={style.link} href={href} target="_blank" rel="noopener noreferrer" draggable={false}>
      <IconExternalLink size={15} stroke={1.7} aria-hidden="true" />
      <span>{`${hostname.replace(/^www\./, "")}${path}`}</span>
    </a>
  );
}
