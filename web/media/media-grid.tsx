import { useLingui } from "@lingui/react/macro";
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { Skeleton } from "../ui/skeleton.tsx";
import style from "./media.module.css";
import { libraryQuery, type MediaKind, type MediaRow, useMediaLive } from "./media-api.ts";
import { MediaLook } from "./media-look.tsx";

/** The library with its search: in its screen, and where a post picks from it. */
export function MediaGrid({
  onOpen,
  chosen,
  empty,
}: {
  onOpen(file: MediaRow): void;
  /** Where several are picked. */
  chosen?: ReadonlySet<string>;
  empty: ReactNode;
}) {
  const { t } = useLingui();
  const [q, setQ] = useState("");
  const [kind, setKind] = useState<MediaKind | "all">("all");
  const words = useDeferredValue(q.trim());
  const library = useInfiniteQuery({
    ...libraryQuery(words, kind === "all" ? undefined : kind),
    placeholderData: (before) => before,
  });
  useMediaLive();
  const rows = library.data?.pages.flatMap((page) => page.rows);
  const asked = words !== "" || kind !== "all";
  if (rows?.length === 0 && !asked) return empty;
  return (
    <>
      <div className={style.search}>
        <TextInput
          type="search"
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          aria-label={t`Search by name or description`}
          placeholder={t`Search by name or description`}
          leftSection={<IconSearch size={16} stroke={1.7} />}
        />
        <SegmentedControl
          value={kind}
          onChange={(value) => setKind(value as MediaKind | "all")}
          aria-label={t`Kind`}
          data={[
            { value: "all", label: t`All` },
            { value: "image", label: t`Pictures` },
            { value: "video", label: t`Films` },
            { value: "file", label: t`Documents` },
          ]}
        />
      </div>
      {rows === undefined ? (
        <Skeleton lines={6} />
      ) : rows.length === 0 ? (
        <p className={style.none}>{t`Nothing here is called or described so.`}</p>
      ) : (
        <ul className={style.grid}>
          {rows.map((file) => (
            <li key={file.fileId}>
              <Tile file={file} chosen={chosen?.has(file.fileId)} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {library.hasNextPage && (
        <div className={style.more}>
          <Button
            variant="default"
            loading={library.isFetchingNextPage}
            onClick={() => void library.fetchNextPage()}
          >{t`Show more`}</Button>
        </div>
      )}
    </>
  );
}

function Tile({
  file,
  chosen,
  onOpen,
}: {
  file: MediaRow;
  chosen: boolean | undefined;
  onOpen(file: MediaRow): void;
}) {
  const { t } = useLingui();
  const { name, alt, uses, kind } = file;
  return (
    <button
      type="button"
      className={style.tile}
      onClick={() => onOpen(file)}
      {...(chosen === undefined ? {} : { "aria-pressed": chosen })}
    >
      <MediaLook file={file} />
      <span className={style.name}>{name}</span>
      <small>
        {kind !== "file" && alt === "" ? (
          <b>{t`Not described`}</b>
        ) : uses === 0 ? (
          t`Not used`
        ) : (
          t`Used ${uses} ×`
        )}
      </small>
    </button>
  );
}
