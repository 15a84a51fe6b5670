import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ThreadNames, threadBatch } from "./thread.ts";

const ids = () => {
  let n = 0;
  return () => `c${String(++n).padStart(4, "0")}`;
};

const thread: ThreadNames[] = [
  { externalId: "a" },
  { externalId: "b", parentId: "a", rootId: "a" },
  { externalId: "c", parentId: "b" },
  { externalId: "d", parentId: "c", ancestors: ["b", "c"] },
];

function permutations<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((each, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [each, ...rest]),
  );
}

describe("threading", () => {
  it("makes one conversation of a thread, whatever the order and the batches of its arrival", () => {
    for (const order of permutations(thread))
      for (let size = 1; size <= order.length; size++) {
        const newId = ids();
        const known = new Map<string, string>();
        for (let start = 0; start < order.length; start += size) {
          const result = threadBatch(order.slice(start, start + size), known, newId);
          for (const [name, id] of known) {
            const into = result.merged.get(id);
            if (into) known.set(name, into);
          }
          for (const [name, id] of result.keys) known.set(name, id);
        }
        assert.equal(new Set(known.values()).size, 1, `${order.map((each) => each.externalId)} by ${size}`);
      }
  });

  it("keeps unrelated threads apart", () => {
    const { conversationOf, began } = threadBatch(
      [{ externalId: "a" }, { externalId: "x", parentId: "w" }],
      new Map(),
      ids(),
    );
    assert.notEqual(conversationOf.get("a"), conversationOf.get("x"));
    assert.deepEqual([...began.values()], ["a", "w"]);
  });

  it("joins two conversations when a message ties them, into the one that was first", () => {
    const known = new Map([
      ["a", "c1"],
      ["x", "c2"],
    ]);
    const { merged, conversationOf } = threadBatch(
      [{ externalId: "m", parentId: "x", rootId: "a" }],
      known,
      ids(),
    );
    assert.deepEqual([...merged], [["c2", "c1"]]);
    assert.equal(conversationOf.get("m"), "c1");
  });

  it("keeps a conversation that stands when one that begins has an earlier id", () => {
    const { merged, began, conversationOf } = threadBatch(
      [{ externalId: "new" }, { externalId: "tie", parentId: "new", rootId: "old" }],
      new Map([["old", "c9999"]]),
      ids(),
    );
    assert.deepEqual([[...merged], [...began]], [[], []]);
    assert.deepEqual(new Set(conversationOf.values()), new Set(["c9999"]));
  });
});
