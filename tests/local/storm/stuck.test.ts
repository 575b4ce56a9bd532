import { expect } from "chai";
import { nothingStuck } from "../../../local/storm/stuck";
import type { CheckContext } from "../../../local/traffic/checks/check";
import type { Item } from "../../../ops/stack/tables";

async function look(records: {
  readonly deliveries?: readonly Item[];
  readonly notifications?: readonly Item[];
  readonly shipments?: readonly Item[];
}) {
  const keyed = (items: readonly Item[] = []) => new Map(items.map((item, index) => [String(index), item]));
  return await nothingStuck.look({
    evidence: {
      deliveries: async () => keyed(records.deliveries),
      notifications: async () => keyed(records.notifications),
      shipments: async () => records.shipments ?? [],
    },
  } as unknown as CheckContext);
}

describe("the check that no record is stuck", () => {
  it("is content with deliveries, notifications and notices that have ended, whatever their end", async () => {
    const verdict = await look({
      deliveries: [{ status: "DELIVERED" }, { status: "BOUNCED" }],
      notifications: [{ stage: "DELIVERED" }, { stage: "FALLBACK_SENT" }],
      shipments: [
        { sk: "NOTICE", told: true },
        { sk: "STATE", status: "CREATED" },
      ],
    });
    expect(verdict.ok).to.equal(true);
    expect(verdict.detail).to.include("5 deliveries, notifications and notices");
  });

  it("leaves out an open notice whose event was recorded since, and no other", async () => {
    const open = { sk: "NOTICE", told: false };
    const notification = (eventId: string) => ({ ...open, pk: `FAILURE#EVENT#carrier.ups#s-1#${eventId}` });
    const event = { pk: "SHIPMENT#s-1", sk: "EVENT#2026-03-01T10:00:00.000Z#e-1#carrier.ups" };
    expect(await look({ shipments: [event, notification("e-1")] })).to.include({ ok: true });
    expect(await look({ shipments: [event, notification("e-2")] })).to.include({
      detail: "1 times notice of a failed event false",
    });
  });

  for (const [records, what] of [
    [{ deliveries: [{ status: "SENDING" }, { status: "SENDING" }] }, "2 times delivery SENDING"],
    [{ deliveries: [{ status: "UNCERTAIN" }] }, "1 times delivery UNCERTAIN"],
    [{ notifications: [{ stage: "CALLING" }] }, "1 times notification CALLING"],
    [{ notifications: [{ stage: "FALLBACK_UNCERTAIN" }] }, "1 times notification FALLBACK_UNCERTAIN"],
    [{ notifications: [{}] }, "1 times notification without a state"],
    [{ shipments: [{ sk: "NOTICE", told: false }] }, "1 times notice of a failed event false"],
  ] as const) {
    it(`sees ${what}`, async () => {
      expect(await look(records)).to.deep.equal({ ok: false, detail: what });
    });
  }
});
