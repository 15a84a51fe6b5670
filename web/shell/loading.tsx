import { useLingui } from "@lingui/react/macro";
import { Skeleton } from "../ui/skeleton.tsx";

/** A screen on its way: shown only after a quarter of a second. */
export function Loading() {
  const { t } = useLingui();
  return (
    <div
      style={{ padding: "var(--space-6)", maxWidth: "var(--measure)" }}
      role="status"
      aria-label={t`Loading`}
    >
      <Skeleton lines={4} title />
    </div>
  );
}
