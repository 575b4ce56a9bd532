import { eventsArePutAsTheSource } from "../../../../policies/rules/least-privilege/events-are-put-as-the-source";
import { testRule } from "../../../support/policies/rule-cases";
import { grant, role, rolePolicy, statement, types } from "./fixture";
import { arns } from "./shop";

const name = "publisher-policy";
const bearer = { type: types.rolePolicy, name } as const;
const named = { "events:source": "shop.orders", "events:detail-type": ["OrderPlaced", "OrderStatusChanged"] };
const only = (conditions: Readonly<Record<string, unknown>>, operator = "StringEquals") => ({
  Condition: { [operator]: conditions },
});

testRule(eventsArePutAsTheSource, {
  valid: [role("publisher"), rolePolicy(name, "publisher", grant("events:PutEvents", arns.bus, only(named)))],
  failing: [
    {
      title: "any event",
      change: (valid) => statement(valid, name, 0, { Condition: undefined }),
      ...bearer,
      says: /wanted StringEquals on events:source/,
    },
    {
      title: "any type of one source",
      change: (valid) => statement(valid, name, 0, only({ "events:source": "shop.orders" })),
      ...bearer,
      says: /wanted StringEquals on events:detail-type/,
    },
    {
      title: "any source that begins so",
      change: (valid) => statement(valid, name, 0, only({ ...named, "events:source": "shop.*" }, "StringLike")),
      ...bearer,
      says: /wanted StringEquals on events:source/,
    },
  ],
});
