import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, unwrap } from "../api/client.ts";
import { Page } from "../shell/page.tsx";
import { Empty } from "../ui/empty.tsx";
import { useZone } from "../ui/time.tsx";
import style from "./channels.module.css";
import { channelQuery } from "./channels-api.ts";
import { formatMoment, useChannelWords } from "./words.ts";

const askLedger = (id: string, cursor: string | undefined) =>
  unwrap(
    api.GET("/channels/{id}/ledger", {
      params: { path: { id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } },
    }),
  );
type Entry = Awaited<ReturnType<typeof askLedger>>["rows"][number];

/** Every question put to the network and what came back: the proof behind "complete up to". */
export function LedgerScreen() {
  const { t } = useLingui();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { data: channel } = useSuspenseQuery(channelQuery(id));
  const ledger = useSuspenseInfiniteQuery({
    queryKey: ["channels", "ledger", id],
    queryFn: ({ pageParam }) => askLedger(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = ledger.data.pages.flatMap((page) => page.rows);
  const name = channel.name || channel.handle;
  return (
    <Page
      title={t`What was asked and received`}
      back={
        <Link to={`/channels/${id}` as "/"} className={style.back}>
          <IconArrowLeft size={16} stroke={1.8} />
          {name}
        </Link>
      }
      lead={<Trans>Every question we put to {channel.label} and what it answered, newest first.</Trans>}
      actions={
        <Button variant="default" loading={ledger.isRefetching} onClick={() => void ledger.refetch()}>
          <Trans>Refresh</Trans>
        </Button>
      }
    >
      {rows.length === 0 ? (
        <Empty picture="quiet" title={t`Nothing asked yet`}>
          <Trans>The first question goes out within a minute of connecting.</Trans>
        </Empty>
      ) : (
        <>
          <table className={style.ledger}>
            <caption className="visually-hidden">{t`What was asked and received`}</caption>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>When</Trans>
                </th>
                <th scope="col">
                  <Trans>What</Trans>
                </th>
                <th scope="col">
                  <Trans>Covers</Trans>
                </th>
                <th scope="col" className={style.figure}>
                  <Trans>Received</Trans>
                </th>
                <th scope="col" className={style.figure}>
                  <Trans>New</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </tbody>
          </table>
          {ledger.hasNextPage && (
            <Button
              variant="default"
              loading={ledger.isFetchingNextPage}
              onClick={() => void ledger.fetchNextPage()}
            >
              <Trans>Show earlier ones</Trans>
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function Row({ row }: { row: Entry }) {
  const { i18n, t } = useLingui();
  const zone = useZone();
  const words = useChannelWords();
  const now = new Date();
  const moment = (iso: string) => formatMoment(iso, i18n.locale, zone, now);
  const number = new Intl.NumberFormat(i18n.locale);
  const covers =
    row.coveredFrom && row.coveredTo
      ? `${moment(row.coveredFrom)} – ${moment(row.coveredTo)}`
      : row.coveredTo
        ? t`up to ${moment(row.coveredTo)}`
        : "";
  return (
    <tr data-fault={row.fault !== null}>
      <td className="numbers">
        <time dateTime={row.askedAt}>{moment(row.askedAt)}</time>
      </td>
      <td>
        {words.stream(row.stream)} <span className={style.faint}>{words.way(row.way)}</span>
        {row.fault && <p className={style.warn}>{row.fault.message}</p>}
        {!row.answeredAt && (
          <p className={style.faint}>
            <Trans>no answer yet</Trans>
          </p>
        )}
      </td>
      <td className="numbers" data-label={t`Covers`}>
        {covers}
      </td>
      <td className={`${style.figure} numbers`} data-label={t`Received`}>
        {number.format(row.received)}
      </td>
      <td className={`${style.figure} numbers`} data-label={t`New`}>
        {number.format(row.fresh)}
      </td>
    </tr>
  );
}
