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
  passes: { "tags that come by default": [resource(queue, "mails", { tagsAll: tags })] },
  refuses: {
    "no tags at all": [drop("mails", "tags"), /tags.Environment is not set, wanted the stack's environment/],
    "no environment": [drop("mails", "tags.Environment"), /tags.Environment is not set/],
    "no application": [drop("mails", "tags.Application"), /tags.Application is not set, wanted backoffice/],
    "another manager": [set("mails", "tags.ManagedBy", "hand"), /tags.ManagedBy is hand, wanted pulumi/],
    "another value of the house's own tag": [
      set("mails", "tags.iac-rlhf-amazon", "false"),
      /tags.iac-rlhf-amazon is false/,
    ],
  },
});
