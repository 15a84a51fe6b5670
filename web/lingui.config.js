import { formatter } from "@lingui/format-po";

/** One catalogue per language; no origins and no line numbers, so that two branches seldom touch the same lines. */
export default {
  rootDir: import.meta.dirname,
  locales: ["en", "es"],
  sourceLocale: "en",
  catalogs: [{ path: "<rootDir>/locales/{locale}", include: ["<rootDir>"], exclude: ["**/*.test.ts"] }],
  format: formatter({
    lineNumbers: false,
    origins: false,
    customHeaderAttributes: { "POT-Creation-Date": "", "X-Generator": "" },
  }),
  orderBy: "message",
};
