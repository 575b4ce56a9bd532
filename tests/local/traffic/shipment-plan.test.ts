import { expect } from "chai";
import fc from "fast-check";
import { carrierEvent } from "../../../functions/contracts/shipment-events";
import { createRandom } from "../../../local/traffic/random";
import { planShipments } from "../../../local/traffic/shipment-plan";

const orders = [{ orderId: "order-1", correlationId: "correlation-1" }];
const onBus = ({ source, detail }: { readonly source: string; readonly detail: unknown }) =>
  carrierEvent.safeParse(JSON.parse(JSON.stringify({ source, "detail-type": "ShipmentStatusChanged", detail })));

describe("the plan of the carriers' traffic", () => {
  it("has seven events for a shipment, a fifth of them twice, and one broken for a hundred", () => {
    const plan = planShipments(createRandom(1), orders, 100);

    expect(plan.shipments.map(({ history }) => history.length)).to.deep.equal(Array.from({ length: 100 }, () => 7));
    expect(plan.repeated).to.equal(140);
    expect(plan.malformed).to.have.length(7);
    expect(new Set(plan.malformed.map(({ what }) => what)).size).to.equal(7);
    expect(plan.entries).to.have.length(847);
  });

  it("breaks exactly those events that it says are broken, for the function's own schema", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const plan = planShipments(createRandom(seed), orders, 30);
        const refused = plan.entries.filter((entry) => !onBus(entry).success);
        const broken = new Set(plan.malformed.map(({ correlationId }) => correlationId));
        expect(new Set(refused.map(({ detail }) => detail.correlationId))).to.deep.equal(broken);
      }),
      { numRuns: 30 },
    );
  });

  it("expects of each shipment what its events, read by the function's own schema, come to", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const plan = planShipments(createRandom(seed), orders, 10);
        const read = plan.entries.flatMap((entry) => {
          const { data } = onBus(entry);
          return data === undefined ? [] : [{ ...data.detail, source: data.source }];
        });
        for (const { shipmentId, history, state } of plan.shipments) {
          const keys = read
            .filter((event) => event.shipmentId === shipmentId)
            .map(({ occurredAt, eventId, source }) => `EVENT#${occurredAt}#${eventId}#${source}`);
          expect([...new Set(keys)].sort()).to.deep.equal(history.map(({ sk }) => sk));
          const newest = `EVENT#${state.timestamp}#${state.eventId}#`;
          expect(history.some(({ sk }) => sk.startsWith(newest))).to.equal(true);
          expect(history.every(({ sk }) => sk.slice(6, 30) <= state.timestamp)).to.equal(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("is the same for the same seed", () => {
    expect(planShipments(createRandom(5), orders, 5)).to.deep.equal(planShipments(createRandom(5), orders, 5));
  });
});
