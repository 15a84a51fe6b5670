/** Gives a post another time, and asks where the clock leaps over it or shows it twice. */
import { t } from "@lingui/core/macro";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { announce } from "../shell/announce.tsx";
import { toast, useUndo } from "../shell/toasts.tsx";
import { type LocalTime, type Post, readPost, toNextSlot, writeTime } from "./calendar-api.ts";
import { askWhich, type Way } from "./which-time.tsx";
import { useWords } from "./words.ts";

export interface Moved {
  postId: string;
  /** Whose time it is: those with a time of their own are moved on their own. None: the whole post. */
  channelIds: readonly string[];
}

/** What stood before, to be put back. */
type Before = Array<{ time: LocalTime | null; channelId: string | undefined }>;

/** Whose times have to change: the post's, and those that channels of this entry have for themselves. */
function timesOf(post: Post, channelIds: readonly string[]): Before {
  const mine = post.variants.filter((each) => channelIds.includes(each.channelId));
  const own = mine.filter((each) => each.ownTime);
  return [
    ...(own.length < mine.length || mine.length === 0 ? [{ time: post.time, channelId: undefined }] : []),
    ...own.map((each) => ({ time: each.time, channelId: each.channelId })),
  ];
}

export function useMove(zone: string) {
  const undoable = useUndo();
  const { fullTime, localTime } = useWords(zone);

  /** The times that the server offers instead of one that does not exist, or exists twice. */
  async function which(error: ApiError, wanted: LocalTime): Promise<LocalTime | undefined> {
    const skipped = error.data.skipped as { before: string; after: string } | undefined;
    const twice = error.data.twice as { first: string; second: string } | undefined;
    const ways: Way<LocalTime>[] = skipped
      ? [skipped.before, skipped.after].map((local) => ({
          label: local.slice(11),
          value: { local, zone: wanted.zone },
        }))
      : twice
        ? [twice.first, twice.second].map((at, number) => ({
            label: number === 0 ? t`The first: ${fullTime(at)}` : t`The second: ${fullTime(at)}`,
            value: { ...wanted, second: number === 1 },
          }))
        : [];
    if (ways.length === 0) throw error;
    return askWhich(t`Which time do you mean?`, error.message, ways);
  }

  async function write(
    id: string,
    time: LocalTime | null,
    channelId?: string,
  ): Promise<LocalTime | null | undefined> {
    try {
      await writeTime(id, time, channelId);
      return time;
    } catch (error) {
      if (!(error instanceof ApiError) || !time) throw error;
      const meant = await which(error, time);
      if (!meant) return undefined;
      await writeTime(id, meant, channelId);
      return meant;
    }
  }

  /** Puts back how it stood, by a button. */
  const offerUndo = (words: string, id: string, before: Before) => {
    announce(words);
    undoable(words, () =>
      telling(async () => {
        for (const each of before) await writeTime(id, each.time, each.channelId);
        return true;
      }),
    );
  };

  /** `local`: `2027-03-29T09:00` on the clock shown. Answers whether it moved; if not, why not stands on the screen. */
  const move = (entry: Moved, local: string | null): Promise<boolean> =>
    telling(async () => {
      const post = await readPost(entry.postId);
      const before = timesOf(post, entry.channelIds);
      let time: LocalTime | null | undefined = local === null ? null : { local, zone };
      for (const each of before) {
        time = await write(entry.postId, time, each.channelId);
        if (time === undefined) return false;
      }
      const words = time ? t`Moved to ${localTime(time.local)}.` : t`It has no time now.`;
      offerUndo(words, entry.postId, before);
      return true;
    });

  /** Into the next free slot of its channels. */
  const next = (entry: Moved): Promise<boolean> =>
    telling(async () => {
      const stood = await readPost(entry.postId);
      // Each channel goes to a slot of its own, and so each is put back.
      const before: Before = [
        { time: stood.time, channelId: undefined },
        ...(stood.variants.length > 1 ? stood.variants : []).map((each) => ({
          time: each.ownTime ? each.time : null,
          channelId: each.channelId,
        })),
      ];
      const post = await toNextSlot(entry.postId);
      const at = post.variants.flatMap((each) => each.at ?? []).toSorted()[0];
      offerUndo(at ? t`Next free slot: ${fullTime(at)}.` : t`It has no time now.`, entry.postId, before);
      return true;
    });
  return { move, next };
}

/** Says why where it could not be done, and asks for the calendar again in any case. */
async function telling(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    toast({ tone: "bad", message: error instanceof ApiError ? error.message : t`It could not be moved.` });
    return false;
  } finally {
    await queryClient.invalidateQueries({ queryKey: ["calendar"] });
  }
}
