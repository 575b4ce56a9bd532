import { expect } from "chai";
import {
  archiveKeepsEvents,
  eventRuleNarrow,
  eventsArePutAsTheSource,
  eventTargetHasDeadLetters,
} from "../../../../policies/rules/eventbridge/buses";
import { drop, resource, set } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { arns } from "../../../support/policies/shops/granted";
import { grant, role, rolePolicy, statement } from "../../../support/policies/shops/granted-parts";
import { shop } from "../../../support/policies/shops/wired";
import { arn, t } from "../../../support/policies/shops/wired-parts";

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

testRule(eventTargetHasDeadLetters, {
  valid: shop,
  refuses: {
    "a target without dead letters": [
      drop("moving", "deadLetterConfig"),
      /deadLetterConfig.arn is not set, wanted a standard queue/,
    ],
    "a queue that does not exist": [
      set("moving", "deadLetterConfig.arn", arn("queue", "gone")),
      /deadLetterConfig.arn is .*gone/,
    ],
    "the target itself": [
      set("moving", "deadLetterConfig.arn", arn("queue", "work")),
      /deadLetterConfig.arn is .*work/,
    ],
    "a FIFO queue": [set("target-dead", "fifoQueue", true), "moving", /wanted a standard queue/],
    "no retry policy": [
      drop("moving", "retryPolicy"),
      /retryPolicy.maximumRetryAttempts is not set[\s\S]*retryPolicy.maximumEventAgeInSeconds is not set/,
    ],
    "one retry too few": [
      set("moving", "retryPolicy.maximumRetryAttempts", 9),
      /maximumRetryAttempts is 9, wanted at least 10/,
    ],
    "an age that is one second too short": [
      set("moving", "retryPolicy.maximumEventAgeInSeconds", 3_599),
      /maximumEventAgeInSeconds is 3599/,
    ],
    "a bus with a key and no dead letters": [drop("bus", "deadLetterConfig"), /deadLetterConfig.arn is not set/],
  },
});

testRule(archiveKeepsEvents, {
  valid: shop,
  refuses: {
    "an archive for ever": [drop("archive", "retentionDays"), /retentionDays is not set, wanted 14 to 400/],
    "AWS\\u2019s own way to say for ever": [set("archive", "retentionDays", 0), /retentionDays is 0/],
    "one day less": [set("archive", "retentionDays", 13), /retentionDays is 13/],
    "some events only": [set("archive", "eventPattern", "{}"), /eventPattern is \{\}, wanted none/],
  },
});

const name = "publisher-policy";
const named = { "events:source": "shop.orders", "events:detail-type": ["OrderPlaced", "OrderStatusChanged"] };
const only = (conditions: Readonly<Record<string, unknown>>, operator = "StringEquals") => ({
  Condition: { [operator]: conditions },
});

testRule(eventsArePutAsTheSource, {
  valid: [role("publisher"), rolePolicy(name, "publisher", grant("events:PutEvents", arns.bus, only(named)))],
  refuses: {
    "any event": [statement(name, 0, { Condition: undefined }), /wanted StringEquals on events:source/],
    "any type of one source": [
      statement(name, 0, only({ "events:source": "shop.orders" })),
      /wanted StringEquals on events:detail-type/,
    ],
    "any source that begins so": [
      statement(name, 0, only({ ...named, "events:source": "shop.*" }, "StringLike")),
      /wanted StringEquals on events:source/,
    ],
  },
});
