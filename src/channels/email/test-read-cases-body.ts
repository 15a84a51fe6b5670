/** Bodies, letters and files as real programs write them, each with what must be read. */
import { bytes, HEAD, html, type MailCase, mixed, plain } from "./test-read-case.ts";

export const BODIES: Record<string, MailCase> = {
  "a plain mail": {
    mail: plain("Buenos días\n"),
    expect: {
      id: "<1@mail.example>",
      author: "Ana Ruiz <ana@mail.example>",
      subject: "Hola",
      text: "Buenos días",
      at: "2026-03-02T09:00:00.000Z",
      own: false,
      addressed: true,
      automatic: undefined,
      rich: false,
      files: [],
    },
  },
  "letters in Latin-1": {
    mail: bytes(`${HEAD}Content-Type: text/plain; charset=iso-8859-1\n\n`, "ma\xf1ana"),
    expect: { text: "mañana" },
  },
  "letters in Windows-1252 that call themselves Latin-1": {
    mail: bytes(`${HEAD}Content-Type: text/plain; charset=windows-1252\n\n`, "\x93hola\x94 \x80"),
    expect: { text: "“hola” €" },
  },
  "letters in Shift_JIS": {
    mail: bytes(`${HEAD}Content-Type: text/plain; charset=Shift_JIS\n\n`, [0x82, 0xb1, 0x82, 0xf1]),
    expect: { text: "こん" },
  },
  "letters in KOI8-R": {
    mail: bytes(`${HEAD}Content-Type: text/plain; charset=koi8-r\n\n`, [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]),
    expect: { text: "Привет" },
  },
  "a charset that nobody knows": {
    mail: `${HEAD}Content-Type: text/plain; charset=x-klingon\n\nstill readable`,
    expect: { text: "still readable" },
  },
  "no charset at all": { mail: `${HEAD}\nhello`, expect: { text: "hello" } },
  "base64 with line ends in it": {
    mail: `${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQnVlbm9z\nIGTDrWFz\n`,
    expect: { text: "Buenos días" },
  },
  "quoted-printable with soft line ends": {
    mail: `${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nBuenos d=C3=\n=ADas`,
    expect: { text: "Buenos días" },
  },
  "flowed text": {
    mail: `${HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\n\nOne long \nsentence.\n`,
    expect: { text: "One long sentence." },
  },
  "a subject and a name in encoded words": {
    mail: plain(
      "x",
      HEAD.replace("Ana Ruiz", "=?utf-8?B?w4FuZ2VsYQ==?= =?utf-8?Q?_N=C3=BA=C3=B1ez?=").replace(
        "Subject: Hola",
        "Subject: =?iso-8859-1?Q?=BFD=F3nde?=\n =?utf-8?Q?_est=C3=A1?=",
      ),
    ),
    expect: { author: "Ángela Núñez <ana@mail.example>", subject: "¿Dónde está" },
  },
  "a subject in raw UTF-8": {
    mail: plain("x", HEAD.replace("Ana Ruiz", "Ángela").replace("Hola", "Año nuevo")),
    expect: { author: "Ángela <ana@mail.example>", subject: "Año nuevo" },
  },
  "an encoded word that hides another address": {
    mail: plain(
      "x",
      HEAD.replace("Ana Ruiz <ana@mail.example>", '"=?utf-8?Q?casa=40verde.example?=" <evil@mail.example>'),
    ),
    expect: { author: /<evil@mail\.example>$/, own: false },
  },
  "an address in capitals": {
    mail: plain("x", HEAD.replace("ana@mail.example", "Ana@Mail.Example")),
    expect: { author: "Ana Ruiz <ana@mail.example>" },
  },
  "no From at all": {
    mail: plain("x", HEAD.replace(/From:.*\n/, "Sender: pepe@mail.example\n")),
    expect: { author: "pepe <pepe@mail.example>" },
  },
  "nobody anywhere": {
    mail: plain("x", HEAD.replace(/From:.*\n/, "")),
    expect: { author: "unknown <unknown>" },
  },
  "no Message-ID": {
    mail: plain("x", HEAD.replace(/Message-ID:.*\n/, "")),
    expect: { id: /^hash:[\da-f]{24}$/ },
  },
  "a Message-ID without brackets, with spaces": {
    mail: plain("x", HEAD.replace("<1@mail.example>", " 1@mail.example ")),
    expect: { id: "<1@mail.example>" },
  },
  "no date": { mail: plain("x", HEAD.replace(/Date:.*\n/, "")), expect: { at: "2026-03-05T10:00:00.000Z" } },
  "a date that is none": {
    mail: plain("x", HEAD.replace(/Date:.*/, "Date: yesterday-ish")),
    expect: { at: "2026-03-05T10:00:00.000Z" },
  },
  "a date in the future": {
    mail: plain("x", HEAD.replace(/Date:.*/, "Date: Fri, 1 Jan 2038 00:00:00 +0000")),
    expect: { at: "2026-03-05T10:00:00.000Z" },
  },
  "a date before e-mail": {
    mail: plain("x", HEAD.replace(/Date:.*/, "Date: Thu, 1 Jan 1970 00:00:00 +0000")),
    expect: { at: "2026-03-05T10:00:00.000Z" },
  },
  "no subject": { mail: plain("x", HEAD.replace(/Subject:.*\n/, "")), expect: { subject: undefined } },
  "a mail of our own, from another program": {
    mail: plain("x", HEAD.replace("Ana Ruiz <ana@mail.example>", "Luis · Casa Verde <Casa@verde.example>")),
    expect: { own: true, addressed: false },
  },
  "an empty body": { mail: plain(""), expect: { text: "" } },
  "HTML alone, that says no more than text": {
    mail: html("<html><body><div>Hola</div><div><br></div><div>¿Qué tal?</div></body></html>"),
    expect: { text: "Hola\n\n¿Qué tal?", rich: false },
  },
  "HTML alone, with a list and a link": {
    mail: html('<p>See <a href="https://x.example/a">our plan</a>:</p><ul><li>one</li><li>two</li></ul>'),
    expect: { text: /See our plan \[https:\/\/x\.example\/a\]:\s+\* one\s+\* two/, rich: true },
  },
  "HTML with scripts and styles": {
    mail: html("<style>p{color:red}</style><script>alert(1)</script><p>Hola</p>"),
    expect: { text: "Hola", rich: false },
  },
  "Gmail's quote in HTML": {
    mail: html(
      '<div>Gracias <b>mil</b></div><div class="gmail_quote"><div class="gmail_attr">El lun, Ana escribió:</div><blockquote>viejo</blockquote></div>',
    ),
    expect: { text: "Gracias mil", folded: /viejo/, html: /^(?!.*viejo)/s, rich: true },
  },
  "Outlook's quote in HTML": {
    mail: html(
      '<div>De acuerdo</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">De: Ana</div><div>texto viejo</div>',
    ),
    expect: { text: /^De acuerdo/, folded: /texto viejo/ },
  },
  "a mail that is all quote is shown whole": {
    mail: html('<blockquote type="cite">Only this was said</blockquote>'),
    expect: { text: /Only this was said/ },
  },
  "both, text and HTML": {
    mail: mixed(
      ["Content-Type: text/plain\n\nHola *Ana*", "Content-Type: text/html\n\n<p>Hola <b>Ana</b></p>"],
      "alternative",
    ),
    expect: { text: "Hola *Ana*", rich: true, html: /<b>Ana<\/b>/ },
  },
  "parts within parts within parts": {
    mail: `${HEAD}Content-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: multipart/related; boundary="c"\n\n--c\nContent-Type: multipart/alternative; boundary="d"\n\n--d\nContent-Type: text/plain\n\nDeep\n--d\nContent-Type: text/html\n\n<p>Deep <img src="cid:pic"></p>\n--d--\n--c\nContent-Type: image/png; name="pic.png"\nContent-ID: <pic>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--c--\n--a\nContent-Type: application/pdf; name="plan.pdf"\nContent-Disposition: attachment; filename="plan.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--a--\n`,
    expect: { text: "Deep", rich: true, html: /cid:pic/, files: ["image pic.png", "file plan.pdf"] },
  },
  "a file whose name is a path": {
    mail: mixed([
      "Content-Type: text/plain\n\nx",
      'Content-Type: text/x-sh\nContent-Disposition: attachment; filename="../../etc/passwd"\n\nroot',
    ]),
    expect: { files: ["file passwd"] },
  },
  "a file whose name is encoded (RFC 2231)": {
    mail: mixed([
      "Content-Type: text/plain\n\nx",
      "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''a%C3%B1o.pdf\n\nx",
    ]),
    expect: { files: ["file año.pdf"] },
  },
  "a file without a name": {
    mail: mixed([
      "Content-Type: text/plain\n\nx",
      "Content-Type: image/jpeg\nContent-Disposition: attachment\n\nx",
    ]),
    expect: { files: ["image part-1.jpg"] },
  },
  "an invitation": {
    mail: mixed(
      [
        "Content-Type: text/plain\n\nVen",
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nEND:VCALENDAR",
      ],
      "alternative",
    ),
    expect: { text: "Ven", files: ["file part-1.ics"] },
  },
  "a forwarded mail as a file": {
    mail: mixed([
      "Content-Type: text/plain\n\nLook",
      "Content-Type: message/rfc822\n\nSubject: inner\n\ninner text",
    ]),
    expect: { text: "Look", files: ["file part-1.eml"] },
  },
  "a vector picture is a file": {
    mail: mixed([
      "Content-Type: text/plain\n\nx",
      'Content-Type: image/svg+xml; name="a.svg"\nContent-Disposition: attachment\n\n<svg/>',
    ]),
    expect: { files: ["file a.svg"] },
  },
  "a boundary that never closes": {
    mail: `${HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\ncut off`,
    expect: { text: "cut off" },
  },
  "a multipart without a boundary": {
    mail: `${HEAD}Content-Type: multipart/mixed\n\nno parts here`,
    expect: { id: "<1@mail.example>", author: "Ana Ruiz <ana@mail.example>" },
  },
  "a signature and a quote in Spanish": {
    mail: plain(
      "Gracias.\n\nEl lun, 2 mar 2026 a las 9:00, Casa Verde (<casa@verde.example>) escribió:\n\n> ¿Vienes?\n",
    ),
    expect: { text: "Gracias.", folded: /¿Vienes\?/ },
  },
  "a quote in French": {
    mail: plain(
      "Merci.\n\nLe lun. 2 mars 2026 à 09:00, Casa Verde <casa@verde.example> a écrit :\n\n> Tu viens ?\n",
    ),
    expect: { text: "Merci.", folded: /Tu viens/ },
  },
  "a quote in German": {
    mail: plain("Danke.\n\nAm 02.03.26 um 09:00 schrieb Casa Verde:\n> Kommst du?\n"),
    expect: { text: "Danke.", folded: /Kommst du/ },
  },
  "Outlook's separator in Spanish": {
    mail: plain("De acuerdo.\n\n-----Mensaje original-----\nDe: Casa Verde\nEnviado: lunes\n\n¿Vienes?\n"),
    expect: { text: "De acuerdo.", folded: /^-----Mensaje original-----[\s\S]*¿Vienes/ },
  },
  "answers between the quotes": {
    mail: plain("On Mon, Casa Verde <casa@verde.example> wrote:\n\n> one?\n\nyes\n\n> two?\n\nno\n"),
    expect: { text: /yes[\s\S]*no/ },
  },
  "a signature": {
    mail: plain("Hola\n\n-- \nAna\nTel. 600\n"),
    expect: { text: "Hola", folded: /Tel\. 600/ },
  },
  "a text that would keep the library busy for hours": {
    mail: plain(`Hola\n\n${"Op x schreef a\n".repeat(3000)}`),
    expect: { text: /^Hola/ },
  },
  "thousands of empty lines": {
    mail: plain(`Hola${"\n".repeat(50_000)}fin`),
    expect: { text: /^Hola\n+fin$/ },
  },
};
