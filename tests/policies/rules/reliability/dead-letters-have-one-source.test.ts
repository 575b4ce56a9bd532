import { deadLettersHaveOneSource } from "../../../../policies/rules/reliability/dead-letters-have-one-source";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "./shop-parts";

testRule(deadLettersHaveOneSource, {
  valid: [
    resource(t.queue, "lost"),
    resource(t.queue, "strays"),
    resource(t.target, "first", { deadLetterConfig: { arn: arn("queue", "lost") } }),
    resource(t.target, "second", { deadLetterConfig: { arn: arn("queue", "strays") } }),
    resource(t.mapping, "reader", { eventSourceArn: arn("queue", "work") }),
  ],
  refuses: {
    "a queue that keeps what failed in two places": [
      set("second", "deadLetterConfig.arn", arn("queue", "lost")),
      "lost",
      /sources is \["first","second"\], wanted one/,
    ],
    "a function that reads dead letters": [
      set("reader", "eventSourceArn", arn("queue", "lost")),
      "lost",
      /event source mappings is a reader, wanted none/,
    ],
  },
});
