/** Pictures of the demonstration, drawn here: nobody's photograph is used. */
import sharp from "sharp";
import type { Resident } from "./people.ts";

const png = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();

/** A portrait of 400 × 400 pixels, as PNG. */
export function drawPortrait([ground, clothes, skin, hair, style]: Resident["looks"]): Promise<Buffer> {
  const back = {
    long: `<path d="M118 190c0-70 38-108 82-108s82 38 82 108v96H118z" fill="${hair}"/>`,
    bun: `<circle cx="200" cy="76" r="34" fill="${hair}"/>`,
    short: "",
    none: "",
  }[style];
  const front =
    style === "none"
      ? ""
      : `<path d="M126 176c0-58 34-92 74-92s74 34 74 92c-14-34-38-50-62-52-30 0-64 12-86 52z" fill="${hair}"/>`;
  return png(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
    <rect width="400" height="400" fill="${ground}"/>${back}
    <path d="M70 400c0-84 58-124 130-124s130 40 130 124z" fill="${clothes}"/>
    <path d="M170 236h60v52c-18 20-42 20-60 0z" fill="${skin}"/>
    <ellipse cx="200" cy="184" rx="70" ry="80" fill="${skin}"/>${front}
    <circle cx="174" cy="184" r="6" fill="#2b201c"/><circle cx="226" cy="184" r="6" fill="#2b201c"/>
    <path d="M176 220c14 14 34 14 48 0" fill="none" stroke="#2b201c" stroke-width="5" stroke-linecap="round"/>
  </svg>`);
}

/** The brand's own picture: a loaf in the wind. */
export const drawBrand = (): Promise<Buffer> =>
  png(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
    <rect width="400" height="400" fill="#f4e7d3"/>
    <path d="M76 236c0-74 56-112 124-112s124 38 124 112c0 30-20 44-48 44H124c-28 0-48-14-48-44z" fill="#b4682f"/>
    <path d="M76 236c0-74 56-112 124-112s124 38 124 112c-30-34-70-50-124-50S106 202 76 236z" fill="#c98447"/>
    <g fill="none" stroke="#f4e7d3" stroke-width="12" stroke-linecap="round">
      <path d="M140 204c10-24 14-38 16-56"/><path d="M196 196c8-22 10-36 12-56"/><path d="M252 204c6-22 8-34 8-48"/>
    </g>
    <path d="M60 318h180c34 0 34 44 4 44M40 96h150c30 0 30-40 4-40" fill="none" stroke="#2f7d6d" stroke-width="12" stroke-linecap="round"/>
  </svg>`);

/** The workshop's: an oven at night. */
export const drawWorkshop = (): Promise<Buffer> =>
  png(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
    <rect width="400" height="400" fill="#2f3b46"/><path d="M70 330V200a130 130 0 0 1 260 0v130z" fill="#8a4b2c"/>
    <path d="M120 330V220a80 80 0 0 1 160 0v110z" fill="#1d1512"/>
    <path d="M150 330c-6-50 26-56 24-100 30 20 30 44 28 60 14-8 18-20 18-34 26 26 30 52 26 74z" fill="#e5863c"/>
    <path d="M182 330c-4-26 14-34 14-56 20 16 22 36 20 56z" fill="#f6d27a"/><circle cx="320" cy="80" r="22" fill="#f4e7d3"/>
  </svg>`);

/** A tray of loaves, 1200 × 800: what a bakery posts. */
export function drawTray(): Promise<Buffer> {
  const loaf = (x: number, y: number, tone: string) => `<g transform="translate(${x} ${y})">
    <ellipse cx="0" cy="14" rx="118" ry="66" fill="#00000022"/><ellipse rx="118" ry="66" fill="${tone}"/>
    <path d="M-70-12C-40-40 40-40 70-12" fill="none" stroke="#f0d9b5" stroke-width="12" stroke-linecap="round"/>
    <path d="M-60 18C-30-8 30-8 60 18" fill="none" stroke="#f0d9b5" stroke-width="12" stroke-linecap="round"/></g>`;
  const rows = [180, 390, 600].flatMap((y, row) =>
    [200, 470, 740, 1010].map((x, column) =>
      loaf(x, y, ["#b8713a", "#a9602c", "#c58245", "#9d5727"][(row + column) % 4] ?? "#b8713a"),
    ),
  );
  return png(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
    <rect width="1200" height="800" fill="#3f4a46"/><rect x="50" y="60" width="1100" height="680" rx="28" fill="#59655f"/>
    ${rows.join("")}</svg>`);
}

/** A cake box with a dent, 900 × 700: what a complaint brings along. */
export const drawDentedBox = (): Promise<Buffer> =>
  png(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700">
    <rect width="900" height="700" fill="#d9d2c5"/><path d="M150 250h600l60 330H90z" fill="#f7f3ea"/>
    <path d="M150 250l90-90h420l90 90z" fill="#e9e1d2"/>
    <path d="M560 250c-30 90 10 140 90 150 60-10 100-40 110-90l-10-60z" fill="#cfc5b2"/>
    <path d="M600 290l50 70M640 280l30 60" stroke="#a89d88" stroke-width="8" stroke-linecap="round"/>
    <circle cx="330" cy="410" r="70" fill="none" stroke="#2f7d6d" stroke-width="10"/>
    <path d="M296 424c0-40 68-40 68 0z" fill="#b4682f"/></svg>`);
