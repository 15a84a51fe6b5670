import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { createStore } from "../shell/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import faces from "../ui/faces.module.css";
import { ask } from "./ask.ts";
import type { Names } from "./names.ts";
import { ownSrc } from "./own-src.ts";
import style from "./presence.module.css";
import type { ConversationPage } from "./shapes.ts";

/** This tab, among those of one person. */
const tab = crypto.randomUUID();
/** The server forgets a tab after 30 s of silence. */
const every = 12_000; // ms

/** Set by the composer while a person types. */
export const writingIn = createStore<string | undefined>(undefined);

/** Says that somebody is here, as long as the page is looked at. */
export function usePresence(id: string): void {
  const doing = writingIn.use() === id ? "writing" : "reading";
  useEffect(() => {
    const path = { params: { path: { id } } };
    const say = () => {
      if (document.visibilityState !== "visible") return;
      void ask("put", "/conversations/{id}/presence", { ...path, body: { tab, doing } }).catch(
        () => undefined,
      );
    };
    say();
    const timer = setInterval(say, every);
    return () => clearInterval(timer);
  }, [id, doing]);
  useEffect(() => {
    const leave = () =>
      void ask("delete", "/conversations/{id}/presence", {
        params: { path: { id }, query: { tab } },
      }).catch(() => undefined);
    return leave;
  }, [id]);
}

export const othersHere = (page: ConversationPage, me: string) =>
  page.present.filter((one) => one.userId !== me);

/** Who else reads or writes here now. */
export function PresenceFaces({ page, names }: { page: ConversationPage; names: Names }) {
  const { t } = useLingui();
  usePresence(page.conversation.id);
  const others = othersHere(page, names.me);
  if (others.length === 0) return null;
  return (
    <ul className={`${faces.faces} ${style.place}`} aria-label={t`Also here`}>
      {others.map(({ userId, doing }) => {
        const mate = names.teammate(userId);
        const name = mate?.name ?? t`A teammate`;
        const says = doing === "writing" ? t`${name} is writing` : t`${name} is reading`;
        return (
          <li key={userId} data-writing={doing === "writing"} title={says}>
            <Avatar name={name} image={ownSrc(mate?.portrait)} seed={userId} size={26} />
            <span className="visually-hidden">{says}</span>
          </li>
        );
      })}
    </ul>
  );
}
