/** A bulletin at the screens, against a real mail server: who gets it, how it will look, a test, the story, the way out. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { eventually } from "../client.ts";
import { mailForm, mailsOf, writerOf } from "../networks/email.ts";
import { peerMissing } from "../peers/available.ts";
import { type MailPeer, type MailUser, startMail } from "../peers/mail.ts";
import { openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, openProduct, type Person, type Product } from "./product.ts";
import { picture } from "./publishing-stage.ts";

const missing = peerMissing("mail");
if (missing && process.env.CI === "true") throw new Error(missing);
const skip = missing ?? false;

let browser: Browser;
let peer: MailPeer;
let product: Product;
let ada: Person;
let own: MailUser;
let reader: MailUser;
let channelId: string;
let postId: string;
let context: BrowserContext;
let page: Page;
let complaints: string[];

before(async () => {
  if (missing) return;
  [browser, peer, product] = await Promise.all([openBrowser(), startMail(), openProduct()]);
  const brand = peer.addUser("juniper");
  own = peer.addUser("ada");
  reader = peer.addUser("reader");
  ada = await foundWorkspace(product);
  await ada.ask("POST", "/me/email", { email: own.address, password: "correct horse battery" });
  const input = mailForm(peer, brand, "Juniper Cycles");
  channelId = (await ada.ask("POST", "/channels", { network: "email", input })).channel.id;
  const { fileId } = await (
    await fetch(`${product.origin}/api/media`, {
      method: "POST",
      headers: {
        origin: product.origin,
        cookie: [...ada.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "rapport-workspace": (await ada.ask("GET", "/session")).workspace.id,
        "content-type": "image/png",
        "x-file-name": "frame.png",
      },
      body: new Uint8Array(await picture(800, 500, "#2f7d6d")),
    })
  ).json();
  ({ id: postId } = await ada.ask("POST", "/posts", {
    id: crypto.randomUUID(),
    zone: "Europe/Madrid",
    channelIds: [channelId],
    base: {
      parts: [
        {
          text: "The frames have come.\n\nLook at https://juniper.test/frames before Saturday.",
          media: [{ fileId, alt: "A green frame" }],
        },
      ],
      subject: "Frames <b>are</b> here",
      language: "en",
    },
  }));
  context = await at(browser, product.origin, {}, ada);
});
after(async () => {
  await browser?.close();
  await product?.close();
  await peer?.stop();
});

const subscribers = () => `${product.origin}/channels/${channelId}/subscribers`;

test("subscribers are entered with their permission, and a bad row is told and stays", { skip }, async () => {
  ({ page, complaints } = await open(context, subscribers()));
  await page.getByText("Nobody is subscribed yet").waitFor();
  await page
    .getByLabel("Addresses, one a line")
    .fill(`Nora Lindqvist <${reader.address}>\nhalf@\n${reader.address}`);
  await page.getByLabel("How did they permit it?").fill("Asked for it at the counter, on paper.");
  await page.getByLabel("On which day?").fill("2026-01-02");
  await page.getByRole("button", { name: "Enter them" }).click();
  await page.getByText("1 was entered.").last().waitFor();
  assert.equal(await page.getByLabel("Addresses, one a line").inputValue(), "half@");
  await page.getByLabel("Name and postal address").fill("Juniper Cycles, Calle Mayor 1, Madrid");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByText("Nora Lindqvist").waitFor();
  await holds(page, "subscribers");
});

test("the composer shows the mail itself, in a frame where nothing runs", { skip }, async () => {
  await page.goto(`${product.origin}/publishing/posts/${postId}`);
  const frame = page.frameLocator("iframe").first();
  await frame.getByText("The frames have come.").waitFor();
  await frame.getByText("Juniper Cycles, Calle Mayor 1").waitFor();
  await frame.getByRole("img", { name: "A green frame" }).waitFor();
  const shown = page.locator("iframe").first();
  assert.equal(await shown.getAttribute("sandbox"), "allow-same-origin");
  assert.match((await shown.getAttribute("srcdoc")) ?? "", /default-src 'none'; img-src 'self'/);
  await page.getByRole("heading", { name: "Frames <b>are</b> here" }).waitFor();
  await holds(page, "bulletin-composer");
  await page.getByRole("button", { name: "Wide, and as plain text" }).click();
  await page.getByText("Unsubscribe: ").waitFor();
  await holds(page, "bulletin-wide");
  await page.keyboard.press("Escape");
});

test("a test reaches the teammate alone, says so, and its link takes nobody off", { skip }, async () => {
  await page.getByRole("button", { name: "Send me a test" }).click();
  await page.getByText("A test went to").waitFor();
  const mails = await eventually(async () => {
    const all = await mailsOf(peer, own);
    return all.length > 0 && all;
  }, "the test has come");
  assert.deepEqual(
    mails.map(({ subject }) => subject),
    ["[Test] Frames <b>are</b> here"],
  );
  assert.deepEqual(await mailsOf(peer, reader), []);
  const link = /http:\S+\/unsubscribe\/\S+/.exec(mails[0]?.text ?? "")?.[0] ?? "";
  const outside = await at(browser, product.origin, looks["phone-dark-es"] ?? {});
  const { page: way } = await open(outside, link);
  await way.getByRole("heading", { name: "Este enlace es de una prueba" }).waitFor();
  await holds(way, "unsubscribe-test");
  await outside.close();
});

test("the story counts what went out, and one press leaves", { skip }, async () => {
  await ada.ask("POST", `/posts/${postId}/plan`, { at: "now" });
  await page.getByText("1 mail is out").waitFor();
  await holds(page, "bulletin-story");
  const [mail] = await mailsOf(peer, reader);
  const link = /http:\S+\/unsubscribe\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
  const outside = await at(browser, product.origin, { width: 390, height: 844 });
  const { page: way } = await open(outside, link);
  await holds(way, "unsubscribe");
  await way.getByRole("button", { name: "Unsubscribe" }).click();
  await way.getByRole("heading", { name: "You are unsubscribed" }).waitFor();
  await outside.close();
  const writer = writerOf(peer, reader);
  await writer.sendMail({
    from: reader.address,
    to: "juniper@test.local",
    subject: "Re: Frames",
    text: "I come on Friday.",
    inReplyTo: mail?.messageId ?? "",
    references: [mail?.messageId ?? ""],
  });
  writer.close();
  await page.getByText("1 has answered").waitFor();
  assert.equal(await page.getByText("Nobody is subscribed to this channel.").count(), 0, "it is out");
  const { link: toNora } = await ada.ask("POST", `/posts/${postId}/review-links`, { name: "Nora" });
  const nora = await at(browser, product.origin, looks.phone ?? {});
  const review = await open(nora, toNora);
  await review.page.frameLocator("iframe").getByRole("img", { name: "A green frame" }).waitFor();
  await holds(review.page, "bulletin-review");
  await nora.close();
  const small = await at(browser, product.origin, looks["phone-dark-es"] ?? {}, ada);
  await ada.ask("PATCH", "/me", { language: "es" });
  const { page: phone } = await open(small, `${product.origin}/publishing/posts/${postId}`);
  await phone.frameLocator("iframe").first().getByText("The frames have come.").waitFor();
  await phone.locator("iframe").first().scrollIntoViewIfNeeded();
  await holds(phone, "bulletin-phone-dark-es");
  await phone.goto(subscribers());
  await phone.locator("#main li").getByText("De baja", { exact: true }).waitFor();
  await holds(phone, "subscribers-phone-dark-es");
  await small.close();
  // What axe would run in the mail's frame is refused there, as anything is.
  assert.deepEqual(
    complaints.filter((one) => !one.startsWith("Blocked script execution in 'about:srcdoc'")),
    [],
  );
});
