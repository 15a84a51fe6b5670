// Makes a fresh clone ready for `npm start` or `npm test`: installs the packages when the lock file changed and builds
// the web when its sources changed. Runs before anything is installed, on any Node from 20: plain JavaScript, no packages.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { argv, env, execPath, exit, version } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => console.log(text);

function stop(sentence) {
  console.error(sentence);
  exit(1);
}

/** What keeps the folder from holding what its lock file asks for, or undefined. `everything` counts development packages too. */
export function outdated(folder, everything) {
  const installed = join(folder, "node_modules");
  if (!existsSync(installed)) return "nothing is installed yet";
  let present;
  try {
    // npm writes this file last: an installation that broke off has none, or the one before.
    present = JSON.parse(readFileSync(join(installed, ".package-lock.json"), "utf8")).packages;
  } catch {
    return "an installation broke off";
  }
  const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  for (const [path, { version: wantedVersion, optional, dev, devOptional, link }] of Object.entries(wanted)) {
    // Optional packages are most often those of another system.
    if (path === "" || optional || link || ((dev || devOptional) && !everything)) continue;
    if (present[path]?.version !== wantedVersion)
      return `${path.replace(/^.*node_modules\//, "")} is missing or old`;
  }
  return undefined;
}

function install(folder, everything, what) {
  const reason = outdated(folder, everything);
  if (reason === undefined) return true;
  // A linked node_modules belongs to another folder; `npm ci` would empty it under that one's feet.
  if (lstatSync(join(folder, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) {
    say(
      `${relative(root, join(folder, "node_modules"))} is a link and is left as it is, although ${reason}.`,
    );
    return true;
  }
  say(`Installing ${what} (${reason}). This takes a minute or two.`);
  const npm = env.npm_execpath ? [execPath, env.npm_execpath] : ["npm"];
  // Who only starts the product needs no development packages; who has them keeps them.
  const developing = everything || existsSync(join(folder, "node_modules", "@biomejs"));
  const [command, ...first] = npm;
  const { status } = spawnSync(
    command,
    [
      ...first,
      "ci",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      developing ? "--include=dev" : "--omit=dev",
    ],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: command === "npm" && process.platform === "win32",
      env: { ...env, NODE_ENV: "" },
    },
  );
  return status === 0;
}

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.includes("node_modules"));

/** The web's sources: its folder, what it is built with, and every file of src that it reaches by relative imports. */
export function webSources(from) {
  const sources = new Set([
    ...files(join(from, "web")),
    join(from, "vite.config.ts"),
    join(from, "package-lock.json"),
  ]);
  for (const path of sources) {
    if (!/\.(ts|tsx|js)$/.test(path) || !existsSync(path)) continue;
    for (const [, target] of readFileSync(path, "utf8").matchAll(
      /(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g,
    )) {
      const whole = resolve(dirname(path), target);
      if (existsSync(whole) && lstatSync(whole).isFile()) sources.add(whole);
    }
  }
  return [...sources].filter((path) => existsSync(path) && !/\.test\.tsx?$/.test(path)).sort();
}

function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update("\0");
  return hash.digest("hex");
}

function buildWeb() {
  if (!existsSync(join(root, "vite.config.ts"))) return;
  const stamp = join(root, "dist", "web.sha256");
  const hash = hashOf(webSources(root));
  const built = existsSync(join(root, "dist", "web", "index.html")) && existsSync(stamp);
  if (built && readFileSync(stamp, "utf8") === hash) return;
  say(built ? "Building the web again: its sources changed." : "Building the web.");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const { status } = spawnSync(
    join(root, "node_modules", ".bin", "node"),
    [vite, "build", "--logLevel", "warn"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (status !== 0) stop("The web could not be built; what went wrong stands above.");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

function prepare(forTests) {
  if (Number(version.slice(1).split(".")[0]) < 20) {
    stop(`Rapport needs Node 20 or newer, and this is ${version}. See https://nodejs.org/.`);
  }
  if (!install(root, forTests, "packages")) {
    stop(
      "The packages could not be installed: check the connection to the npm registry, then run the command again.",
    );
  }
  if (!existsSync(join(root, "node_modules", ".bin", "node"))) {
    stop("Node 24 is missing among the packages: remove the folder node_modules and run the command again.");
  }
  const peers = join(root, "test", "peers");
  if (
    forTests &&
    existsSync(join(peers, "package-lock.json")) &&
    !install(peers, true, "the real servers of the tests")
  ) {
    const sentence = "The real servers of the tests could not be installed";
    if (env.CI === "true") stop(`${sentence}.`);
    say(`${sentence}: the tests that need them say so and are skipped.`);
  }
  buildWeb();
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) prepare(argv[2] === "test");
