/** Large files, piece by piece (tus). A file whose upload broke off, even with the window, goes on where it was. */
import { t } from "@lingui/core/macro";
import { DetailedError, Upload } from "tus-js-client";
import { workspaceId } from "../api/client.ts";
import { language } from "../i18n.ts";
import type { Stored } from "./media-api.ts";

const piece = 4_000_000;
/** Pauses before another try, in milliseconds: a train's tunnel is survived. */
const pauses = [500, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];

export function sendLarge(file: File, onPart: (part: number) => void): Promise<Stored> {
  return new Promise((resolve, reject) => {
    const workspace = workspaceId();
    const upload = new Upload(file, {
      endpoint: "/api/uploads",
      chunkSize: piece,
      retryDelays: pauses,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      headers: {
        "accept-language": language(),
        ...(workspace ? { "rapport-workspace": workspace } : {}),
      },
      // What another workspace has of this file is not ours to go on with.
      fingerprint: async () => [workspace, file.name, file.size, file.lastModified].join(" "),
      onProgress: (sent, all) => onPart(all ? sent / all : 0),
      onSuccess({ lastResponse }) {
        try {
          resolve(JSON.parse(lastResponse.getBody()) as Stored);
        } catch {
          reject(new Error(t`The server gave an answer we did not expect.`));
        }
      },
      onError: (error) => reject(new Error(wordsOf(error))),
      // A refusal stays one; only a line that broke is tried again.
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || status === 409 || status === 423 || status >= 500;
      },
    });
    upload
      .findPreviousUploads()
      .then(([before]) => {
        if (before) upload.resumeFromPreviousUpload(before);
        upload.start();
      })
      .catch(reject);
  });
}

function wordsOf(error: Error): string {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  try {
    const told = JSON.parse(body ?? "") as { error?: { message?: string; fields?: { message: string }[] } };
    return told.error?.fields?.[0]?.message ?? told.error?.message ?? error.message;
  } catch {
    return t`The file could not be sent: the server cannot be reached right now.`;
  }
}
