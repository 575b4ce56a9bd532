import { expect } from "chai";
import { addressKey } from "../../../functions/confirmations/domain/address";
import { renderConfirmation } from "../../../functions/confirmations/email/render";
import { correlationTagOf } from "../../../functions/confirmations/feedback-events";
import { readMoment } from "../../../functions/contracts/fields/date-time";
import { isEmailAddress } from "../../../functions/contracts/fields/email-address";
import { notification } from "../../../functions/contracts/notification";
import { orderRequestSchema } from "../../../functions/contracts/orders/schemas";
import { carrierEvent } from "../../../functions/contracts/shipment-events";
import { alarmNotification } from "../../../functions/notifications/alarm-message";
import { renderFallback } from "../../../functions/notifications/channels/fallback-email";
import { bodyFor, webhookKinds } from "../../../functions/notifications/channels/rooms";
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
import { published, shipmentFailed } from "../notifications/support/fixtures";
import { detail, envelope } from "../shipments/support/events";

/** Texts that grow by repetition, each made to send some search back to where it came from. */
const families: readonly string[] = [
  ..."a \n<>@.%&=\\\"'{[,-/0é".split(""),
  ...["%40", "%2540", "=41", "=\n", "&#65;", "&amp;", "\\u0041", "QUFB", "4142", "a@", "@a.", '"@', "a@b.", "<a", "> "],
  ...["://a", "a://", "key=", "token: ", "Bearer ", "eyJ.", "-----BEGIN ", "-----END ", "+43 ", "1 2-", "\n    at a ("],
  ...[
    "a\u0301\u0323",
    "\u0301\u0323\u0327",
    "\u200d",
    "\u{1F469}\u200d",
    "\u{1F1E6}",
    "\u202e",
    "\ud83d",
    "[[",
    '{"a":',
    '"a",',
    "{{a}}",
  ],
];

const largest = 262_144;

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
  "a notification": (text) =>
    notification.safeParse({ ...shipmentFailed, subject: text, message: text, deduplicationKey: text }),
  "an alarm": (text) =>
    alarmNotification.safeParse({
      AlarmName: text,
      NewStateValue: "ALARM",
      NewStateReason: text,
      StateChangeTime: text,
    }),
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
  "a fallback email": (text) => {
    const failure = { reason: "R", errorName: text, errorMessage: text, stack: text };
    const message = { ...published, body: text };
    return [undefined, { ...shipmentFailed, message: text, details: { text } }].map((content) =>
      renderFallback({ message, content, failure, attempt: 1 }, "test"),
    );
  },
  ...Object.fromEntries(
    webhookKinds.map((kind) => [
      `a message for ${kind}`,
      (text: string) =>
        bodyFor(kind, published, { ...shipmentFailed, subject: text, message: text, details: { text } }, "test"),
    ]),
  ),
};

/** Below this nothing is compared, in milliseconds: the clock and the collector would be. */
const floorMs = 20;

/** What this thread has worked, in milliseconds: what other programs take of the processor is not in it. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The least of some runs, in milliseconds of work. */
function leastOf(runs: number, action: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const began = workedMs();
    action();
    least = Math.min(least, workedMs() - began);
  }
  return least;
}

/** Taken together, so that a turn of the collector decides nothing; more of them, and a room that cuts long texts had nothing to cut of the start. */
const doublings = 2;

/** How much more a text costs when it is doubled: the least of some tries. */
function growthOf(read: (text: string) => unknown, unit: string): number {
  const text = unit.repeat(Math.ceil(largest / unit.length));
  const parts = 2 ** doublings;
  const start = text.slice(0, text.length / parts);
  // As many characters as the whole: the system's clock of work has ticks of some milliseconds.
  const readParts = () => Array.from({ length: parts }, () => read(start));
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 12 && least > mostGrowth; attempt++) {
    const runs = attempt === 0 ? 1 : 3;
    const whole = leastOf(runs, () => read(text));
    if (whole < floorMs) return 0;
    least = Math.min(least, ((parts * whole) / leastOf(runs, readParts)) ** (1 / doublings));
  }
  return least;
}

const mostGrowth = 2.5;

describe("reading foreign text", () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`costs ${name} at most 2.5 times as much when the text is doubled, up to 256 kB`, () => {
      const slow = families.map((unit) => [unit, growthOf(read, unit)] as const).filter(([, by]) => by > mostGrowth);
      expect(slow).to.deep.equal([]);
    }).timeout(60_000);
  }

  it("would be found where it grows with the square", () => {
    const square = (text: string) => {
      let count = 0;
      for (let i = 0; i < text.length; i += 32) for (let j = 0; j < i; j += 32) count += text.charCodeAt(j);
      return count;
    };
    expect(growthOf(square, "a")).to.be.above(mostGrowth);
  });
});
