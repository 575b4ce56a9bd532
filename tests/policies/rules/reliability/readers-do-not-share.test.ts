import { readersDoNotShare } from "../../../../policies/rules/reliability/readers-do-not-share";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "./shop-parts";

testRule(readersDoNotShare, {
  valid: [
    resource(t.queue, "mails"),
    resource(t.queue, "parcels"),
    resource(t.table, "orders"),
    resource(t.mapping, "sender", { eventSourceArn: arn("queue", "mails") }),
    resource(t.mapping, "tracker", { eventSourceArn: arn("queue", "parcels") }),
    resource(t.mapping, "publisher", { eventSourceArn: arn("table", "orders") }),
    resource(t.mapping, "auditor", { eventSourceArn: arn("table", "orders") }),
  ],
  refuses: {
    "a second reader of a queue, copied from the first": [
      set("tracker", "eventSourceArn", arn("queue", "mails")),
      "mails",
      /event source mappings is \["sender","tracker"\], wanted at most 1/,
    ],
    "a third reader of a stream": [
      set("tracker", "eventSourceArn", arn("table", "orders")),
      "orders",
      /wanted at most 2/,
    ],
  },
});
