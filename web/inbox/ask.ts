import { api, unwrap } from "../api/client.ts";

interface Asked {
  params?: { path?: Record<string, string | number>; query?: object };
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  bodySerializer?: (body: never) => BodyInit;
}
type Method = "get" | "post" | "put" | "patch" | "delete";
type Request = (
  method: Method,
  path: string,
  init: Asked,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/**
 * A call whose answer has no schema on the server (the hottest lists, for speed), with its shape said here. Through the
 * one client, so that language, workspace and faults are as everywhere. Throws `ApiError`.
 */
export const ask = <T>(method: Method, path: string, init: Asked = {}): Promise<T> =>
  unwrap((api.request as unknown as Request)(method, path, init)) as Promise<T>;

/** The same for one thing: `on("get", "/conversations/{id}", id)`. */
export const askOf = <T>(method: Method, path: string, id: string, body?: unknown): Promise<T> =>
  ask<T>(method, path, { params: { path: { id } }, ...(body === undefined ? {} : { body }) });
