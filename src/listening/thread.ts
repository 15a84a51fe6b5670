/**
 * Which conversation a message belongs to. Pure. Messages come in any order: each names itself and maybe its parent, root
 * and older ancestors; any of these names that is known leads to its conversation, and a message that knows two
 * conversations joins them.
 */
export interface ThreadNames {
  externalId: string;
  parentId?: string | undefined;
  rootId?: string | undefined;
  ancestors?: readonly string[] | undefined;
}

/** All the names by which a message ties itself to a thread, the root's first. */
export function namesOf(message: ThreadNames): string[] {
  const names = [message.rootId, ...(message.ancestors ?? []), message.parentId, message.externalId];
  return [...new Set(names.filter((name): name is string => name !== undefined && name !== ""))];
}

export interface Threading {
  /** For each message by its external id: the conversation it belongs to. */
  conversationOf: Map<string, string>;
  /** Conversations to make: id and the name that stands for the root. */
  began: Map<string, string>;
  /** Names that lead to a conversation from now on. */
  keys: Map<string, string>;
  /** Conversations that turn out to be one: from → into. */
  merged: Map<string, string>;
}

/**
 * Threads a batch. `known` says which conversation a name leads to already; `newId` makes ids. Of conversations that
 * join, one that was there before stands, and among those the one with the smallest id (it was made first), so that the
 * order of arrival does not matter.
 */
export function threadBatch(
  messages: readonly ThreadNames[],
  known: ReadonlyMap<string, string>,
  newId: () => string,
): Threading {
  const parent = new Map<string, string>();
  const roots = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    while (parent.get(root) !== undefined && parent.get(root) !== root) root = parent.get(root) as string;
    parent.set(id, root);
    return root;
  };
  const join = (a: string, b: string): string => {
    const [one, other] = [find(a), find(b)];
    if (one === other) return one;
    // One that stands keeps its place beside one that begins, whatever another machine's clock gave it for an id.
    const oneFirst = roots.has(one) === roots.has(other) ? one < other : roots.has(other);
    const [into, from] = oneFirst ? [one, other] : [other, one];
    parent.set(from, into);
    return into;
  };
  const leads = new Map<string, string>();
  for (const message of messages) {
    const names = namesOf(message);
    const found = names.flatMap((name) => leads.get(name) ?? known.get(name) ?? []);
    let conversation = found[0];
    if (conversation === undefined) {
      conversation = newId();
      roots.set(conversation, names[0] as string);
    }
    for (const other of found) conversation = join(conversation, other);
    for (const name of names) leads.set(name, conversation);
  }
  const standing = new Set(known.values());
  const began = new Map([...roots].filter(([id]) => find(id) === id));
  const merged = new Map([...standing].filter((id) => find(id) !== id).map((id) => [id, find(id)] as const));
  const keys = new Map([...leads].map(([name, id]) => [name, find(id)] as const));
  const conversationOf = new Map(
    messages.map(({ externalId }) => [externalId, keys.get(externalId) as string] as const),
  );
  return { conversationOf, began, keys, merged };
}
