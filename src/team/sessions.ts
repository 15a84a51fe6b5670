/** Finds the session of a request. Sessions are remembered in this process for at most a minute, so that not every request asks the database. */
import type { IncomingHttpHeaders } from "node:http";
import { minutes, now } from "../kernel/clock.ts";
import type { SignIn } from "./sign-in.ts";

export interface FoundSession {
  userId: string;
  sessionId: string;
}

export interface Sessions {
  find(headers: IncomingHttpHeaders): Promise<FoundSession | undefined>;
  /** After anything that ends or changes sessions. In another process it shows within a minute. */
  forget(): void;
}

const longest = minutes(1);
const most = 5000;

export function openSessions(signIn: SignIn, secure: boolean): Sessions {
  const name = `${secure ? "__Secure-" : ""}rapport.session_token`;
  const known = new Map<string, FoundSession & { until: number }>();
  return {
    async find(headers) {
      const cookie = readCookie(headers.cookie, name);
      if (!cookie) return undefined;
      const time = now().getTime();
      const hit = known.get(cookie);
      if (hit && hit.until > time) return hit;
      known.delete(cookie);
      const answer = await signIn.api.getSession({
        headers: new Headers({ cookie: headers.cookie ?? "" }),
        query: { disableRefresh: true },
      });
      if (!answer) return undefined;
      const { id, userId, expiresAt } = answer.session;
      const found = { userId, sessionId: id, until: Math.min(time + longest, expiresAt.getTime()) };
      if (known.size >= most) known.clear();
      known.set(cookie, found);
      return found;
    },
    forget: () => known.clear(),
  };
}

/** A cookie's raw value (RFC 6265, section 5.4). */
function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
