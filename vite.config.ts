import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { linguiMacro } from "./scripts/lingui-macro.ts";
import { precompress } from "./scripts/precompress.ts";
import { webChunks } from "./scripts/web-chunks.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const linguiConfig = here("web/lingui.config.js");

/** The server that `npm run dev:web` asks for everything under /api. */
const server = process.env.RAPPORT_DEV_SERVER ?? "http://127.0.0.1:3000";

export default defineConfig({
  root: here("web"),
  publicDir: here("web/public"),
  cacheDir: here("node_modules/.vite-web"),
  plugins: [
    linguiMacro(linguiConfig),
    react(),
    lingui({ configPath: linguiConfig, failOnCompileError: true }),
    precompress(),
  ],
  build: {
    outDir: here("dist/web"),
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: "es2023",
    // Fonts and pictures stay files of their own: they are cached apart and a strict CSP needs no data: source.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // One sheet for all screens is hardly larger than the first view's share of it.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: webChunks() } },
  },
  server: { host: "127.0.0.1", proxy: { "/api": server, "/files": server } },
});
