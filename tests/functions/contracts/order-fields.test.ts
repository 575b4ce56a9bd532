import { expect } from "chai";
import { goodBody } from "../../support/bad-bodies";
import { type Edit, load, typeErrors } from "../../support/overlay";
import type { walk } from "./order-walk";

const entry = "tests/functions/contracts/order-walk.ts";

/** The one place where an order's fields are declared gets one more. */
const added: Edit = {
  file: "functions/contracts/orders/schemas.ts",
  from: "  billingAddress: addressSchema.optional(),\n",
  to: "  billingAddress: addressSchema.optional(),\n  giftMessage: line(200).optional(),\n",
};

/** What somebody decides about it, place by place. */
const decided: readonly Edit[] = [
  {
    file: "functions/orders/domain/order.ts",
    from: "    total: order.total,\n",
    to: "    total: order.total,\n    giftMessage: order.giftMessage,\n",
  },
  {
    file: "functions/orders/store/order-item.ts",
    from: "  total: amount,\n",
    to: "  total: amount,\n  giftMessage: z.string().optional(),\n",
  },
  { file: "functions/orders/kept.ts", from: "  total: hidden,\n", to: "  total: hidden,\n  giftMessage: hidden,\n" },
  {
    file: "functions/orders/kept.ts",
    from: "    reason: hidden,\n",
    to: "    reason: hidden,\n    giftMessage: hidden,\n",
  },
  {
    file: "functions/contracts/order-confirmation.ts",
    from: "  total: amount,\n",
    to: "  total: amount,\n  giftMessage: z.string().max(200).optional(),\n",
  },
  {
    file: "functions/orders/domain/order-change.ts",
    from: "    total: order.total,\n",
    to: "    total: order.total,\n    giftMessage: order.giftMessage,\n",
  },
  {
    file: "functions/confirmations/kept.ts",
    from: "  total: hidden,\n",
    to: "  total: hidden,\n  giftMessage: hidden,\n",
  },
  {
    file: "functions/confirmations/email/view.ts",
    from: "    total: formatMoney(message.total, currency),\n",
    to: '    total: formatMoney(message.total, currency),\n    giftMessage: foreign(message.giftMessage ?? ""),\n',
  },
  {
    file: "functions/confirmations/email/layout.ts",
    from: '  { kind: "total", label: "Total", value: "{{total}}" },\n',
    to: '  { kind: "total", label: "Total", value: "{{total}}" },\n  { kind: "paragraph", text: "{{giftMessage}}" },\n',
  },
];

/** The walk, and what it does not come by: what may be kept of a message that failed. */
const files = [entry, "functions/confirmations/sender/handler.ts"];

const placesOf = (errors: readonly string[]) => errors.map((error) => error.split(":")[0]).sort();

describe("a field that an order gets", () => {
  it("does not compile when only the schema has it, and every place where somebody must decide is named", () => {
    const errors = typeErrors([added], files);

    expect(placesOf(errors)).to.deep.equal(decided.map(({ file }) => file).sort());
    for (const error of errors) expect(error).to.match(/^functions\/[\w/-]+\.ts:\d+ .*giftMessage/s);
  }).timeout(60_000);

  it("compiles then, and goes from the request to table, answer, document, message, and both forms of the email", async () => {
    expect(typeErrors([added, ...decided], files)).to.deep.equal([]);
    const loaded: { readonly walk?: typeof walk } = Object(await load([added, ...decided], entry));
    const giftMessage = "Happy birthday, Ada!";

    const seen = await loaded.walk?.({ ...goodBody, giftMessage });

    expect(seen?.answer.status).to.equal(201);
    expect(seen?.answer.body).to.include({ giftMessage });
    expect(seen?.item.giftMessage).to.deep.equal({ S: giftMessage });
    expect(seen?.message).to.include({ giftMessage });
    expect(seen?.mail.text).to.contain(giftMessage);
    expect(seen?.mail.html).to.contain(giftMessage);
    for (const schema of ["OrderRequest", "Order"]) {
      expect(seen?.schemas[schema].properties.giftMessage, schema).to.include({ type: "string", maxLength: 200 });
    }
    const without = await loaded.walk?.(goodBody);
    expect(without?.answer.body).to.not.have.property("giftMessage");
    expect(without?.item).to.not.have.property("giftMessage");
  }).timeout(60_000);
});

describe("a field that another message gets", () => {
  for (const { what, edit, entries, places } of [
    {
      what: "an event of a carrier",
      edit: {
        file: "functions/contracts/shipment-events.ts",
        from: "  location: usable(location),\n",
        to: "  location: usable(location),\n  weight: usable(z.string()),\n",
      },
      entries: ["functions/shipments/processor/index.ts"],
      // History and state take every field as it comes.
      places: ["functions/shipments/domain/shipment.ts", "functions/shipments/kept.ts"],
    },
    {
      what: "a notification",
      edit: {
        file: "functions/contracts/notification.ts",
        from: "  source: line(100),\n",
        to: "  source: line(100),\n  link: usable(z.string()),\n",
      },
      entries: ["functions/notifications/processor/index.ts"],
      places: [
        "functions/notifications/channels/fallback-email.ts",
        "functions/notifications/channels/rooms.ts",
        "functions/notifications/kept.ts",
        "functions/notifications/store/notifications.ts",
      ],
    },
    {
      what: "a delivery",
      edit: {
        file: "functions/confirmations/domain/delivery.ts",
        from: "  readonly sesMessageId?: string | undefined;\n",
        to: "  readonly sesMessageId?: string | undefined;\n  readonly language?: string | undefined;\n",
      },
      entries: ["functions/confirmations/sender/index.ts"],
      places: ["functions/confirmations/store/deliveries.ts"],
    },
  ]) {
    it(`does not compile when only ${what} has it, and every place where somebody must decide is named`, () => {
      expect(placesOf(typeErrors([edit], entries))).to.deep.equal(places);
    }).timeout(60_000);
  }
});
