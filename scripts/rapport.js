#!/usr/bin/env node
// The command `rapport`, under any Node from 20: hands over to the Node 24 among the packages.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv, exit, kill, pid } from "node:process";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// As the root of its own packages, or among the packages of another.
const places = [join(root, "node_modules"), dirname(root)];
const node = places.map((place) => join(place, "node", "bin", "node")).find((path) => existsSync(path));
if (!node) {
  console.error("Rapport is not installed yet: run `npm start` in its folder once.");
  exit(1);
}
// Less room for short-lived objects than Node gives: starting would otherwise leave the process 40 MB larger for good.
const flags = ["--max-semi-space-size=8"];
const child = spawn(node, [...flags, join(root, "src", "cli.ts"), ...argv.slice(2)], { stdio: "inherit" });
// The terminal signals the whole group; a service manager signals only this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Node 24 could not be started: ${error.message}`);
  exit(1);
});
child.on("exit", (code, signal) => {
  if (signal === null) exit(code ?? 1);
  process.removeAllListeners(signal);
  kill(pid, signal);
});
