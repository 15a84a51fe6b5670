import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import style from "./media.module.css";
import { type Stored, sendMedia } from "./media-api.ts";

export interface Sending {
  key: number;
  name: string;
  /** How much of it is there, from 0 to 1. */
  part: number;
}
let lastKey = 0;

/** Files on their way to the library, two at a time so that each gets on. */
export function useSendings(onKept: (file: Stored) => void) {
  const [items, setItems] = useState<Sending[]>([]);
  const send = async (key: number, file: File) => {
    try {
      const stored = await sendMedia(file, (part) =>
        setItems((now) => now.map((one) => (one.key === key ? { ...one, part } : one))),
      );
      await queryClient.invalidateQueries({ queryKey: ["media"] });
      onKept(stored);
    } catch (error) {
      toast({ message: `${file.name}: ${(error as Error).message}`, tone: "bad" });
    }
    setItems((now) => now.filter((one) => one.key !== key));
  };
  return {
    items,
    add(files: Iterable<File> | ArrayLike<File>) {
      const chosen = Array.from(files).map((file) => ({ key: ++lastKey, file }));
      setItems((now) => [...now, ...chosen.map(({ key, file }) => ({ key, name: file.name, part: 0 }))]);
      const queue = [...chosen];
      const next = async (): Promise<void> => {
        for (let one = queue.shift(); one; one = queue.shift()) await send(one.key, one.file);
      };
      void next();
      void next();
    },
  };
}

export function Sendings({ sendings }: { sendings: readonly Sending[] }) {
  const { t } = useLingui();
  if (sendings.length === 0) return null;
  return (
    <ul className={style.sendings} aria-label={t`On their way`}>
      {sendings.map(({ key, name, part }) => (
        <li key={key}>
          <span>{name}</span>
          <progress value={part} max={1} aria-label={t`${name} on its way`} />
        </li>
      ))}
    </ul>
  );
}
