import { workspaceId } from "../api/client.ts";

/**
 * A picture or file of the workspace as an address: an `<img>` cannot say in a header which workspace it is about.
 * One that says it already stays as it is; undefined for none.
 */
export function ownSrc(src: string | null | undefined): string | undefined {
  if (!src) return undefined;
  const workspace = workspaceId();
  if (!workspace || !src.startsWith("/api/") || src.includes("workspace=")) return src;
  return `${src}${src.includes("?") ? "&" : "?"}workspace=${workspace}`;
}
