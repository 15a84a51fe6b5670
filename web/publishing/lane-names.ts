import { useLingui } from "@lingui/react/macro";
import type { Lane } from "./ideas-api.ts";

export function useLaneNames(): Record<Lane, string> {
  const { t } = useLingui();
  return { thought: t`Thought`, trying: t`Worth trying`, next: t`Next` };
}
