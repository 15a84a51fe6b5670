/** How far this browser has read each conversation: the line "new" in a thread. Kept for the latest few hundred. */
const key = "rapport-seen";
const most = 400;

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

export const seenUpTo = (conversationId: string): string | null => read()[conversationId] ?? null;

export function see(conversationId: string, at: string): void {
  const all = read();
  if ((all[conversationId] ?? "") >= at) return;
  delete all[conversationId];
  const kept = Object.entries(all).slice(1 - most);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries([...kept, [conversationId, at]])));
  } catch {
    // Storage is full or forbidden: the line is a comfort, not a promise.
  }
}
