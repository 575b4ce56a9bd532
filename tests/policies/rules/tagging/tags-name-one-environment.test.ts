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
  refuses: {
    "another stack's environment": [set("mails", "tags.Environment", "dev"), /tags.Environment is dev, wanted prod/],
    "another default": [set("events", "tagsAll.Environment", "dev"), /tags.Environment is dev/],
    none: [drop("mails", "tags"), /tags.Environment is not set/],
  },
});
