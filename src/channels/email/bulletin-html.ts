/** The HTML of a bulletin: one column that fits every screen, readable in the dark, nothing loaded from elsewhere. Pure. */
import type { Act, Addressee } from "../connector.ts";

/** `pictures`: the address of each of the act's files. */
export function bulletinHtml(act: Act, to: Addressee, pictures: readonly string[]): string {
  const lang = act.language ? ` lang="${escaped(act.language)}"` : "";
  const paragraphs = act.text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="margin:0 0 1em">${linked(paragraph).replace(/\n/g, "<br>\r\n")}</p>`);
  const shown = act.media.flatMap((media, at) =>
    media.type.startsWith("image/")
      ? [
          `<p style="margin:0 0 1em"><img src="${escaped(pictures[at] ?? "")}" alt="${escaped(media.alt)}" style="max-width:100%;height:auto;border-radius:6px"></p>`,
        ]
      : [],
  );
  const foot = to.foot.map((line) => `${escaped(line)}<br>`);
  return [
    `<!doctype html>`,
    `<html${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    // Without colours of our own, a program in the dark turns both words and ground, and what is read stays readable.
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">`,
    `<title>${escaped(act.subject ?? "")}</title></head>`,
    `<body style="margin:0;padding:24px 16px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">`,
    `<div style="max-width:600px;margin:0 auto;overflow-wrap:break-word">`,
    ...paragraphs,
    ...shown,
    `<div role="contentinfo" style="margin-top:2em;padding-top:1em;border-top:1px solid #8888;font-size:14px">`,
    ...foot,
    `<a href="${escaped(to.leave.page)}">${escaped(to.leave.label)}</a>`,
    `</div></div></body></html>`,
    "",
  ].join("\r\n");
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Words as they are, and web addresses in them as links; a full stop behind an address is not part of it. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])/)
    .map((piece, at) => (at % 2 === 1 ? `<a href="${escaped(piece)}">${escaped(piece)}</a>` : escaped(piece)))
    .join("");
