import { deadLetterQueueNamesItsSources } from "../../../../policies/rules/reliability/dead-letter-queue-names-its-sources";
import { type NamedChange, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn } from "./shop-parts";

/** The same shop, with other values in the policy of its dead letters. */
function allowing(values: object): NamedChange {
  const right = { redrivePermission: "byQueue", sourceQueueArns: [arn("queue", "work")] };
  return set("work-dead-allow", "redriveAllowPolicy", JSON.stringify({ ...right, ...values }));
}

testRule(deadLetterQueueNamesItsSources, {
  valid: shop,
  refuses: {
    "a queue that lets in everybody": [
      without("work-dead-allow"),
      "work-dead",
      /redriveAllowPolicy is 0, wanted exactly one/,
    ],
    "a policy that says so": [
      allowing({ redrivePermission: "allowAll" }),
      /redriveAllowPolicy is .*allowAll.*wanted byQueue with .*work/,
    ],
    nobody: [allowing({ redrivePermission: "denyAll" }), /denyAll/],
    "another queue": [allowing({ sourceQueueArns: [arn("queue", "audit-failures")] }), /audit-failures/],
    "one queue too many": [
      allowing({ sourceQueueArns: [arn("queue", "work"), arn("queue", "audit-failures")] }),
      /audit-failures/,
    ],
    "the policy of another queue": [
      set("work-dead-allow", "queueUrl", "news-dead"),
      "work-dead",
      /redriveAllowPolicy is 0/,
    ],
    "dead letters that go to another queue than the one that lets them in": [
      set("work", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "news-dead") })),
      "news-dead",
      /redriveAllowPolicy is 0/,
    ],
  },
});
