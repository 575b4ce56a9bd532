import { expect } from "chai";
import fc from "fast-check";
import type { Notification } from "../../../functions/contracts/notification";
import { bodyFor, kindOf, type WebhookKind, webhookKinds } from "../../../functions/notifications/channels/rooms";
import { postTo } from "../../../local/webhook/rooms";
import { harmfulSigns, isHarmless } from "../shared/harmless";
import { notificationId, published, shipmentFailed } from "./support/fixtures";

const rooms = webhookKinds.filter((kind) => kind !== "json");

const bodyOf = (kind: WebhookKind, parts: Partial<Notification> = {}) =>
  bodyFor(kind, published, { ...shipmentFailed, ...parts }, "prod");

/** What calls, leads, steers, hides or breaks in one of the rooms, between harmless texts. */
const hostilePart = fc.constantFrom(
  ...harmfulSigns,
  ...[
    "<!channel>",
    "<!here|x>",
    "<@U012AB3CD>",
    "<#C1>",
    "@everyone",
    "@here",
    "@channel",
    "<@&1>",
    "<users/all>",
    "<at>Ada</at>",
  ],
  ...[
    "<https://example.org|your bank>",
    "[your bank](https://example.org)",
    "https://example.org",
    '<a href="https://e.org">x</a>',
  ],
  ...[
    "*bold*",
    "_it_",
    "~~x~~",
    "`code`",
    "```",
    "||spoiler||",
    "# head",
    "\n- item",
    "\n> quote",
    "\\",
    "&",
    "&lt;!channel&gt;",
    "&amp;",
  ],
  ...[
    "\ud83d",
    "\ude00",
    "\u{1f600}",
    "👩‍👩‍👧",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\u001b[31m",
    "\u009b",
    "\u{e0041}",
    "\u0000",
    "\n",
    "\r\n",
  ],
  ...["Grüße", "日本語", " ", "a", '"', "x".repeat(1500), "&".repeat(700), "😀".repeat(900), "*".repeat(1200)],
);
const hostile = fc
  .array(fc.oneof(hostilePart, fc.string({ unit: "binary", maxLength: 20 })), { minLength: 1, maxLength: 25 })
  .map((parts) => parts.join("").slice(0, 20_000));

describe("a chat room", () => {
  it("follows from the host of its address; an unknown host gets JSON", () => {
    for (const [host, kind] of [
      ["hooks.slack.com", "slack"],
      ["hooks.slack-gov.com", "slack"],
      ["contoso.webhook.office.com", "teams"],
      ["prod-12.westeurope.logic.azure.com", "teams"],
      ["default1.2.environment.api.powerplatform.com", "teams"],
      ["discord.com", "discord"],
      ["canary.discord.com", "discord"],
      ["DISCORDAPP.com", "discord"],
      ["chat.googleapis.com", "google-chat"],
      ["hooks.slack.com.example.org", "json"],
      ["evilhooks.slack.com", "json"],
      ["notlogic.azure.com", "json"],
      ["hooks.example.com", "json"],
    ] as const)
      expect(kindOf(host), host).to.equal(kind);
  });

  for (const kind of rooms) {
    it(`of the kind ${kind} shows every notification as plain text, within its limits`, () => {
      fc.assert(
        fc.property(hostile, hostile, hostile, (message, subject, source) => {
          const cut = (text: string, most: number) => text.slice(0, most).toWellFormed();
          const body = bodyOf(kind, {
            message: message.toWellFormed(),
            subject: cut(subject, 200),
            source: cut(source, 100),
          });
          const { status, shown = "", live } = postTo(kind, body);

          expect(status, body).to.be.within(200, 299);
          expect(live, body).to.deep.equal([]);
          expect(shown).to.include("[critical] ");
          // The word joiners are ours: they part names from their @.
          const theirs = shown.replaceAll("@\u2060", "@");
          expect(theirs.split("\n").every(isHarmless), JSON.stringify(shown)).to.equal(true);
          expect(shown.isWellFormed()).to.equal(true);
          expect(body).to.include(notificationId);
        }),
        { numRuns: 300 },
      );
    });

    it(`of the kind ${kind} shows what people wrote, to the letter`, () => {
      for (const message of [
        "if a < b && c > d\nthen 3*4 = `12` \\o/ #1 [x](y)",
        "Grüße 👩‍👩‍👧 &amp; &lt;",
        "1 - 2 | 3 ~ 4_5",
      ]) {
        expect(postTo(kind, bodyOf(kind, { message })).shown, kind).to.include(message);
      }
    });

    it(`of the kind ${kind} gets the longest texts cut at the end, between characters, with nothing else lost`, () => {
      for (const unit of ["x", "&", "😀", "*", '"', "\n", "é"]) {
        const message = unit.repeat(Math.floor(20_000 / unit.length));
        const { status, shown = "", live } = postTo(kind, bodyOf(kind, { message, subject: "s".repeat(200) }));
        expect(status, unit).to.be.within(200, 299);
        expect(shown.isWellFormed(), unit).to.equal(true);
        expect(shown.length, unit).to.be.greaterThan(kind === "discord" ? 1100 : 3500);
        expect(live).to.deep.equal([]);
      }
    });
  }

  it("shows a public report's texts without their power (case 13)", () => {
    const text = JSON.parse(
      bodyOf("slack", { subject: "Refund <!channel> A&B", message: "see <https://example.org|your bank>" }),
    ).text;
    expect(text).to.equal(
      "[critical] Refund &lt;!channel&gt; A&amp;B (shipments, prod)\nsee &lt;https://example.org|your bank&gt;",
    );
  });

  it("of Teams shows nothing of a post that is no Adaptive Card, and says 202 all the same (case 04)", () => {
    const plain = JSON.stringify({ text: "[critical] s (shop, prod)\nm", subject: "s" });
    expect(postTo("teams", plain)).to.deep.equal({ status: 202, answer: "", live: [] });
    expect(postTo("teams", bodyOf("teams")).shown).to.include("An event could not be processed.");
  });

  it("that is a program gets everything as it came, in well-formed JSON", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (key, value) => {
        const body = bodyOf("json", { details: { [key]: [value], "\\ud83d": "\\ud83d" } });
        expect(postTo("json", body).status).to.equal(200);
        const expected = Object.fromEntries([
          [key.toWellFormed(), [value.toWellFormed()]],
          ["\\ud83d", "\\ud83d"],
        ]);
        expect(JSON.parse(body).details).to.deep.equal(expected);
      }),
    );
    const half = bodyOf("json", { details: { "\ud83d": ["\ude00\ud83d"] } });
    expect(JSON.parse(half).details).to.deep.equal({ "\ufffd": ["\ufffd\ufffd"] });
  });

  it("refuses or hides what its service's pages say it refuses or hides", () => {
    const text = (value: unknown) => JSON.stringify(value);
    expect(postTo("slack", "{").answer).to.equal("invalid_payload");
    expect(postTo("slack", text({ blocks: [] })).answer).to.equal("no_text");
    expect(postTo("slack", text({ text: "<!channel> https://a.example *b*" })).live).to.deep.equal([
      "<",
      ">",
      "*",
      "*",
      "https://",
    ]);
    expect(postTo("discord", text({ content: "" })).status).to.equal(400);
    expect(postTo("discord", text({ content: "x".repeat(2001) })).status).to.equal(400);
    expect(postTo("discord", text({ content: "@everyone [x](https://a.example)" })).live).to.deep.equal([
      "@",
      "[",
      "]",
      "https://",
      "@everyone",
    ]);
    expect(postTo("google-chat", text({ subject: "s" })).status).to.equal(400);
    expect(postTo("google-chat", bodyOf("google-chat").replace("An event", "x".repeat(32_000))).status).to.equal(400);
    expect(postTo("teams", bodyOf("teams").replace("An event", "x".repeat(29_000))).shown).to.equal(undefined);
    for (const kind of webhookKinds) expect(postTo(kind, '{"text":"\\ud83d"}').status, kind).to.equal(400);
  });
});
