import type { Resource } from "../../../../local/policies/requests";
import { deadLetterQueueNamesItsSources } from "../../../../policies/rules/reliability/dead-letter-queue-names-its-sources";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

/** The same shop, with other values in the policy of its dead letters. */
function allowing(valid: readonly Resource[], values: object): readonly Resource[] {
  const right = { redrivePermission: "byQueue", sourceQueueArns: [arn("queue", "work")] };
  return set(valid, "work-dead-allow", "redriveAllowPolicy", JSON.stringify({ ...right, ...values }));
}

testRule(deadLetterQueueNamesItsSources, {
  valid: shop,
  failing: [
    {
      title: "a queue that lets in everybody",
      change: (valid) => without(valid, "work-dead-allow"),
      type: t.queue,
      name: "work-dead",
      says: /redriveAllowPolicy is 0, wanted exactly one/,
    },
    {
      title: "a policy that says so",
      change: (valid) => allowing(valid, { redrivePermission: "allowAll" }),
      type: t.redriveAllow,
      name: "work-dead-allow",
      says: /redriveAllowPolicy is .*allowAll.*wanted byQueue with .*work/,
    },
    {
      title: "nobody",
      change: (valid) => allowing(valid, { redrivePermission: "denyAll" }),
      type: t.redriveAllow,
      name: "work-dead-allow",
      says: /denyAll/,
    },
    {
      title: "another queue",
      change: (valid) => allowing(valid, { sourceQueueArns: [arn("queue", "audit-failures")] }),
      type: t.redriveAllow,
      name: "work-dead-allow",
      says: /audit-failures/,
    },
    {
      title: "one queue too many",
      change: (valid) => allowing(valid, { sourceQueueArns: [arn("queue", "work"), arn("queue", "audit-failures")] }),
      type: t.redriveAllow,
      name: "work-dead-allow",
      says: /audit-failures/,
    },
    {
      title: "the policy of another queue",
      change: (valid) => set(valid, "work-dead-allow", "queueUrl", "news-dead"),
      type: t.queue,
      name: "work-dead",
      says: /redriveAllowPolicy is 0/,
    },
    {
      title: "dead letters that go to another queue than the one that lets them in",
      change: (valid) =>
        set(valid, "work", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "news-dead") })),
      type: t.queue,
      name: "news-dead",
      says: /redriveAllowPolicy is 0/,
    },
  ],
});
