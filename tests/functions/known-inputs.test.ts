// Inputs that once came out wrong, as partners and people really sent them.
import { expect } from "chai";
import { renderFallback } from "../../functions/notifications/channels/fallback-email";
import { bodyFor, kindOf } from "../../functions/notifications/channels/rooms";
import { published, shipmentFailed } from "./notifications/support/fixtures";
import { processor } from "./notifications/support/processor";
import { detail, envelope } from "./shipments/support/events";
import { createWorld } from "./shipments/support/world";

const failure = { reason: "HTTP_503", errorName: "DeliveryError", errorMessage: "down", stack: "" };

describe("inputs that once came out wrong", () => {
  for (const note of ["%40", "%2540", "a%40b.", "=40", "&#64;", "\\u0040", "@"]) {
    it(`63 KB of ${note} in a carrier's event: its dead letter and its alert come at the first receive, and good events pass`, async () => {
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

  for (const [shape, value] of [
    ["lists", "[".repeat(6_000) + "]".repeat(6_000)],
    ["lists, to the most that a queue takes", "[".repeat(120_000) + "]".repeat(120_000)],
    ["objects", `${'{"a":'.repeat(40_000)}0${"}".repeat(40_000)}`],
  ] as const) {
    const withValue = (body: unknown) => JSON.stringify(body).replace('"@"', value);

    it(`a carrier's event with ${shape} in place of its status: its dead letter and its one alert come at the first receive`, async () => {
      const world = createWorld();
      const body = withValue(envelope(detail({ eventId: "ev-deep", status: "@" }), "deep"));
      expect(await world.receive({ id: "deep", body })).to.deep.equal([]);
      expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["INVALID_MESSAGE"]);
      expect(world.notifications.map(({ details }) => details.eventId)).to.deep.equal(["ev-deep"]);
    });

    it(`a carrier's event with ${shape} in a field that nobody reads, or in its location, is recorded`, async () => {
      const world = createWorld();
      const good = { eventId: "ev-note", shipmentId: "shp-note" };
      const note = { id: "note", body: withValue(envelope(detail({ ...good, note: "@" }), "note")) };
      const location = {
        id: "location",
        body: withValue(envelope(detail({ eventId: "ev-2", location: "@" }), "location")),
      };
      expect(await world.receive(note, location)).to.deep.equal([]);
      expect(world.letters).to.deep.equal([]);
      expect(world.items().filter(({ sk }) => sk === "STATE")).to.have.lengthOf(2);
    });

    it(`a notification with ${shape} among its details is delivered, once`, async () => {
      const { invoke, posts, fallbackEmails } = processor();
      await invoke(
        "5f2b8a1e-0000-4000-8000-000000000001",
        withValue({
          subject: "Stock low",
          message: "three left",
          severity: "info",
          source: "stock",
          details: { a: "@" },
        }),
      );
      expect(posts).to.have.lengthOf(1);
      expect(fallbackEmails).to.deep.equal([]);
    });
  }

  for (const details of [null, "text", 7, ["a"], false]) {
    it(`a notification whose details are ${JSON.stringify(details)} is delivered without them`, async () => {
      const { invoke, posts, fallbackEmails } = processor();
      await invoke("5f2b8a1e-0000-4000-8000-000000000001", { details });
      expect(posts).to.have.lengthOf(1);
      expect(fallbackEmails).to.deep.equal([]);
    });
  }

  for (const body of [
    `${"x".repeat(3999)}\u{1F600}${"y".repeat(100)}`,
    '{"subject":"Stock low","message":"three left \\ud83d","severity":"warning","source":"stock"}',
  ]) {
    it(`an emoji across a cut, or half of one, leaves the fallback email well-formed (${body.length} characters)`, async () => {
      const { subject, text } = renderFallback(
        { message: { ...published, body }, content: undefined, failure, attempt: 1 },
        "test",
      );
      expect([subject.isWellFormed(), text.isWellFormed()]).to.deep.equal([true, true]);
      const { invoke, fallbackEmails } = processor({ kind: "refused", reason: "HTTP_503", detail: "down" });
      await invoke("5f2b8a1e-0000-4000-8000-000000000001", body);
      expect(fallbackEmails).to.have.lengthOf(1);
      expect(fallbackEmails[0]?.content?.message.isWellFormed() ?? true).to.equal(true);
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
