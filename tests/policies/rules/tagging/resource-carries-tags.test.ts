import { resourceCarriesTags } from "../../../../policies/rules/tagging/resource-carries-tags";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const queue = "aws:sqs/queue:Queue";
const tags = { Environment: "prod", Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" };

testRule(resourceCarriesTags, {
  valid: [
    resource(queue, "mails", { tags }),
    resource("aws:sns/topicPolicy:TopicPolicy", "untaggable"),
    resource("backoffice:blocks:Queue", "component"),
  ],
  passing: [{ title: "tags that come by default", resources: [resource(queue, "mails", { tagsAll: tags })] }],
  failing: [
    {
      title: "no tags at all",
      change: (valid) => drop(valid, "mails", "tags"),
      type: queue,
      name: "mails",
      says: /tags.Environment is not set, wanted the stack's environment/,
    },
    {
      title: "no environment",
      change: (valid) => drop(valid, "mails", "tags.Environment"),
      type: queue,
      name: "mails",
      says: /tags.Environment is not set/,
    },
    {
      title: "no application",
      change: (valid) => drop(valid, "mails", "tags.Application"),
      type: queue,
      name: "mails",
      says: /tags.Application is not set, wanted backoffice/,
    },
    {
      title: "another manager",
      change: (valid) => set(valid, "mails", "tags.ManagedBy", "hand"),
      type: queue,
      name: "mails",
      says: /tags.ManagedBy is hand, wanted pulumi/,
    },
    {
      title: "another value of the house's own tag",
      change: (valid) => set(valid, "mails", "tags.iac-rlhf-amazon", "false"),
      type: queue,
      name: "mails",
      says: /tags.iac-rlhf-amazon is false/,
    },
  ],
});
