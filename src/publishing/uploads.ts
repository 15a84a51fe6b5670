/**
 * Large files come piece by piece, and a broken line goes on where it broke: the tus protocol (<https://tus.io>, 1.0.0)
 * by its own library. Every call is authorised by its route first; an upload belongs to who began it. The last piece
 * puts the file into the library, and its answer is the file.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { openAsBlob } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Server } from "@tus/server";
import { fullDisk } from "../kernel/answer-problem.ts";
import type { Caller, Language } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import type { ProblemTag, Words } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { JobKind } from "../kernel/jobs.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { member } from "./caller.ts";
import { cleanName, comingFolder, fetchedFolder, takeIn } from "./media-intake.ts";
import { presentMedia } from "./present-media.ts";
import { DiskFull, type OpenWriter, UploadStore, uploadLife } from "./upload-store.ts";

/** Unfinished uploads of one workspace at a time. */
const mostUnfinished = 30;

interface Asking {
  caller: Caller | undefined;
  language: Language;
  /** Uploads that are done with when the answer is out. */
  over: string[];
}

export interface UploadState {
  id: string;
  name: string;
  offset: number;
  bytes: number;
  expiresAt: string;
}

export interface Uploads {
  /** Answers a call of the protocol by itself. The caller is allowed to make it. */
  handle(asking: Omit<Asking, "over">, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** How far an upload is; undefined: there is none, or it is somebody else's. */
  find(caller: Caller | undefined, id: string): Promise<UploadState | undefined>;
  /** Forgets what was never finished. */
  expiry: JobKind;
}

export function openUploads(
  kernel: Pick<Kernel, "files" | "database" | "config">,
  openWriter?: OpenWriter,
): Uploads {
  const folder = comingFolder(kernel.config.data);
  const store = new UploadStore(folder, openWriter);
  const asking = new AsyncLocalStorage<Asking>();
  const asked = (): Asking => {
    const found = asking.getStore();
    if (!found) throw new Error("an upload is handled on behalf of a caller");
    return found;
  };
  const refuse = (status: number, tag: ProblemTag | "full", words: Words) =>
    Object.assign(new Error(words.en), {
      status_code: status,
      body: JSON.stringify({ error: { tag, message: words[asked().language], fields: [] } }),
      ours: true,
    });

  const server = new Server({
    path: "/api/uploads",
    datastore: store,
    relativeLocation: true,
    respectForwardedHeaders: false,
    allowedOrigins: () => false,
    maxSize: kernel.config.mediaBytes,
    namingFunction: () => newId(),
    async onUploadCreate(_request, upload) {
      const { userId, workspace } = member(asked().caller);
      if (upload.size === undefined) throw refuse(400, "bad-input", unsized);
      await mkdir(folder, { recursive: true });
      if (!(await store.hasRoomFor(upload.size))) throw refuse(507, "full", fullDisk);
      const mine = (await store.all()).filter(({ workspaceId }) => workspaceId === workspace.id);
      if (mine.length >= mostUnfinished) throw refuse(429, "too-many", tooMany);
      const name = cleanName(upload.metadata?.filename ?? "");
      return { metadata: { filename: name, workspaceId: workspace.id, userId } };
    },
    async onUploadFinish(_request, upload) {
      const { caller, language, over } = asked();
      over.push(upload.id);
      const content = await openAsBlob(join(folder, upload.id));
      const taken = await takeIn(kernel, caller, content, upload.metadata?.filename ?? "file");
      if (!taken.ok) throw refuse(400, "bad-input", taken.fault);
      const headers = { "content-type": "application/json; charset=utf-8", "content-language": language };
      return { status_code: 200, headers, body: JSON.stringify(presentMedia(taken.value)) };
    },
    onResponseError(_request, error) {
      if ("ours" in error) return undefined;
      if (
        error instanceof DiskFull ||
        ["ENOSPC", "EDQUOT"].includes(String((error as { code?: unknown }).code))
      ) {
        const { status_code, body } = refuse(507, "full", fullDisk);
        return { status_code, body };
      }
      const status = "status_code" in error ? error.status_code : 500;
      const known = said[status];
      if (!known) return undefined;
      const { body } = refuse(status, known.tag, known.words);
      return { status_code: status, body };
    },
  });

  async function find(caller: Caller | undefined, id: string): Promise<UploadState | undefined> {
    const { userId, workspace } = member(caller);
    const upload = await store.getUpload(id).catch(() => undefined);
    if (upload?.metadata?.workspaceId !== workspace.id || upload.metadata.userId !== userId) return undefined;
    const begun = upload.creation_date ? new Date(upload.creation_date) : now();
    return {
      id,
      name: upload.metadata.filename ?? "file",
      offset: upload.offset,
      bytes: upload.size ?? 0,
      expiresAt: new Date(begun.getTime() + uploadLife).toISOString(),
    };
  }

  return {
    find,
    async handle({ caller, language }, request, response) {
      const over: string[] = [];
      await asking.run({ caller, language, over }, () => server.handle(request, response));
      for (const id of over) await store.remove(id).catch(() => {});
    },
    expiry: {
      name: "forget-unfinished-uploads",
      cron: "23 * * * *",
      async handle() {
        await server.cleanUpExpiredUploads();
        const fetched = fetchedFolder(kernel.config.data);
        // What a process that died was fetching.
        for (const name of await readdir(fetched).catch(() => [])) {
          const { mtime } = await stat(join(fetched, name));
          if (now().getTime() - mtime.getTime() > uploadLife) await rm(join(fetched, name), { force: true });
        }
      },
    },
  };
}

const unsized: Words = {
  en: "Say how large the file is (header upload-length).",
  es: "Di cuánto pesa el archivo (cabecera upload-length).",
};
const tooMany: Words = {
  en: "Too many uploads are unfinished in this workspace. Finish them, or wait a day.",
  es: "Hay demasiadas subidas sin terminar en este espacio. Termínalas o espera un día.",
};

/** What the library's own refusals mean. */
const said: Readonly<Record<number, { tag: ProblemTag; words: Words }>> = {
  404: {
    tag: "not-found",
    words: { en: "This upload is not there (any more).", es: "Esta subida no está (o ya no)." },
  },
  409: {
    tag: "conflict",
    words: { en: "The upload stands elsewhere by now.", es: "La subida ya va por otro punto." },
  },
  410: {
    tag: "not-found",
    words: { en: "This upload was given up after a day.", es: "Esta subida se abandonó pasado un día." },
  },
  413: {
    tag: "bad-input",
    words: {
      en: "The file is larger than this server takes.",
      es: "El archivo es más grande de lo que admite este servidor.",
    },
  },
};
