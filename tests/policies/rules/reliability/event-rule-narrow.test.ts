import { expect } from "chai";
import { eventRuleNarrow } from "../../../../policies/rules/reliability/event-rule-narrow";
import { drop, resource, set } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

function pattern(source: readonly unknown[], kinds: readonly string[] | undefined): string {
  return JSON.stringify({ source, "detail-type": kinds });
}

testRule(eventRuleNarrow, {
  valid: shop,
  passing: [
    { title: "a schedule", resources: [resource(t.rule, "nightly", { scheduleExpression: "rate(1 day)" })] },
    {
      title: "one carrier by its name, and the shop's own events",
      resources: set(
        shop,
        "moves",
        "eventPattern",
        pattern(["carrier.dhl", "backoffice.orders"], ["ShipmentStatusChanged", "OrderPlaced"]),
      ),
    },
  ],
  failing: [
    {
      title: "a rule that is off",
      change: (valid) => set(valid, "moves", "state", "DISABLED"),
      type: t.rule,
      name: "moves",
      says: /state is DISABLED, wanted ENABLED/,
    },
    {
      title: "a rule that is off in the old way",
      change: (valid) => set(valid, "moves", "isEnabled", false),
      type: t.rule,
      name: "moves",
      says: /state is isEnabled: false/,
    },
    {
      title: "a rule without a pattern",
      change: (valid) => drop(valid, "moves", "eventPattern"),
      type: t.rule,
      name: "moves",
      says: /eventPattern.source is not set/,
    },
    {
      title: "every source",
      change: (valid) => set(valid, "moves", "eventPattern", pattern([{ prefix: "" }], ["ShipmentStatusChanged"])),
      type: t.rule,
      name: "moves",
      says: /eventPattern.source is .*prefix/,
    },
    {
      title: "one source too many",
      change: (valid) =>
        set(valid, "moves", "eventPattern", pattern(["carrier", { "anything-but": "x" }], ["ShipmentStatusChanged"])),
      type: t.rule,
      name: "moves",
      says: /eventPattern.source is/,
    },
    {
      title: "every kind of event",
      change: (valid) => set(valid, "moves", "eventPattern", pattern(["carrier"], undefined)),
      type: t.rule,
      name: "moves",
      says: /eventPattern.detail-type is not set/,
    },
    {
      title: "a misspelt kind of event",
      change: (valid) =>
        set(valid, "moves", "eventPattern", pattern([{ prefix: "carrier." }], ["ShipmentStatusChangd"])),
      type: t.rule,
      name: "moves",
      says: /eventPattern\.source\.0 is .*ShipmentStatusChangd.*, wanted what somebody publishes/,
    },
    {
      title: "a misspelt kind beside a right one",
      change: (valid) =>
        set(
          valid,
          "moves",
          "eventPattern",
          pattern(["carrier.ups"], ["ShipmentStatusChanged", "ShipmentStatuschanged"]),
        ),
      type: t.rule,
      name: "moves",
      says: /eventPattern\.detail-type\.1 is/,
    },
    {
      title: "a source that nobody is",
      change: (valid) =>
        set(valid, "moves", "eventPattern", pattern([{ prefix: "carriers." }], ["ShipmentStatusChanged"])),
      type: t.rule,
      name: "moves",
      says: /eventPattern\.source\.0 is/,
    },
    {
      title: "a source and a kind that never come together",
      change: (valid) => set(valid, "moves", "eventPattern", pattern(["backoffice.orders"], ["ShipmentStatusChanged"])),
      type: t.rule,
      name: "moves",
      says: /wanted what somebody publishes/,
    },
    {
      title: "a filter on the detail, the more a misspelt one",
      change: (valid) =>
        set(
          valid,
          "moves",
          "eventPattern",
          JSON.stringify({
            source: ["carrier.ups"],
            "detail-type": ["ShipmentStatusChanged"],
            details: { status: ["DELIVERED"] },
          }),
        ),
      type: t.rule,
      name: "moves",
      says: /eventPattern\.details is .*, wanted no field besides source, detail-type/,
    },
    {
      title: "an operator that EventBridge does not know",
      change: (valid) =>
        set(
          valid,
          "moves",
          "eventPattern",
          JSON.stringify({ source: ["carrier.ups"], "detail-type": [{ prefix: "Shipment", sufix: "Changed" }] }),
        ),
      type: t.rule,
      name: "moves",
      says: /wanted a pattern that EventBridge takes: detail-type\.0 must have exactly one operator/,
    },
    {
      title: "a target on the default bus",
      change: (valid) => drop(valid, "moving", "eventBusName"),
      type: t.target,
      name: "moving",
      says: /eventBusName is default, wanted bus, the bus of its rule 'moves'/,
    },
    {
      title: "a rule on the default bus with its target elsewhere",
      change: (valid) => set(valid, "moves", "eventBusName", "default"),
      type: t.target,
      name: "moving",
      says: /eventBusName is bus, wanted default/,
    },
  ],
});

const widened = {
  fields: ["detail"],
  publishers: [{ source: "aws.s3", detailTypes: ["Object Created"] }],
  reason: "Only for this test: another publisher, and filters on what it says.",
};

describe("rule event-rule-narrow, with more fields and publishers allowed", () => {
  const found = (detail: object, source = "carrier.ups", kind = "ShipmentStatusChanged") =>
    judge(
      eventRuleNarrow,
      set(shop, "moves", "eventPattern", JSON.stringify({ source: [source], "detail-type": [kind], detail })),
      widened,
    );

  it("passes what somebody publishes", async () => {
    expect(await found({ status: ["DELIVERED", "EXCEPTION"], shipmentId: [{ exists: true }] })).to.deep.equal([]);
    expect(await found({ bucket: { name: ["returns"] } }, "aws.s3", "Object Created")).to.deep.equal([]);
  });

  it("refuses a filter that matches nothing, and each alternative that does not", async () => {
    for (const [detail, path] of [
      [{ status: ["DELIVRED"] }, "source.0"],
      [{ status: ["DELIVERED", "DELIVRED"] }, "detail.status.1"],
      [{ state: ["DELIVERED"] }, "source.0"],
      [{ status: [{ prefix: "delivered" }] }, "source.0"],
    ] as const) {
      const [violation] = await found(detail);
      expect(violation?.message).to.contain(`eventPattern.${path} is`);
    }
  });
});
