/**
 * Which of the browser's files are made of what. Left to itself the bundler gives nearly every module that two screens
 * share a file of its own, and a page then asks for more than a hundred. Screens stay lazy: each has its own file still.
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Rolldown } from "vite";

type Graph = Rolldown.ChunkingContext;

const source = (path: string) => fileURLToPath(new URL(`../web/${path}`, import.meta.url));

/** The page and what it starts: they stay what they are, so that the manifest names them. */
const entries = ["index.html", "main.tsx"].map(source);
/** What the inbox shows first, beside the entry. */
const firstView = [
  "shell/frame.tsx",
  "shell/who.tsx",
  "inbox/inbox-screen.tsx",
  "inbox/list-menus.tsx",
  "inbox/no-thread.tsx",
  "notifications/notifications-api.ts",
].map(source);
/** What the inbox fetches once there is time. */
const secondView = [
  "inbox/thread.tsx",
  "inbox/composer.tsx",
  "inbox/dialog-host.tsx",
  "inbox/views-drawer.tsx",
  "people/person-pane.tsx",
  "search/search-dialog.tsx",
].map(source);
/** A package's list of all that it offers: importing one thing from it does not need the others. */
const barrel =
  /node_modules[\\/](@[^\\/]+[\\/][^\\/]+|[^\\/]+)[\\/](?:.*[\\/])?(?:index|tabler-icons-react)\.m?js$/;
const from = /(?:im|ex)port\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g;

/** The names that `code` takes out of what `wanted` accepts, with where from. */
function* named(code: string, wanted: (specifier: string) => boolean): Generator<[string[], string]> {
  for (const [, names = "", specifier = ""] of code.matchAll(from))
    if (wanted(specifier)) yield [names.split(",").map((name) => name.trim()), specifier];
}

/** The modules that a module needs when it imports some names from a barrel. */
function throughBarrel(list: string, code: string, graph: Graph): string[] {
  const package_ = barrel.exec(list)?.[1]?.replaceAll("\\", "/");
  const asked = new Set<string>();
  for (const [names] of named(code, (specifier) => specifier === package_))
    for (const name of names) asked.add(name.split(/\s+as\s+/)[0] ?? name);
  const found: string[] = [];
  const own = (specifier: string) => specifier.startsWith(".");
  for (const [names, specifier] of named(graph.getModuleInfo(list)?.code ?? "", own))
    if (names.some((name) => asked.has(name.split(/\s+as\s+/).at(-1) ?? name)))
      found.push(resolve(dirname(list), specifier));
  return found;
}

/** Every module that `id` needs statically, all the way down. */
function reach(id: string, graph: Graph, found: Set<string>): void {
  const info = graph.getModuleInfo(id);
  if (found.has(id) || !info) return;
  found.add(id);
  for (const next of info.importedIds) {
    if (!barrel.test(next) || /node_modules[\\/](react|react-dom|scheduler)[\\/]/.test(next))
      reach(next, graph, found);
    else for (const one of throughBarrel(next, info.code ?? "", graph)) reach(one, graph, found);
  }
}

/**
 * `base`: what every page needs (React, router, queries, the toasts). `inbox`: the rest of the inbox's first view.
 * `kit`: what two screens or more are made of. `thread`: the rest of an open conversation.
 */
export function webChunks(): Rolldown.CodeSplittingOptions {
  const base = new Set<string>();
  const inbox = new Set<string>();
  const thread = new Set<string>();
  const lazy = [...entries, ...firstView, ...secondView];
  const name = (id: string, graph: Graph) => {
    if (base.size === 0) {
      for (const root of entries) reach(root, graph, base);
      for (const root of firstView) reach(root, graph, inbox);
      for (const root of secondView) reach(root, graph, thread);
    }
    if (lazy.includes(id)) return null;
    if (base.has(id)) return "base";
    if (inbox.has(id)) return "inbox";
    return thread.has(id) && /[\\/]web[\\/](inbox|people|search)[\\/]/.test(id) ? "thread" : null;
  };
  const groups = [
    { name, debugName: "inbox", priority: 2 },
    { name: "kit", test: (id: string) => !lazy.includes(id), minShareCount: 2, priority: 1 },
  ];
  return { groups };
}
