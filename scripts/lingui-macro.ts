import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

/**
 * Expands Lingui's macros (`t`, `msg`, `<Trans>`) with Babel, in the few files that use them.
 *
 * Lingui's own `macroTransform` needs a native package per platform, which is not there everywhere; this needs none.
 */
export function linguiMacro(configPath: string): Plugin {
  // The macro looks its configuration up by itself, from the working folder or from here.
  process.env.LINGUI_CONFIG = configPath;
  return {
    name: "rapport-lingui-macro",
    enforce: "pre",
    transform: {
      filter: { id: /\.tsx?$/, code: /from "@lingui\/(core|react)\/macro"/ },
      async handler(code, id) {
        const result = await transformAsync(code, {
          filename: id,
          configFile: false,
          babelrc: false,
          sourceMaps: true,
          parserOpts: { plugins: ["typescript", "jsx"] },
          plugins: ["@lingui/babel-plugin-lingui-macro"],
        });
        return result?.code == null ? null : { code: result.code, map: result.map ?? null };
      },
    },
  };
}
