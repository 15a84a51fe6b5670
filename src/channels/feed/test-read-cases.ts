/** Feeds as real sites write them, each with what must be read. They come from https://press.example/feed.xml. */
export interface Expected {
  ids?: string[];
  titles?: Array<string | undefined>;
  texts?: string[];
  at?: string[];
  editedAt?: string | undefined;
  author?: string;
  authorUrl?: string | undefined;
  url?: string | undefined;
  html?: RegExp | undefined;
  files?: string[];
  language?: string | undefined;
  parentId?: string | undefined;
  /** The feed's own title, and its next page. */
  name?: string;
  next?: string | undefined;
}

export interface FeedCase {
  feed: string | Buffer;
  type?: string;
  expect: Expected | undefined;
}

const NS =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"';
const rss = (items: string, channel = ""): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" ${NS}><channel><title>The Press</title><link>https://press.example/</link>${channel}${items}</channel></rss>`;
const item = (inside: string): string =>
  `<item><guid isPermaLink="false">1</guid><title>T</title>${inside}</item>`;
const atom = (entries: string, more = ""): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${NS.replace(/xmlns:atom="[^"]+"/, "")} ${more}><title>The Press</title><id>urn:press</id><updated>2026-03-01T00:00:00Z</updated>${entries}</feed>`;
const entry = (inside: string): string =>
  `<entry><id>urn:1</id><title>T</title><updated>2026-03-01T00:00:00Z</updated>${inside}</entry>`;
const json = (items: unknown[], more = {}): string =>
  JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "The Press", items, ...more });

export const FEEDS: Record<string, FeedCase> = {
  "RSS with everything": {
    feed: rss(
      item(
        "<link>https://press.example/1</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><dc:creator>Inés</dc:creator><description>Short</description><content:encoded><![CDATA[<p>Whole <b>text</b></p>]]></content:encoded>",
      ),
      "<language>es</language>",
    ),
    expect: {
      name: "The Press",
      ids: ["1"],
      titles: ["T"],
      texts: ["Whole text"],
      at: ["2026-03-01T10:00:00.000Z"],
      author: "Inés",
      url: "https://press.example/1",
      html: /<b>text<\/b>/,
      language: "es",
      editedAt: undefined,
      files: [],
    },
  },
  "RSS without guids": {
    feed: rss("<item><title>A</title><link>/a</link></item>"),
    expect: { ids: ["https://press.example/a"], url: "https://press.example/a" },
  },
  "RSS without guids and links": {
    feed: rss("<item><title>A</title><description>x</description></item><item><title>B</title></item>"),
    expect: { ids: [/^[\da-f]{20}$/.source, /^[\da-f]{20}$/.source], titles: ["A", "B"] },
  },
  "a guid that is the address": {
    feed: rss("<item><guid>https://press.example/p/1</guid><title>A</title></item>"),
    expect: { ids: ["https://press.example/p/1"], url: "https://press.example/p/1" },
  },
  "one guid for all items": {
    feed: rss(
      "<item><guid>x</guid><link>https://press.example/1</link></item><item><guid>x</guid><link>https://press.example/2</link></item>",
    ),
    expect: { ids: ["x https://press.example/1", "x https://press.example/2"] },
  },
  "the same item twice": { feed: rss(item("") + item("")), expect: { ids: ["1"] } },
  "no dates": { feed: rss(item("")), expect: { at: ["2026-03-05T10:00:00.000Z"] } },
  "a date in the future": {
    feed: rss(item("<pubDate>Fri, 01 Jan 2038 00:00:00 GMT</pubDate>")),
    expect: { at: ["2026-03-05T10:00:00.000Z"] },
  },
  "a date that is none": {
    feed: rss(item("<pubDate>soon</pubDate>")),
    expect: { at: ["2026-03-05T10:00:00.000Z"] },
  },
  "the year zero": {
    feed: rss(item("<pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>")),
    expect: { at: ["2026-03-05T10:00:00.000Z"] },
  },
  "a date with a zone by its letters": {
    feed: rss(item("<pubDate>Sun, 01 Mar 2026 10:00:00 CET</pubDate>")),
    expect: { at: ["2026-03-01T09:00:00.000Z"] },
  },
  "a date without a zone": {
    feed: rss(item("<dc:date>2026-03-01T10:00:00</dc:date>")),
    expect: { at: ["2026-03-01T10:00:00.000Z"] },
  },
  "a title that is HTML in disguise": {
    feed: rss("<item><guid>1</guid><title>Tea &amp;amp; &lt;b&gt;cake&lt;/b&gt; &amp;#8217;s</title></item>"),
    expect: { titles: ["Tea & cake ’s"] },
  },
  "a title with a sign that is no HTML": {
    feed: rss("<item><guid>1</guid><title>1 &lt; 2</title></item>"),
    expect: { titles: ["1 < 2"] },
  },
  "no title": {
    feed: rss("<item><guid>1</guid><description>Only text</description></item>"),
    expect: { titles: [undefined], texts: ["Only text"] },
  },
  "links within the text that are relative": {
    feed: rss(
      item(
        '<link>https://press.example/d/1</link><description>&lt;a href="../x"&gt;x&lt;/a&gt;&lt;img src="i.png"&gt;</description>',
      ),
    ),
    expect: { html: /href="https:\/\/press\.example\/x".*src="https:\/\/press\.example\/d\/i\.png"/ },
  },
  "a link that is a program": {
    feed: rss(
      item(
        '<link>javascript:alert(1)</link><description>&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt;</description>',
      ),
    ),
    expect: { url: undefined, html: /^(?!.*javascript)/s },
  },
  "an enclosure": {
    feed: rss(item('<enclosure url="/a.mp3" length="12" type="audio/mpeg"/>')),
    expect: { files: ["audio https://press.example/a.mp3 12"] },
  },
  "Media RSS": {
    feed: rss(
      item(
        '<media:content url="https://press.example/i" type="image/png" width="10" height="20"><media:description>A cat</media:description></media:content>',
      ),
    ),
    expect: { files: ["image https://press.example/i A cat"] },
  },
  "a group of the same video": {
    feed: rss(
      item(
        '<media:group><media:content url="https://press.example/s.mp4"/><media:content url="https://press.example/l.mp4" isDefault="true"/></media:group>',
      ),
    ),
    expect: { files: ["video https://press.example/l.mp4"] },
  },
  "an empty feed": { feed: rss(""), expect: { ids: [], name: "The Press" } },
  "RSS in Latin-1, by its own declaration": {
    feed: Buffer.from(rss(item("<description>año</description>")).replace("utf-8", "iso-8859-1"), "latin1"),
    expect: { texts: ["año"] },
  },
  "UTF-16 with its mark": {
    feed: Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(rss(item("<description>año</description>")).replace("utf-8", "utf-16"), "utf16le"),
    ]),
    expect: { texts: ["año"] },
  },
  "UTF-8 that calls itself ASCII": {
    feed: Buffer.from(rss(item("<description>año</description>"))),
    type: "text/xml; charset=us-ascii",
    expect: { texts: ["año"] },
  },
  "white space before the XML": { feed: `\n\n  ${rss(item(""))}`, expect: { ids: ["1"] } },
  "entities that multiply": {
    feed: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${rss(item("<description>&c;</description>")).replace(/<\?xml[^>]*>/, "")}`,
    expect: { ids: ["1"] },
  },
  "an entity that reads a file": {
    feed: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${rss(item("<description>&a;</description>")).replace(/<\?xml[^>]*>/, "")}`,
    expect: undefined,
  },
  "Atom, with a language and a writer": {
    feed: atom(
      entry(
        '<link href="one"/><published>2026-02-01T00:00:00Z</published><author><name>Bo</name><uri>https://bo.example/</uri></author><content type="html">&lt;p&gt;Hi&lt;/p&gt;</content>',
      ),
      'xml:lang="da" xml:base="https://press.example/b/"',
    ),
    expect: {
      ids: ["urn:1"],
      url: "https://press.example/b/one",
      author: "Bo",
      authorUrl: "https://bo.example/",
      texts: ["Hi"],
      at: ["2026-02-01T00:00:00.000Z"],
      editedAt: "2026-03-01T00:00:00.000Z",
      language: "da",
    },
  },
  "Atom with XHTML": {
    feed: atom(
      entry(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hey <b>you</b></p></div></content>',
      ),
    ),
    expect: { texts: ["Hey you"], html: /<b>you<\/b>/ },
  },
  "Atom with plain text that looks like HTML": {
    feed: atom(entry("<content>1 &lt; 2 &amp; &lt;b&gt;</content>")),
    expect: { texts: ["1 < 2 & <b>"], html: undefined },
  },
  "Atom with a summary alone, and a file": {
    feed: atom(
      entry(
        '<summary>In short</summary><link rel="enclosure" href="https://press.example/a.pdf" type="application/pdf" length="9"/>',
      ),
    ),
    expect: { texts: ["In short"], files: ["file https://press.example/a.pdf 9"] },
  },
  "Atom, a comment on an article": {
    feed: atom(entry('<thr:in-reply-to ref="urn:0"/>')),
    expect: { parentId: "urn:0" },
  },
  "Atom with older pages": {
    feed: atom('<link rel="next" href="?page=2"/>'),
    expect: { next: "https://press.example/feed.xml?page=2" },
  },
  "RSS 1.0 (RDF)": {
    feed: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://press.example/"><title>The Press</title><link>https://press.example/</link></channel><item rdf:about="https://press.example/1"><title>I</title><link>https://press.example/1</link><dc:date>2026-03-01</dc:date></item></rdf:RDF>',
    expect: {
      ids: ["https://press.example/1"],
      titles: ["I"],
      at: ["2026-03-01T00:00:00.000Z"],
      author: "The Press",
    },
  },
  "JSON Feed": {
    feed: json([
      {
        id: 7,
        url: "/7",
        title: "Seven",
        content_text: "a\nb",
        date_published: "2026-03-01T00:00:00Z",
        authors: [{ name: "Eva", avatar: "/e.png" }],
        attachments: [{ url: "/a.mp3", mime_type: "audio/mpeg", size_in_bytes: 3 }],
        image: "/i.png",
      },
    ]),
    expect: {
      ids: ["7"],
      url: "https://press.example/7",
      texts: ["a\nb"],
      author: "Eva",
      files: ["image https://press.example/i.png", "audio https://press.example/a.mp3 3"],
    },
  },
  "JSON Feed with HTML and a next page": {
    feed: json([{ id: "1", content_html: "<p>x</p>" }], { next_url: "https://press.example/2.json" }),
    expect: { texts: ["x"], next: "https://press.example/2.json" },
  },
  "a page instead of a feed": { feed: "<!doctype html><title>One moment</title>", expect: undefined },
  "JSON that is no feed": { feed: '{"almost": ["json"', expect: undefined },
  "half a feed": { feed: rss(item("")).slice(0, 420), expect: undefined },
  nothing: { feed: "", expect: undefined },
};
