/**
 * Ends this process, and what it started, when the process that forked it is gone: after `stop()`, at the end
 * of a test, or by `kill -9`. The IPC channel tells: the kernel closes it however the parent dies.
 *
 * @param end what to do before leaving; it may take at most `graceMs`, then this process leaves anyway.
 */
export function stopWithParent(end: () => Promise<void> | void, graceMs = 8_000): void {
  let ending = false;
  const leave = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), graceMs);
    try {
      await end();
    } finally {
      process.exit(0);
    }
  };
  if (!process.connected) {
    void leave();
    return;
  }
  process.once("disconnect", leave);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, leave);
}
