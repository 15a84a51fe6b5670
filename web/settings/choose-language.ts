import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { type Language, speak } from "../i18n.ts";
import { type AnySession, sessionQuery } from "../shell/session.ts";

/** Speaks it here at once, and remembers it for this person on every machine and in e-mails. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  queryClient.setQueryData<AnySession>(
    sessionQuery.queryKey,
    (now) => now && { ...now, user: now.user && { ...now.user, language } },
  );
  await unwrap(api.PATCH("/me", { body: { language } }));
  // Words that the server chose come again in the new language.
  await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
}
