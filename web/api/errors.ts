/** What the server says when it says no, as a value that can be thrown through Query and caught by a boundary. */
export interface ApiErrorBody {
  tag: string;
  message: string;
  fields?: { path: string; message: string }[];
  data?: Record<string, unknown>;
}

/** `status` is 0 when no answer came at all (offline, server restarting). `message` is fit to be shown. */
export class ApiError extends Error {
  readonly status: number;
  readonly tag: string;
  readonly fields: { path: string; message: string }[];
  /** What the tag's own story needs, such as the reasons of a refusal. */
  readonly data: Record<string, unknown>;
  constructor(status: number, body: ApiErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.tag = body.tag;
    // Forms name their fields as the body does: `body.hours.mon` is the field `hours.mon`.
    this.fields = (body.fields ?? []).map(({ path, message }) => ({
      path: path.replace(/^body\./, ""),
      message,
    }));
    this.data = body.data ?? {};
  }
}

/** The field's own sentence, for a form field named by `path` ("email", "hours.0.from"); undefined when it has none. */
export function fieldError(error: unknown, path: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.fields.find((field) => field.path === path)?.message;
}
