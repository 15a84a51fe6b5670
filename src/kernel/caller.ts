import type { IncomingHttpHeaders } from "node:http";

/** What a teammate may do in a workspace, from least to most. */
export const roles = ["guest", "member", "lead", "owner"] as const;
export type Role = (typeof roles)[number];

export const atLeast = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);

/** What an API key may be allowed to do; a session may do all that its role allows. */
export const scopes = [
  "team:read",
  "team:write",
  "channels:read",
  "channels:write",
  "inbox:read",
  "inbox:write",
  "replies:write",
  "posts:read",
  "posts:write",
] as const;
export type ApiScope = (typeof scopes)[number];

export type Language = "en" | "es";

/** Who asks. */
export interface Caller {
  userId: string;
  via: { kind: "session"; sessionId: string } | { kind: "key"; keyId: string; scopes: readonly string[] };
  /** The workspace served in this request, when the caller belongs to it. */
  workspace?: { id: string; role: Role };
}

/** Given by the team module: finds the caller of a request, or nobody. */
export type Authenticate = (request: {
  headers: IncomingHttpHeaders;
  /** The workspace that the request names, by header or query. */
  workspaceId: string | undefined;
}) => Promise<Caller | undefined>;

/** The language of the answer's words, from Accept-Language. */
export function languageOf(headers: IncomingHttpHeaders): Language {
  const wanted = (headers["accept-language"] ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().toLowerCase().split(";");
      const quality = Number(/q=([\d.]+)/.exec(rest.join(";"))?.[1] ?? 1);
      return { tag: tag.slice(0, 2), quality };
    })
    .filter(({ tag }) => tag === "en" || tag === "es")
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.tag === "es" ? "es" : "en";
}
