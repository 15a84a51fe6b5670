import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Switch } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { queryClient } from "../api/query.ts";
import type { Channel } from "../channels/channels-api.ts";
import { zoneName } from "../team/zones.ts";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { checkSheet, importSheet } from "./calendar-api.ts";
import style from "./import-dialog.module.css";
import { ImportRows } from "./import-rows.tsx";
import { readSheet } from "./read-sheet.ts";

interface Chosen {
  name: string;
  csv: string;
}

/** Posts from a sheet: looked through row by row first, then made, with the rows that could not be given back. */
export function ImportDialog({
  channels,
  zone,
  onClose,
}: {
  channels: readonly Channel[];
  /** For rows that name none. */
  zone: string;
  onClose(): void;
}) {
  const { t } = useLingui();
  const [plan, setPlan] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const [tooLarge, setTooLarge] = useState(false);
  // One import has one name: when no answer comes, asking again makes nothing twice.
  const id = useRef(crypto.randomUUID());
  const check = useMutation({ mutationFn: checkSheet });
  const make = useMutation({
    mutationFn: importSheet,
    onSuccess() {
      void queryClient.invalidateQueries({ queryKey: ["calendar"] });
      void queryClient.invalidateQueries({ queryKey: ["posts"] });
    },
  });
  const look = (sheet: Chosen, onPlan: boolean) => {
    id.current = crypto.randomUUID();
    make.reset();
    check.mutate({ csv: sheet.csv, zone, plan: onPlan });
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const csv = await readSheet(file);
    setTooLarge(csv === undefined);
    if (csv === undefined) return;
    const sheet = { name: file.name, csv };
    setChosen(sheet);
    look(sheet, plan);
  };
  const report = make.data ?? check.data;
  const good = report?.rows.filter(({ state }) => state !== "bad").length ?? 0;
  const bad = (report?.rows.length ?? 0) - good;
  const error = make.error ?? check.error;
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t`Bring posts in from a sheet`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.body}>
        {!make.data && (
          <>
            <FileField name={chosen?.name} onFile={(file) => void take(file)} />
            <Switch
              label={t`Put rows with a time on the plan`}
              description={t`Otherwise every row becomes a draft that stands at its time.`}
              checked={plan}
              onChange={(event) => {
                setPlan(event.currentTarget.checked);
                if (chosen) look(chosen, event.currentTarget.checked);
              }}
            />
          </>
        )}
        {!report && !check.isPending && <HowTo zone={zone} />}
        {tooLarge && <Note tone="bad">{t`This file is too large for a sheet of posts. Split it.`}</Note>}
        {error && <Note tone="bad">{fieldWords(error)}</Note>}
        {check.isPending && <Skeleton lines={5} />}
        {report && !check.isPending && (
          <>
            <p role="status" className={style.sum}>
              {make.data ? (
                <Plural value={good} one="# post was made." other="# posts were made." />
              ) : (
                <Plural value={good} one="# post can be made." other="# posts can be made." />
              )}{" "}
              {bad > 0 && (
                <Plural value={bad} one="# row needs another look." other="# rows need another look." />
              )}
            </p>
            {report.unused.length > 0 && (
              <p className={style.small}>
                <Trans>These columns are not used: {report.unused.join(", ")}</Trans>
              </p>
            )}
            <ImportRows rows={report.rows} channels={channels} zone={zone} />
            <div className={style.acts}>
              {report.left !== null && (
                <Button variant="default" onClick={() => save(report.left ?? "", leftName(chosen?.name))}>
                  <Trans>Save the rows that need a look</Trans>
                </Button>
              )}
              {make.data ? (
                <Button onClick={onClose}>
                  <Trans>Done</Trans>
                </Button>
              ) : (
                <Button
                  disabled={good === 0}
                  loading={make.isPending}
                  onClick={() => chosen && make.mutate({ id: id.current, csv: chosen.csv, zone, plan })}
                >
                  <Plural value={good} one="Make # post" other="Make # posts" />
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </Modal>
  );
}

/** A file is dropped here, or chosen. */
function FileField({ name, onFile }: { name: string | undefined; onFile(file: File | undefined): void }) {
  const { t } = useLingui();
  const [over, setOver] = useState(false);
  return (
    <label
      className={style.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0]);
      }}
    >
      <IconFileSpreadsheet size={22} stroke={1.5} aria-hidden />
      <span>{name ?? t`Choose a CSV file, or drop it here`}</span>
      <input
        type="file"
        className="visually-hidden"
        accept=".csv,.tsv,.txt,text/csv"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file, mended meanwhile, may be chosen again.
          event.target.value = "";
        }}
      />
    </label>
  );
}

function HowTo({ zone }: { zone: string }) {
  const { t } = useLingui();
  const example = [
    t`text,part 2,channels,date,time,time zone,pillar,media,descriptions,content warning,first comment`,
    `"${t`Saddles are back, in all sizes.`}",,@juniper,2027-03-29,09:00,${zone},,,,,`,
  ].join("\r\n");
  return (
    <div className={style.how}>
      <p>
        <Trans>
          The first row names the columns; only “text” has to be there. A day is written like 2027-03-29,
          several channels, files or descriptions are separated by a bar (|), and “part 2”, “part 3” make a
          thread.
        </Trans>
      </p>
      <p>
        <Trans>Rows without a time zone follow the clock of {zoneName(zone)}.</Trans>{" "}
        <button
          type="button"
          className={style.link}
          onClick={() => save(`\ufeff${example}\r\n`, t`example.csv`)}
        >
          <Trans>Save an example</Trans>
        </button>
      </p>
    </div>
  );
}

/** What is wrong with the file says more than that something is. */
function fieldWords(error: Error): string {
  const fields = "fields" in error ? (error.fields as { message: string }[]) : [];
  return fields.map(({ message }) => message).join(" ") || error.message;
}

const leftName = (name = "posts.csv"): string => name.replace(/(\.\w+)?$/, "-2.csv");

function save(csv: string, name: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
