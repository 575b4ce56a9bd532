import { expect } from "chai";
import { addressKey } from "../../../functions/confirmations/domain/address";
import { renderConfirmation } from "../../../functions/confirmations/email/render";
import { correlationTagOf } from "../../../functions/confirmations/feedback-events";
import { readMoment } from "../../../functions/contracts/fields/date-time";
import { isEmailAddress } from "../../../functions/contracts/fields/email-address";
import { orderRequestSchema } from "../../../functions/contracts/orders/schemas";
import { carrierEvent } from "../../../functions/contracts/shipment-events";
import { bearerTokenIn } from "../../../functions/orders/authorizer/bearer";
import { CursorError, decodeCursor } from "../../../functions/orders/domain/cursor";
import { parseIfMatch } from "../../../functions/orders/domain/etag";
import { cleanJson, cleanLine, cleanLines } from "../../../functions/shared/clean-text";
import { cutToBytes, cutToLength } from "../../../functions/shared/cut";
import { ContentTooLargeError, ValidationError } from "../../../functions/shared/errors";
import { jsonBodyOf } from "../../../functions/shared/http";
import { isPrivateHost } from "../../../functions/shared/private-addresses";
import { readMessage } from "../../../functions/shared/queue-message";
import { createRedactor, noEvent, redactText } from "../../../functions/shared/redaction";
import { readingsOf } from "../../../functions/shared/redaction/encodings";
import { withoutSecrets } from "../../../functions/shared/redaction/secret-shapes";
import { folded } from "../../../functions/shared/redaction/words";
import { tracesOf } from "../../../functions/shipments/event-traces";
import { goodBody } from "../../support/bad-bodies";
import { confirmation, record } from "../confirmations/support/fixtures";
import { detail, envelope } from "../shipments/support/events";
import { growsWithItsText, growthOf, mostGrowth } from "./growth";

function caught<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof ValidationError || error instanceof ContentTooLargeError || error instanceof CursorError) {
      return undefined;
    }
    throw error;
  }
}

/** Everything that reads a text of somebody else's. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  withoutSecrets,
  readingsOf,
  folded,
  redactText: (text) => redactText(text),
  "a redactor": (text) => {
    const redactor = createRedactor({ note: text, [text.slice(0, 64)]: [text] }, noEvent);
    return [redactor.event(32_768), redactor.text(text, 2000), redactor.stack(new Error(text), 8000)];
  },
  cleanLine,
  cleanLines,
  cleanJson,
  cutToBytes: (text) => cutToBytes(text, text.length / 2),
  cutToLength: (text) => cutToLength(text, text.length / 2, "…"),
  readMoment,
  isEmailAddress,
  addressKey,
  isPrivateHost,
  bearerTokenIn: (text) => bearerTokenIn(`Bearer ${text}`),
  parseIfMatch,
  decodeCursor: (text) => caught(() => decodeCursor("ada", text)),
  jsonBodyOf: (text) =>
    [text, JSON.stringify({ text })].map((body) =>
      caught(() => jsonBodyOf({ headers: { "content-type": "application/json" }, body, isBase64Encoded: false })),
    ),
  readMessage: (text) => readMessage(record({ correlationId: text, text }), new Date(0)),
  correlationTagOf,
  "an order's schema": (text) =>
    orderRequestSchema.safeParse({
      ...goodBody,
      customerEmail: text,
      items: [{ ...goodBody.items[0], name: text, sku: text, unitPrice: text }],
    }),
  "a carrier's event": (text) => {
    const event = envelope(detail({ eventId: text, carrier: text, location: text, occurredAt: text }), text);
    return [carrierEvent.safeParse(event), tracesOf(event)];
  },
  "a confirmation": (text) => {
    const [line] = confirmation().items;
    return (
      line &&
      renderConfirmation(confirmation({ items: [{ ...line, name: text, sku: text }] }), {
        name: "Shop",
        timeZone: "UTC",
      })
    );
  },
};

describe("reading foreign text", () => {
  growsWithItsText(readers);

  it("would be found where it grows with the square", () => {
    const square = (text: string) => {
      let count = 0;
      for (let i = 0; i < text.length; i += 32) for (let j = 0; j < i; j += 32) count += text.charCodeAt(j);
      return count;
    };
    expect(growthOf(square, "a")).to.be.above(mostGrowth);
  });
});
