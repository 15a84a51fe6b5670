/** What the gate's own rules say, each at its edges. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Role } from "../kernel/caller.ts";
import { decide } from "./decide.ts";
import { allow, deny, hold, type Rule } from "./rule.ts";
import { carried } from "./rule-carried.ts";
import { channelHealth } from "./rule-channel-health.ts";
import { humanSignature } from "./rule-human-signature.ts";
import { networkLimits } from "./rule-network-limits.ts";
import { roleAndDesk } from "./rule-role-and-desk.ts";
import { automaticSender, closedTarget, otherAddress } from "./rule-target.ts";
import { anAct, someFacts } from "./test-facts.ts";

type Act = Parameters<typeof anAct>[0];
type Facts = Parameters<typeof someFacts>[1];

/** The verdicts of a rule, and that it says why in both languages. */
function says(rule: Rule, change: Act = {}, facts: Facts = {}): string[] {
  const act = anAct(change);
  return rule.check(act, someFacts(act, facts)).map(({ verdict, words }) => {
    assert.ok(words.en.trim() && words.es.trim() && words.en !== words.es);
    return verdict;
  });
}

const words = { en: "why", es: "por qué" };
const rule = (name: string, ...verdicts: Array<typeof allow>): Rule => ({
  name,
  check: () => verdicts.map((say) => say(words)),
});

test("deny beats hold beats allow, and every rule speaks", () => {
  const act = anAct();
  const facts = someFacts(act);
  const verdict = (...rules: Rule[]) => decide(act, facts, rules).verdict;
  assert.equal(verdict(), "allow");
  assert.equal(verdict(rule("a", allow)), "allow");
  assert.equal(verdict(rule("a", hold), rule("b", allow)), "hold");
  assert.equal(verdict(rule("a", deny), rule("b", hold), rule("c")), "deny");
  const { reasons } = decide(act, facts, [rule("a", deny), rule("b", hold, allow), rule("c")]);
  assert.deepEqual(
    reasons.map((each) => `${each.rule} ${each.verdict}`),
    ["a deny", "b hold", "b allow"],
  );
});

describe("role and desk", () => {
  const speaks = (
    role: Role,
    conversation: NonNullable<Facts>["conversation"] = {},
    scopes: string[] | null = null,
  ) => says(roleAndDesk, { by: { userId: "mia", role, scopes } }, { conversation });

  test("a guest never speaks, a lead and an owner always", () => {
    assert.deepEqual(speaks("guest"), ["deny"]);
    assert.deepEqual(speaks("lead", { deskId: "sales" }), []);
    assert.deepEqual(speaks("owner", { deskId: "sales" }), []);
  });

  test("a member speaks at their desk, where there is none, and where they are assigned; elsewhere a lead looks", () => {
    assert.deepEqual(speaks("member"), []);
    assert.deepEqual(speaks("member", { deskId: "community" }), []);
    assert.deepEqual(speaks("member", { deskId: "sales", deskName: "Sales" }), ["hold"]);
    assert.deepEqual(speaks("member", { deskId: "sales", assigneeId: "mia" }), []);
    assert.deepEqual(speaks("member", { deskId: "sales", assigneeId: "tom" }), ["hold"]);
  });

  test("an API key speaks with replies:write alone, and who has left not at all", () => {
    assert.deepEqual(speaks("owner", {}, ["inbox:write"]), ["deny"]);
    assert.deepEqual(speaks("owner", {}, ["replies:write"]), []);
    assert.deepEqual(says(roleAndDesk, {}, { teammate: null }), ["deny"]);
  });
});

describe("network limits", () => {
  const limits = (change: Act, facts: Facts = {}) => says(networkLimits, change, facts);

  test("the signature counts: the last character that fits, and one more", () => {
    const mark = "\n\n— Mia Vega".length;
    assert.deepEqual(limits({ text: "a".repeat(500 - mark) }), []);
    assert.deepEqual(limits({ text: "a".repeat(501 - mark) }), ["deny"]);
  });

  test("links weigh what the network says, emoji what a reader sees", () => {
    const url = `https://example.org/${"a".repeat(900)}`;
    assert.deepEqual(limits({ text: `${url} ${"👩‍👩‍👧‍👦".repeat(400)}` }), []);
    const bluesky = { limits: { text: 300, unit: "graphemes" } } as const;
    assert.deepEqual(limits({ text: "👩‍👩‍👧‍👦".repeat(119) }, bluesky), []);
    assert.deepEqual(limits({ text: "👩‍👩‍👧‍👦".repeat(121) }, bluesky), ["deny"]);
  });

  test("the content warning counts, also the one that the answered message brings", () => {
    const text = "a".repeat(480);
    assert.deepEqual(limits({ text }), []);
    assert.deepEqual(limits({ text, contentWarning: "a".repeat(9) }), ["deny"]);
    assert.deepEqual(limits({ text }, { target: { contentWarning: "a".repeat(9) } }), ["deny"]);
    assert.deepEqual(limits({ text, contentWarning: "" }, { target: { contentWarning: "a".repeat(9) } }), []);
  });

  test("nothing to say is not said", () => {
    assert.deepEqual(limits({ text: " \n " }), ["deny"]);
  });

  test("too many, too heavy, of another kind, without a description: each is named", () => {
    const one = { fileId: "f", name: "a.png", type: "image/png", bytes: 10, alt: "A cup" };
    assert.deepEqual(limits({ media: [one, { ...one, type: "video/mp4" }] }), []);
    assert.deepEqual(limits({ media: [one, one, one, one, one] }), ["deny"]);
    const heavy = anAct({ media: [{ ...one, bytes: 1_600_000 }] });
    const [told] = networkLimits.check(heavy, someFacts(heavy));
    assert.match(told?.words.en ?? "", /1\.5 MB, and 1 MB fit/);
    assert.match(told?.words.es ?? "", /1,5 MB, y caben 1 MB/);
    assert.deepEqual(limits({ media: [{ ...one, bytes: 1_000_001 }] }), ["deny"]);
    assert.deepEqual(limits({ media: [{ ...one, type: "application/pdf" }] }), ["deny"]);
    assert.deepEqual(limits({ media: [{ ...one, alt: " " }] }), ["deny"]);
    assert.deepEqual(limits({ media: [one] }, { capabilities: { media: undefined } }), ["deny"]);
    const mail = { media: { most: 4, bytes: 100, types: ["*/*"], alt: false } };
    assert.deepEqual(
      limits({ media: [{ ...one, type: "application/x-y", alt: "" }] }, { capabilities: mail }),
      [],
    );
  });

  test("a film that the network would refuse is refused before it is planned, each trouble by name", () => {
    const film = { seconds: 30, width: 1280, height: 720, videoCodec: "avc" as string | null, frameRate: 30 };
    const one = { fileId: "f", name: "a.mp4", type: "video/mp4", bytes: 5_000_000, alt: "Dough", film };
    const most = { bytes: 6_000_000, seconds: 60, pixels: 1_000_000, frameRate: 60, codecs: ["avc"] };
    const capabilities = { media: { most: 4, bytes: 10, types: ["video/mp4"], alt: true, film: most } };
    const told = (change: Partial<typeof film>, bytes = one.bytes) => {
      const act = anAct({ media: [{ ...one, bytes, film: { ...film, ...change } }] });
      return networkLimits.check(act, someFacts(act, { capabilities })).map(({ words }) => words.en);
    };
    assert.deepEqual(told({}), []);
    assert.match(told({ seconds: 65 }).join(), /too long for Mastodon: 1:05, and it takes 1:00/);
    assert.match(told({ videoCodec: "hevc" }).join(), /does not play \(hevc\)/);
    assert.match(told({ width: 1920, height: 1080 }).join(), /1920 × 1080/);
    assert.match(told({ frameRate: 120 }).join(), /too many pictures a second/);
    assert.match(told({}, 6_000_001).join(), /too heavy/);
    assert.equal(told({ seconds: 65, frameRate: 120, videoCodec: null }).length, 3);
    const alone = { media: { ...capabilities.media, film: { ...most, alone: true } } };
    assert.deepEqual(limits({ media: [one] }, { capabilities: alone }), []);
    const beside = { ...one, name: "b.png", type: "video/mp4" };
    assert.deepEqual(limits({ media: [one, beside] }, { capabilities: alone }), ["deny"]);
  });

  test("a picture that moves is told to stand still where the network shows it so", () => {
    const gif = { fileId: "f", name: "a.gif", type: "image/gif", bytes: 10, alt: "Steam", animated: true };
    const media = { most: 4, bytes: 100, types: ["image/gif"], alt: true, still: true };
    assert.deepEqual(limits({ media: [gif] }, { capabilities: { media } }), ["allow"]);
  });

  test("an answer is never seen by more people than what it answers", () => {
    const order = ["direct", "followers", "unlisted", "public"] as const;
    for (const [parent, visibility] of order.entries())
      for (const [own, asked] of order.entries())
        assert.deepEqual(
          limits({ visibility: asked }, { target: { visibility } }),
          own > parent ? ["deny"] : [],
          `${asked} to ${visibility}`,
        );
    assert.deepEqual(limits({ visibility: "direct" }, { capabilities: { visibilities: ["public"] } }), [
      "deny",
    ]);
    assert.deepEqual(limits({ contentWarning: "x" }, { capabilities: { contentWarning: false } }), ["deny"]);
  });

  test("where one can only read, nothing goes out", () => {
    assert.deepEqual(limits({}, { capabilities: null }), ["deny"]);
    assert.deepEqual(limits({ kind: "like", text: "" }, { capabilities: { acts: ["reply"] } }), ["deny"]);
    assert.deepEqual(limits({ kind: "like", text: "" }), []);
  });
});

test("a channel that is paused or gone carries nothing; one that needs somebody holds it", () => {
  const advice = { en: "Connect it again.", es: "Vuelve a conectarlo." };
  const health = (status: "active" | "paused" | "disconnected" | "needs-you") =>
    says(channelHealth, {}, { channel: { status, advice } });
  assert.deepEqual(health("active"), []);
  assert.deepEqual(health("paused"), ["deny"]);
  assert.deepEqual(health("disconnected"), ["deny"]);
  assert.deepEqual(health("needs-you"), ["hold"]);
  const [reason] = channelHealth.check(
    anAct(),
    someFacts(anAct(), { channel: { status: "needs-you", advice } }),
  );
  assert.match(reason?.words.en ?? "", /Connect it again\.$/);
  assert.match(reason?.words.es ?? "", /Vuelve a conectarlo\.$/);
});

test("a reply is signed by somebody with a name", () => {
  assert.deepEqual(says(humanSignature), ["allow"]);
  for (const name of ["", "  ", "—", "🎉"])
    assert.deepEqual(says(humanSignature, {}, { teammate: { name } }), ["deny"]);
  assert.deepEqual(says(humanSignature, { kind: "like" }, { teammate: { name: "" } }), []);
});

test("machines are not answered; a list is, by a person", () => {
  const answers = (automatic: string, act: Act = {}) => says(automaticSender, act, { target: { automatic } });
  assert.deepEqual(answers("bounce"), ["deny"]);
  assert.deepEqual(answers("auto-reply"), ["deny"]);
  assert.deepEqual(answers("list"), []);
  assert.deepEqual(answers("list", { automatic: true }), ["deny"]);
  assert.deepEqual(says(automaticSender), []);
});

test("an answer that reaches somebody else than who wrote says so, and is not kept back for it", () => {
  const handle = "ana@mail.example";
  const told = (recipients: string[] | null, more: NonNullable<Facts>["target"] = {}) =>
    says(otherAddress, {}, { target: { handle, recipients, ...more } });
  assert.deepEqual(told(["desk@mail.example"]), ["allow"]);
  assert.deepEqual(told(["Ana@Mail.example", "bo@mail.example"]), []);
  assert.deepEqual(told(null), []);
  assert.deepEqual(told(["bo@mail.example"], { own: true }), []);
  const facts = someFacts(anAct(), { target: { handle, recipients: ["desk@mail.example"] } });
  const [reason] = otherAddress.check(anAct(), facts);
  assert.match(reason?.words.es ?? "", /va a desk@mail\.example, no a ana@mail\.example/);
});

test("what its author removed is not answered", () => {
  assert.deepEqual(says(closedTarget, {}, { target: { deleted: true } }), ["deny"]);
  assert.deepEqual(says(closedTarget), []);
});

test("what a post carries: denied where a network lacks it, a word where it only stands otherwise", () => {
  const all = { card: "given", quote: "shown", subject: true } as const;
  const poll = { options: 4, length: 10, shortest: 5, longest: 1440 };
  const has = (carries: object) => ({ capabilities: { carries: { ...all, poll, ...carries } } }) as Facts;
  const post = { kind: "post", postId: "p", part: 0, text: "Look" } as const;
  const says = (more: object, facts: Facts) => {
    const act = anAct({ ...post, ...more } as unknown as Act);
    return carried.check(act, someFacts(act, facts)).map(({ verdict }) => verdict);
  };
  const card = { url: "https://a.test/", title: "A", description: "" };
  assert.deepEqual(says({ card }, has({})), []);
  assert.deepEqual(says({ card }, has({ card: "none" })), ["allow"]);
  assert.deepEqual(says({ card }, has({ card: "own" })), ["allow"], "without its link in the words");
  assert.deepEqual(says({ card, text: `See ${card.url}` }, has({ card: "own" })), []);
  const quote = "https://net.test/1";
  assert.deepEqual(says({ quote }, { ...has({}), quotable: true }), []);
  assert.deepEqual(says({ quote }, { ...has({}), quotable: false }), ["deny"]);
  assert.deepEqual(says({ quote }, { ...has({ quote: "linked" }), quotable: true }), ["allow"]);
  assert.deepEqual(says({ quote }, has({ quote: "none" })), ["deny"]);
  const asks = (change: object) =>
    says({ poll: { options: ["a", "b"], minutes: 60, multiple: false, ...change } }, has({}));
  assert.deepEqual(asks({}), []);
  assert.deepEqual(asks({ minutes: 4 }), ["deny"]);
  assert.deepEqual(asks({ minutes: 1441 }), ["deny"]);
  assert.deepEqual(asks({ options: ["a", "A "] }), ["deny"]);
  assert.deepEqual(asks({ options: ["a", ""] }), ["deny"]);
  assert.deepEqual(asks({ options: ["a", "b", "c", "d", "e"] }), ["deny"]);
  assert.deepEqual(asks({ options: ["a", "b".repeat(11)] }), ["deny"]);
  assert.deepEqual(says({ poll: { options: ["a", "b"], minutes: 60 } }, has({ poll: null })), ["deny"]);
  assert.deepEqual(says({ subject: "News" }, has({ subject: false })), ["allow"]);
});
