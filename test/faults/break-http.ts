import type { HttpFault, ProxyPeer } from "../peers/proxy.ts";
import { pick } from "./words.ts";

const readingFaults: readonly HttpFault[] = [
  { kind: "cut-answer" },
  { kind: "half-body" },
  { kind: "reset" },
  { kind: "answer", status: 429, headers: { "retry-after": "1" }, body: "{}" },
  { kind: "answer", status: 502, body: "<html>Bad gateway</html>" },
  { kind: "answer", status: 200, body: '{"half": ' },
];

/** The next call that reads this breaks, in any of the ways that calls break. */
export const breakReading = (proxy: ProxyPeer, random: () => number, path: RegExp): { struck(): number } =>
  proxy.fault({ method: "GET", path, fault: pick(random, readingFaults) });

/** The next call that says this is carried out, and its answer never comes. */
export const cutSaying = (proxy: ProxyPeer, path: RegExp): { struck(): number } =>
  proxy.fault({ method: "POST", path, fault: { kind: "cut-answer" } });
