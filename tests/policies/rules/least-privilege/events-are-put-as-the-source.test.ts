import { eventsArePutAsTheSource } from "../../../../policies/rules/least-privilege/events-are-put-as-the-source";
import { testRule } from "../../../support/policies/rule-cases";
import { grant, role, rolePolicy, statement } from "./fixture";
import { arns } from "./shop";

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
