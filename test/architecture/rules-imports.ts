/** Who may import whom. */
import { flow, kernelForNetworks, pureFiles } from "../../src/flow.ts";
import type { SourceFile } from "./tree.ts";

const order = new Map(flow.map(({ name }, at) => [name, at]));
const moduleOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1];
const networkOf = (path: string) => /^src\/channels\/([^/]+)\//.exec(path)?.[1];

/** Every folder of src stands in the flow as built, and is flat but for migrations and networks. */
export function foldersInFlow(files: SourceFile[]): string[] {
  return files.flatMap(({ path }) => {
    const name = moduleOf(path);
    if (name === undefined) return [];
    if (!flow.find((module) => module.name === name)?.built)
      return [`${path}: ${name} is not in src/flow.ts as built`];
    const inner = path.split("/").slice(2, -1);
    const allowed = inner.length === 0 || inner[0] === "migrations" || name === "channels";
    return inner.length > 1 || !allowed ? [`${path}: a module is flat`] : [];
  });
}

/** Earlier modules never import later ones; later ones use the front door. */
export function flowOrder(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = moduleOf(file.path);
    return file.imports.flatMap(({ target }) => {
      const to = moduleOf(target);
      const whole = `${file.path} imports ${target}`;
      if (file.path.startsWith("src/") && target.startsWith("web/"))
        return [`${whole}: the server knows no browser`];
      if (from !== undefined && /^src\/[^/]+\.ts$/.test(target) && !file.test)
        return [`${whole}: modules know no root file`];
      if (to === undefined || from === to || !file.path.startsWith("src/")) return [];
      // A test puts a module to work with those after it, as the app does.
      if (from !== undefined && !file.test && (order.get(to) ?? Infinity) > (order.get(from) ?? -1)) {
        return [`${whole}: ${from} comes before ${to}`];
      }
      const door = to === "kernel" || file.test || target === `src/${to}/index.ts`;
      return door ? [] : [`${whole}: use src/${to}/index.ts`];
    });
  });
}

/** A network knows the contract, a little of the kernel, and no other network; nobody reaches past its front door. */
export function networksApart(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = networkOf(file.path);
    return file.imports.flatMap(({ target }) => {
      const to = networkOf(target);
      const whole = `${file.path} imports ${target}`;
      if (
        to !== undefined &&
        to !== "migrations" &&
        to !== from &&
        !file.test &&
        !pureFiles.includes(target)
      ) {
        const door = file.path === "src/channels/registry.ts" && target === `src/channels/${to}/index.ts`;
        if (!door) return [`${whole}: only the registry knows a network, by its front door`];
      }
      if (from === undefined || from === "migrations" || file.test) return [];
      const kernel = /^src\/kernel\/(.*)$/.exec(target)?.[1];
      if (kernel !== undefined && !kernelForNetworks.includes(kernel))
        return [`${whole}: a network keeps no state`];
      if (
        /^src\/channels\/(?!connector\.ts)[^/]*(store|routes|session|migrations|tables|index)[^/]*\.ts$/.test(
          target,
        )
      ) {
        return [`${whole}: a network knows the contract only`];
      }
      return [];
    });
  });
}

/** The browser takes types from the server, and code only from the pure files; those stay pure. */
export function browserApart(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const web = file.path.startsWith("web/") && !file.test;
    const pure = pureFiles.includes(file.path);
    if (!web && !pure) return [];
    return file.imports
      .filter(({ target, typeOnly }) => !typeOnly && (pure || target.startsWith("src/")))
      .filter(({ target }) => !pureFiles.includes(target))
      .map(
        ({ target }) =>
          `${file.path} imports ${target}: ${pure ? "it is a pure file" : "only types and pure files"}`,
      );
  });
}

/** No file needs itself, over whatever detour; types may, and what is fetched lazily. */
export function noCycles(files: SourceFile[]): string[] {
  const needs = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((each) => !each.typeOnly && !each.lazy).map(({ target }) => target),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push(`${[...trail.slice(at), path].join(" → ")}: a circle`);
    if (at >= 0 || done.has(path) || !needs.has(path)) return;
    for (const target of needs.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of needs.keys()) visit(path, []);
  return found;
}
