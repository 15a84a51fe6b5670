import { formatter } from "@lingui/format-po";

/**
 * Whose words come with the page itself: the frame, the inbox, and what they are made of. All other words come with
 * the first screen that needs them (`withWords` in i18n.ts); web/locales/locales.test.ts finds a file that is missing here.
 */
export const first = [
  "*.{ts,tsx}",
  "publishing/{keep-idea,pause-banner}.{ts,tsx}",
  ...["api", "inbox", "notifications", "people", "search", "shell", "ui"].map(
    (room) => `${room}/**/*.{ts,tsx}`,
  ),
];
const here = first.map((path) => `<rootDir>/${path}`);

/** Two catalogues per language; no origins and no line numbers, so that two branches seldom touch the same lines. */
export default {
  rootDir: import.meta.dirname,
  locales: ["en", "es"],
  sourceLocale: "en",
  catalogs: [
    { path: "<rootDir>/locales/first/{locale}", include: here, exclude: ["**/*.test.ts"] },
    {
      path: "<rootDir>/locales/rest/{locale}",
      include: ["<rootDir>/**/*.{ts,tsx}"],
      exclude: ["**/*.test.ts", ...here],
    },
  ],
  format: formatter({
    lineNumbers: false,
    origins: false,
    customHeaderAttributes: { "POT-Creation-Date": "", "X-Generator": "" },
  }),
  orderBy: "message",
};
