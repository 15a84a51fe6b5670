/** One list of items written as RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, and as the site's own page. */

export interface FeedItem {
  /** The `guid` or `id`; made from the address unless given. */
  id: string;
  url: string;
  title: string;
  html: string;
  author: string;
  published: Date;
  updated: Date;
}

export interface FeedDocument {
  title: string;
  /** The site's address, without a slash at the end. */
  url: string;
  items: FeedItem[];
  changedAt: Date;
}

export function rssFeed(feed: FeedDocument): string {
  const items = feed.items.map(
    (item) => `
    <item>
      <guid isPermaLink="${item.id === item.url}">${escapeXml(item.id)}</guid>
      <link>${escapeXml(item.url)}</link>
      <title>${escapeXml(item.title)}</title>
      <dc:creator>${escapeXml(item.author)}</dc:creator>
      <pubDate>${item.published.toUTCString()}</pubDate>
      <description>${escapeXml(item.html)}</description>
    </item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${escapeXml(feed.title)}</title>
    <link>${escapeXml(feed.url)}/</link>
    <description>${escapeXml(feed.title)}</description>
    <atom:link href="${escapeXml(feed.url)}/rss.xml" rel="self" type="application/rss+xml"/>
    <lastBuildDate>${feed.changedAt.toUTCString()}</lastBuildDate>${items.join("")}
  </channel>
</rss>
`;
}

export function atomFeed(feed: FeedDocument): string {
  const entries = feed.items.map(
    (item) => `
  <entry>
    <id>${escapeXml(item.id)}</id>
    <link rel="alternate" href="${escapeXml(item.url)}"/>
    <title>${escapeXml(item.title)}</title>
    <author><name>${escapeXml(item.author)}</name></author>
    <published>${item.published.toISOString()}</published>
    <updated>${item.updated.toISOString()}</updated>
    <content type="html">${escapeXml(item.html)}</content>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeXml(feed.url)}/</id>
  <title>${escapeXml(feed.title)}</title>
  <link rel="self" href="${escapeXml(feed.url)}/atom.xml"/>
  <link rel="alternate" href="${escapeXml(feed.url)}/"/>
  <updated>${feed.changedAt.toISOString()}</updated>${entries.join("")}
</feed>
`;
}

export function jsonFeed(feed: FeedDocument): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: `${feed.url}/`,
    feed_url: `${feed.url}/feed.json`,
    items: feed.items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_html: item.html,
      authors: [{ name: item.author }],
      date_published: item.published.toISOString(),
      date_modified: item.updated.toISOString(),
    })),
  });
}

export function homePage(feed: FeedDocument): string {
  const links = [
    ["application/rss+xml", "/rss.xml"],
    ["application/atom+xml", "/atom.xml"],
    ["application/feed+json", "/feed.json"],
  ].map(([type, path]) => `<link rel="alternate" type="${type}" href="${path}">`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeXml(feed.title)}</title>
${links.join("\n")}</head><body><h1>${escapeXml(feed.title)}</h1></body></html>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
