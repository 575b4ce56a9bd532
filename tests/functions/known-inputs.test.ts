// Inputs that once came out wrong, as partners and people really sent them.
import { expect } from "chai";
import { renderFallback } from "../../functions/notifications/channels/fallback-mail";
import { bodyFor, kindOf } from "../../functions/notifications/channels/rooms";
import { published, shipmentFailed } from "./notifications/support/fixtures";
import { processor } from "./notifications/support/processor";
import { detail, envelope } from "./shipments/support/events";
import { createWorld } from "./shipments/support/world";

const failure = { reason: "HTTP_503", errorName: "DeliveryError", errorMessage: "down", stack: "" };

describe("inputs that once came out wrong", () => {
  for (const note of ["%40", "%2540", "a%40b.", "=40", "&#64;", "\\u0040", "@"]) {
    it(`63 KB of ${note} in a carrier's event: its letter and its alert come at the first receive, and good events pass`, async () => {
      const world = createWorld();
      const bad = [1, 2, 3, 4].map((index) => ({
        id: `bad-${index}`,
        body: envelope(
          detail({
            eventId: `ev-bad-${index}`,
            status: "TELEPORTED",
            note: note.repeat(Math.ceil(63_000 / note.length)),
          }),
          `bad-${index}`,
        ),
      }));
      const good = Array.from({ length: 10 }, (_, index) => ({
        id: `good-${index}`,
        body: envelope(detail({ eventId: `ev-good-${index}`, shipmentId: `shp-${index}` }), `good-${index}`),
      }));
      expect(await world.receive(...bad, ...good)).to.deep.equal([]);
      expect(world.letters.map(({ reason }) => reason)).to.deep.equal(Array(4).fill("INVALID_MESSAGE"));
      expect(world.notifications).to.have.lengthOf(4);
      expect(world.items().filter(({ sk }) => sk === "STATE")).to.have.lengthOf(10);
    });
  }

  for (const details of [null, "text", 7, ["a"], false]) {
    it(`a notification whose details are ${JSON.stringify(details)} is delivered without them`, async () => {
      const { invoke, posts, notices } = processor();
      await invoke("5f2b8a1e-0000-4000-8000-000000000001", { details });
      expect(posts).to.have.lengthOf(1);
      expect(notices).to.deep.equal([]);
    });
  }

  for (const body of [
    `${"x".repeat(3999)}\u{1F600}${"y".repeat(100)}`,
    '{"subject":"Stock low","message":"three left \\ud83d","severity":"warning","source":"stock"}',
  ]) {
    it(`an emoji across a cut, or half of one, leaves the fallback mail well-formed (${body.length} characters)`, async () => {
      const { subject, text } = renderFallback(
        { message: { ...published, body }, content: undefined, failure, attempt: 1 },
        "test",
      );
      expect([subject.isWellFormed(), text.isWellFormed()]).to.deep.equal([true, true]);
      const { invoke, notices } = processor({ kind: "refused", reason: "HTTP_503", detail: "down" });
      await invoke("5f2b8a1e-0000-4000-8000-000000000001", body);
      expect(notices).to.have.lengthOf(1);
      expect(notices[0]?.content?.message.isWellFormed() ?? true).to.equal(true);
    });
  }

  it("a flow of Teams gets an Adaptive Card", () => {
    expect(kindOf("prod-12.westeurope.logic.azure.com")).to.equal("teams");
    const [attachment] = JSON.parse(bodyFor("teams", published, shipmentFailed, "prod")).attachments;
    expect(attachment.contentType).to.equal("application/vnd.microsoft.card.adaptive");
    expect(attachment.content.type).to.equal("AdaptiveCard");
  });

  it("nothing in a message calls everybody in Slack, or hides a link behind a word", () => {
    const message = "if a < b && c > d see <https://example.org|your bank>";
    const { text } = JSON.parse(
      bodyFor("slack", published, { ...shipmentFailed, subject: "Refund <!channel> A&B", message }, "prod"),
    );
    expect(text).to.contain("Refund &lt;!channel&gt; A&amp;B");
    expect(text).to.contain("if a &lt; b &amp;&amp; c &gt; d see &lt;https://example.org|your bank&gt;");
    expect(text).to.not.match(/[<>]/);
  });
});
