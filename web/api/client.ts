import { t } from "@lingui/core/macro";
import createClient from "openapi-fetch";
import { language } from "../i18n.ts";
import { ApiError, type ApiErrorBody } from "./errors.ts";
import type { paths } from "./schema.gen.d.ts";

let activeWorkspace: string | undefined;

/** Names the workspace that every call from now on is about. The session sets it; screens do not. */
export function setWorkspace(id: string | undefined): void {
  activeWorkspace = id;
}
export const workspaceId = (): string | undefined => activeWorkspace;

/** Typed from the server's OpenAPI document: `unwrap(api.GET("/conversations/{id}", { params: { path: { id } } }))`. */
export const api = createClient<paths>({ baseUrl: "/api", credentials: "same-origin" });

api.use({
  onRequest({ request }) {
    request.headers.set("accept-language", language());
    if (activeWorkspace) request.headers.set("rapport-workspace", activeWorkspace);
    return request;
  },
});

function asError(status: number, body: unknown): ApiError {
  if (typeof body === "object" && body !== null && "error" in body) {
    const error = body.error as ApiErrorBody;
    if (typeof error?.message === "string") return new ApiError(status, error);
  }
  return new ApiError(status, {
    tag: "unexpected",
    message: t`The server gave an answer we did not expect.`,
  });
}

/** The call's data; throws `ApiError` for every refusal, and one with status 0 when no answer came. */
export async function unwrap<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Exclude<T, undefined>> {
  let result: { data?: T; error?: unknown; response: Response };
  try {
    result = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, { tag: "offline", message: t`The server cannot be reached right now.` });
  }
  if (!result.response.ok) throw asError(result.response.status, result.error);
  return result.data as Exclude<T, undefined>;
}

/** Sends bytes as they are (a portrait, an attachment) with their own type, which the typed client cannot. */
export async function sendBytes<T>(
  method: "PUT" | "POST",
  path: string,
  bytes: Blob,
  headers: Record<string, string> = {},
): Promise<T> {
  const call = fetch(`/api${path}`, {
    method,
    credentials: "same-origin",
    headers: {
      "accept-language": language(),
      ...(activeWorkspace ? { "rapport-workspace": activeWorkspace } : {}),
      "content-type": bytes.type || "application/octet-stream",
      ...headers,
    },
    body: bytes,
  }).then(async (response) => {
    const body = (await response.json().catch(() => undefined)) as T;
    return response.ok ? { data: body, response } : { error: body, response };
  });
  return (await unwrap<T>(call)) as T;
}
