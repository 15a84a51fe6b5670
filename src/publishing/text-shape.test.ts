import assert from "node:assert/strict";
import { test } from "node:test";
import { alike, likeness, shapeOf, tellsLittle } from "./text-shape.ts";

const same = (one: string, other: string, names: string[] = []) =>
  likeness(shapeOf(one, names), shapeOf(other, names)) >= alike;

test("greeting, names, mentions, links, numbers, marks and emoji are not part of the shape", () => {
  assert.equal(
    shapeOf(
      "Hi María José! @bo@far.example See https://x.test/a?b=1 or mail a.b@c.test, order 4711 is on its way 🎉",
      ["Bo"],
    ),
    "see or mail order is on its way",
  );
  assert.equal(shapeOf("Buenos días, Ana: tu pedido 99 ya salió."), "tu pedido ya salió");
  assert.equal(shapeOf("Thanks Bo, see you", ["Bo Dahl"]), "thanks see you");
  assert.equal(shapeOf("🎉 123 https://only.test"), "");
});

test("a canned text with another name, number or link in it is the same text", () => {
  assert.ok(
    same(
      "Hi Ana, thanks for reaching out! Your order 4711 is on its way: https://x.test/1",
      "Hello Bo! Thanks for reaching out. Your order 12 is on its way: https://x.test/2",
    ),
  );
  assert.ok(
    same(
      "Thank you so much for your kind words, we will pass them on to the whole kitchen team tomorrow morning.",
      "Thank you so much for your kind words, we will pass them on to the whole roasting team tomorrow morning.",
    ),
    "one other word in twenty",
  );
});

test("two texts that a person wrote twice are not the same text", () => {
  assert.ok(
    !same(
      "Thank you for telling us, the terrace opens again on Saturday if the rain stops.",
      "Thank you for telling us, we have put the missing beans into the post this morning.",
    ),
  );
  assert.ok(!same("Sí, abrimos el domingo a las nueve.", "No, el domingo cerramos por descanso."));
  assert.equal(likeness("", ""), 0);
});

test("likeness is the same from both sides, between 0 and 1", () => {
  const texts = ["the beans from huila", "the beans from cauca", "no", "", "ñandú emoji 👩‍👩‍👧‍👦"];
  for (const one of texts)
    for (const other of texts) {
      const value = likeness(one, other);
      assert.equal(value, likeness(other, one));
      assert.ok(value >= 0 && value <= 1);
    }
});

test("a few words are too little to tell a robot", () => {
  assert.equal(tellsLittle(shapeOf("Thank you so much! 🎉")), false);
  assert.equal(tellsLittle(shapeOf("You're welcome!")), true);
});
