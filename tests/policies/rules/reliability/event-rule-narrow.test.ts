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
  passes: {
    "a schedule": [resource(t.rule, "nightly", { scheduleExpression: "rate(1 day)" })],
    "one carrier by its name, and the shop's own events": set(
      "moves",
      "eventPattern",
      pattern(["carrier.dhl", "backoffice.orders"], ["ShipmentStatusChanged", "OrderPlaced"]),
    ),
  },
  refuses: {
    "a rule that is off": [set("moves", "state", "DISABLED"), /state is DISABLED, wanted ENABLED/],
    "a rule that is off in the old way": [set("moves", "isEnabled", false), /state is isEnabled: false/],
    "a rule without a pattern": [drop("moves", "eventPattern"), /eventPattern.source is not set/],
    "every source": [
      set("moves", "eventPattern", pattern([{ prefix: "" }], ["ShipmentStatusChanged"])),
      /eventPattern.source is .*prefix/,
    ],
    "one source too many": [
      set("moves", "eventPattern", pattern(["carrier", { "anything-but": "x" }], ["ShipmentStatusChanged"])),
      /eventPattern.source is/,
    ],
    "every kind of event": [
      set("moves", "eventPattern", pattern(["carrier"], undefined)),
      /eventPattern.detail-type is not set/,
    ],
    "a misspelt kind of event": [
      set("moves", "eventPattern", pattern([{ prefix: "carrier." }], ["ShipmentStatusChangd"])),
      /eventPattern\.source\.0 is .*ShipmentStatusChangd.*, wanted what somebody publishes/,
    ],
    "a misspelt kind beside a right one": [
      set("moves", "eventPattern", pattern(["carrier.ups"], ["ShipmentStatusChanged", "ShipmentStatuschanged"])),
      /eventPattern\.detail-type\.1 is/,
    ],
    "a source that nobody is": [
      set("moves", "eventPattern", pattern([{ prefix: "carriers." }], ["ShipmentStatusChanged"])),
      /eventPattern\.source\.0 is/,
    ],
    "a source and a kind that never come together": [
      set("moves", "eventPattern", pattern(["backoffice.orders"], ["ShipmentStatusChanged"])),
      /wanted what somebody publishes/,
    ],
    "a filter on the detail, the more a misspelt one": [
      set(
        "moves",
        "eventPattern",
        JSON.stringify({
          source: ["carrier.ups"],
          "detail-type": ["ShipmentStatusChanged"],
          details: { status: ["DELIVERED"] },
        }),
      ),
      /eventPattern\.details is .*, wanted no field besides source, detail-type/,
    ],
    "an operator that EventBridge does not know": [
      set(
        "moves",
        "eventPattern",
        JSON.stringify({ source: ["carrier.ups"], "detail-type": [{ prefix: "Shipment", sufix: "Changed" }] }),
      ),
      /wanted a pattern that EventBridge takes: detail-type\.0 must have exactly one operator/,
    ],
    "a target on the default bus": [
      drop("moving", "eventBusName"),
      /eventBusName is default, wanted bus, the bus of its rule 'moves'/,
    ],
    "a rule on the default bus with its target elsewhere": [
      set("moves", "eventBusName", "default"),
      "moving",
      /eventBusName is bus, wanted default/,
    ],
  },
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
      set("moves", "eventPattern", JSON.stringify({ source: [source], "detail-type": [kind], detail }))(shop),
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
