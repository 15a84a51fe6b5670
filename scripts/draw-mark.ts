/** Draws the favicon and the app's icons in web/public/ from the one path in web/ui/mark-path.ts. Run when it changes. */
import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { markPath } from "../web/ui/mark-path.ts";

const folder = new URL("../web/public/", import.meta.url);
const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Rapport</title><style>path{fill:#ae4a2b}@media(prefers-color-scheme:dark){path{fill:#e58f6c}}</style><path d="${markPath}"/></svg>\n`;
await writeFile(new URL("mark.svg", folder), favicon);

/** `edge` is the free border in percent; a maskable icon keeps its sign within the inner 80 %. */
async function icon(size: number, edge: number): Promise<void> {
  const inner = 100 - 2 * edge;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#ae4a2b"/><svg x="${edge}" y="${edge}" width="${inner}" height="${inner}" viewBox="0 0 32 32"><path fill="#fffaf6" d="${markPath}"/></svg></svg>`;
  const picture = sharp(Buffer.from(svg), { density: 400 }).resize(size, size).png({ palette: true });
  await writeFile(new URL(`icon-${size}.png`, folder), await picture.toBuffer());
}
await icon(192, 22);
await icon(512, 27);
