import { expect } from "chai";
import { changeOf } from "../../../functions/orders/domain/order-change";
import { readOrderRecord } from "../../../functions/orders/store/order-stream";
import { damageOf, type Image, type PastChange, reconstruct } from "../../../ops/replay/reconstruct";

const image = (changes: Image = {}): Image => ({
  ...{ orderId: { S: "o-1" }, customerId: { S: "c-1" }, customerEmail: { S: "ann@example.com" } },
  ...{ status: { S: "DELIVERED" }, currency: { S: "EUR" }, total: { N: "12" }, version: { N: "4" } },
  items: { L: [{ M: { sku: { S: "s" }, name: { S: "Tea" }, quantity: { N: "1" }, unitPrice: { N: "12" } } }] },
  shippingAddress: { M: { name: { S: "A" }, line1: { S: "L" }, city: { S: "C" }, country: { S: "DE" } } },
  ...{ createdAt: { S: "2024-03-01T10:00:00.000Z" }, updatedAt: { S: "2024-03-04T10:00:00.000Z" } },
  ...{ lastActor: { S: "bob" }, lastActorType: { S: "staff" }, lastReason: { S: "late" }, correlationId: { S: "c-4" } },
  ...{ requestHash: { S: "h" }, expiresAt: { N: "1800000000" } },
  ...changes,
});
const entry = (version: number, from: string | undefined, to: string): PastChange => ({
  ...{
    version,
    action: from === undefined ? "PLACED" : "STATUS_CHANGED",
    from,
    to,
    at: `2024-03-0${version}T10:00:00.000Z`,
  },
  ...{ actor: "ann", actorType: "customer", correlationId: `c-${version}` },
});

/** What publisher and auditor make of the records. */
function read({ changes }: ReturnType<typeof reconstruct>) {
  return changes.map(({ record }) => {
    const seen = readOrderRecord(record);
    if (seen?.kind !== "written") throw new Error("an order was written");
    const change = changeOf({ ...seen, writtenAt: seen.writtenAt ?? new Date() });
    const { version, status, correlationId, updatedAt } = seen.order;
    return {
      kind: change?.kind,
      ...(change?.kind === "status-changed" && { from: change.previousStatus }),
      ...{ version, status, correlationId, updatedAt },
    };
  });
}

describe("the records of an order, made again", () => {
  it("are those that the consumers had, where the audit trail is whole", () => {
    const trail = [
      entry(3, "CONFIRMED", "SHIPPED"),
      entry(1, undefined, "PLACED"),
      entry(4, "SHIPPED", "DELIVERED"),
      entry(2, "PLACED", "CONFIRMED"),
    ];

    const made = reconstruct(image(), trail);

    expect(made.gaps).to.deep.equal([]);
    expect(
      read(made).map(({ kind, from, status, correlationId }) => [kind, from, status, correlationId]),
    ).to.deep.equal([
      ["placed", undefined, "PLACED", "c-1"],
      ["status-changed", "PLACED", "CONFIRMED", "c-2"],
      ["status-changed", "CONFIRMED", "SHIPPED", "c-3"],
      ["status-changed", "SHIPPED", "DELIVERED", "c-4"],
    ]);
  });

  it("are the placing and the last state without a trail, and what is between is named", () => {
    const made = reconstruct(image(), []);

    expect(made.gaps).to.deep.equal([2, 3]);
    expect(read(made)).to.deep.equal([
      { kind: "placed", version: 1, status: "PLACED", correlationId: "c-4", updatedAt: "2024-03-01T10:00:00.000Z" },
      {
        ...{ kind: "status-changed", from: undefined, version: 4, status: "DELIVERED" },
        ...{ correlationId: "c-4", updatedAt: "2024-03-04T10:00:00.000Z" },
      },
    ]);
    // What was said of the last change belongs to no other.
    expect(made.changes[0]?.record.dynamodb?.NewImage).not.to.have.property("lastReason");
  });

  it("are not made of an item that holds no order", () => {
    const { customerId: _missing, ...damaged } = image();

    expect(damageOf(damaged)).to.equal("An item of the orders table holds no order; wrong: customerId");
    expect(() => reconstruct(damaged, [])).to.throw("wrong: customerId");
    expect(damageOf(image())).to.equal(undefined);
  });
});
