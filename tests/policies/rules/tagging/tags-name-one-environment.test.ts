import { tagsNameOneEnvironment } from "../../../../policies/rules/tagging/tags-name-one-environment";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const queue = "aws:sqs/queue:Queue";
const tags = { Environment: "prod", Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" };

testRule(tagsNameOneEnvironment, {
  valid: [
    resource(queue, "mails", { tags }),
    resource(queue, "orders", { tags }),
    resource(queue, "events", { tagsAll: tags }),
  ],
  failing: [
    {
      title: "another stack's environment",
      change: (valid) => set(valid, "mails", "tags.Environment", "dev"),
      type: queue,
      name: "mails",
      says: /tags.Environment is dev, wanted prod/,
    },
    {
      title: "another default",
      change: (valid) => set(valid, "events", "tagsAll.Environment", "dev"),
      type: queue,
      name: "events",
      says: /tags.Environment is dev/,
    },
    {
      title: "none",
      change: (valid) => drop(valid, "mails", "tags"),
      type: queue,
      name: "mails",
      says: /tags.Environment is not set/,
    },
  ],
});
