/** The OAuth dance with a Mastodon-like server's own forms, as a person in a browser does it. */

/** snac2 resets connections that it was asked to keep, at times in the middle of the next call. */
const close = { connection: "close" };

/** Registers an app, logs in and changes the code for an access token. */
export async function authorize(
  url: string,
  user: { name: string; password: string },
  scopes = "read write follow",
): Promise<string> {
  const redirectUri = "http://127.0.0.1:9/callback";
  const app = await postForm(`${url}/api/v1/apps`, {
    client_name: "witness",
    redirect_uris: redirectUri,
    scopes,
  });
  const { client_id, client_secret } = JSON.parse(await app.text()) as Record<string, string>;
  if (!client_id || !client_secret) throw new Error("the server registered no app");
  const authorizeUrl = new URL("/oauth/authorize", url);
  authorizeUrl.search = new URLSearchParams({
    response_type: "code",
    client_id,
    redirect_uri: redirectUri,
    scope: scopes,
  }).toString();
  const { code } = await approve(authorizeUrl.toString(), user);
  const answer = await postForm(`${url}/oauth/token`, {
    grant_type: "authorization_code",
    client_id,
    client_secret,
    redirect_uri: redirectUri,
    code,
    scope: scopes,
  });
  const { access_token } = JSON.parse(await answer.text()) as { access_token?: string };
  if (!access_token) throw new Error("the server gave no access token");
  return access_token;
}

/**
 * Opens an authorize URL, fills its form in and follows the answer up to the redirect back to the client.
 * Throws with the page's text when the server does not redirect, as with a wrong password.
 */
export async function approve(
  authorizeUrl: string,
  user: { name: string; password: string },
): Promise<{ redirect: string; code: string; state: string | undefined }> {
  const page = await (await fetch(authorizeUrl, { headers: close })).text();
  const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1];
  if (!action) throw new Error(`no login form at ${authorizeUrl}: ${page.slice(0, 500)}`);
  const fields: Record<string, string> = {};
  for (const [input] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = input.match(/name="([^"]*)"/)?.[1];
    if (name) fields[name] = unescapeHtml(input.match(/value="([^"]*)"/)?.[1] ?? "");
  }
  const target = new URL(unescapeHtml(action), authorizeUrl).toString();
  const answer = await postForm(target, { ...fields, login: user.name, passwd: user.password });
  const redirect = answer.headers.get("location");
  const code = redirect ? new URL(redirect).searchParams.get("code") : undefined;
  if (!redirect || !code)
    throw new Error(`the login of ${user.name} was refused: ${(await answer.text()).slice(0, 500)}`);
  return { redirect, code, state: new URL(redirect).searchParams.get("state") ?? undefined };
}

function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    headers: close,
  });
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
