import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconExternalLink, IconRobot, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ownSrc } from "../inbox/own-src.ts";
import { usePlace } from "../inbox/place.ts";
import { personConversationsQuery, personQuery } from "../inbox/queries.ts";
import { safeHref } from "../inbox/safe-spans.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Empty } from "../ui/empty.tsx";
import { NetworkGlyph } from "../ui/network.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RelativeTime } from "../ui/time.tsx";
import style from "./person-pane.module.css";

/** Who speaks: their accounts, since when we know them, and what else we have talked about. */
export function PersonPane({
  id,
  name,
  conversationId,
  onClose,
}: {
  id: string;
  name: string;
  /** The one beside which this stands, not listed again. */
  conversationId: string;
  onClose(): void;
}) {
  const { t } = useLingui();
  const { panel: _panel, message: _message, ...filters } = usePlace().search;
  const close = useRef<HTMLButtonElement>(null);
  const { data: person, isError, refetch } = useQuery(personQuery(id));
  const conversations = useQuery(personConversationsQuery(id)).data;
  const others = conversations?.filter((row) => row.id !== conversationId) ?? [];
  // Over a thread on a phone, the reader is taken here.
  useEffect(() => {
    if (close.current && getComputedStyle(close.current.closest("aside") as Element).position === "absolute")
      close.current.focus();
  }, []);
  return (
    <div className={style.pane}>
      <ActionIcon ref={close} className={style.close} onClick={onClose} aria-label={t`Close the person`}>
        <IconX size={17} stroke={1.7} />
      </ActionIcon>
      <header className={style.head}>
        <Avatar name={person?.name ?? name} image={ownSrc(person?.avatar)} seed={id} size={60} />
        <h3>{person?.name || name}</h3>
      </header>
      {isError ? (
        <Empty
          picture="stumble"
          title={t`This person could not be read`}
          action={
            <Button variant="default" size="xs" onClick={() => void refetch()}>
              {t`Try again`}
            </Button>
          }
        />
      ) : !person ? (
        <Skeleton lines={5} />
      ) : (
        <>
          <ul className={style.identities}>
            {person.identities.map((identity) => {
              const url = safeHref(identity.url);
              return (
                <li key={identity.id}>
                  <p className={style.identity}>
                    <NetworkGlyph network={identity.network} size={15} labelled />
                    {url ? (
                      <a href={url} target="_blank" rel="noopener noreferrer">
                        <span>{identity.handle}</span>
                        <IconExternalLink size={13} stroke={1.8} />
                      </a>
                    ) : (
                      <span>{identity.handle}</span>
                    )}
                  </p>
                  {identity.bot && (
                    <p className={style.bot}>
                      <IconRobot size={14} stroke={1.7} /> {t`An automatic account`}
                    </p>
                  )}
                  {identity.bio && <p className={style.bio}>{identity.bio}</p>}
                </li>
              );
            })}
          </ul>
          <dl className={style.facts}>
            <div>
              <dt>{t`First seen`}</dt>
              <dd>
                <RelativeTime at={person.firstSeenAt} />
              </dd>
            </div>
            <div>
              <dt>{t`Last seen`}</dt>
              <dd>
                <RelativeTime at={person.lastSeenAt} />
              </dd>
            </div>
            <div>
              <dt>{t`Messages`}</dt>
              <dd className="numbers">{person.messageCount}</dd>
            </div>
          </dl>
          <section>
            <h4 className={style.heading}>
              {conversations && others.length === 0
                ? t`No other conversation yet`
                : plural(others.length, { one: "# other conversation", other: "# other conversations" })}
            </h4>
            <ul className={style.others}>
              {others.slice(0, 12).map((row) => (
                <li key={row.id}>
                  <Link to="/inbox/c/$conversationId" params={{ conversationId: row.id }} search={filters}>
                    <span className={style.preview}>{row.subject || row.preview}</span>
                    <span className={style.when}>
                      {row.status !== "open" && (row.status === "closed" ? t`Closed` : t`Snoozed`)}{" "}
                      <RelativeTime at={row.lastAt} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </div>
  );
}
