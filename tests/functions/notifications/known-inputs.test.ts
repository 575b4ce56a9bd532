// Inputs that once came out wrong, as people and programs really sent them.
import { expect } from "chai";
import { renderFallback } from "../../../functions/notifications/channels/fallback-email";
import { bodyFor, kindOf } from "../../../functions/notifications/channels/rooms";
import { deepValues } from "../shared/deep-values";
import { published, shipmentFailed } from "./support/fixtures";
import { processor } from "./support/processor";

const failure = { reason: "HTTP_503", errorName: "DeliveryError", errorMessage: "down", stack: "" };

describe("notifications that once came out wrong", () => {
  for (const { shape, inPlaceOfAt } of deepValues) {
    it(`a notification with ${shape} among its details is delivered, once`, async () => {
      const { invoke, posts, fallbackEmails } = processor();
      await invoke(
        "5f2b8a1e-0000-4000-8000-000000000001",
        inPlaceOfAt({
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
