import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { isId, newId } from "./ids.ts";

describe("an id", () => {
  it("is a UUID of version 7, unlike any other, and sorts behind all that were made before", () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(ids.toSorted(), ids);
    for (const id of ids.slice(0, 300)) {
      assert.ok(isId(id));
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    const tails = new Set(ids.map((id) => id.slice(-8)));
    assert.ok(tails.size > ids.length - 100, "the end of each is random");
  });

  it("sorts behind the ones before when the clock goes back", () => {
    const before = newId();
    mock.timers.enable({ apis: ["Date"], now: Date.now() - 60_000 });
    try {
      assert.ok(newId() > before);
    } finally {
      mock.timers.reset();
    }
  });
});
