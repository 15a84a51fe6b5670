import { useLingui } from "@lingui/react/macro";

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
export type Scope = (typeof scopes)[number];

/** What each scope lets a program do. */
export function useScopeNames(): Record<Scope, string> {
  const { t } = useLingui();
  return {
    "team:read": t`see the team`,
    "team:write": t`change the team`,
    "channels:read": t`see channels`,
    "channels:write": t`change channels`,
    "inbox:read": t`read conversations`,
    "inbox:write": t`work on conversations`,
    "replies:write": t`answer the community`,
    "posts:read": t`see posts and the calendar`,
    "posts:write": t`write and plan posts`,
  };
}
