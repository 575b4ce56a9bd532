import { typesAreReviewed } from "../../../../policies/rules/tagging/types-are-reviewed";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const queue = "aws:sqs/queue:Queue";
const pipe = "aws:pipes/pipe:Pipe";

testRule(typesAreReviewed, {
  valid: [
    resource(queue, "mails"),
    resource("backoffice:blocks:Queue", "component"),
    resource("pulumi:pulumi:Stack", "stack"),
    resource("pulumi:providers:aws", "provider"),
  ],
  refuses: {
    "a type that nobody knows": [
      (valid) => [...valid, resource(pipe, "new")],
      "new",
      /type is aws:pipes\/pipe:Pipe, wanted a type that was reviewed/,
    ],
    "a component from elsewhere": [
      (valid) => [...valid, resource("awsx:ec2:Vpc", "net")],
      "net",
      /type is awsx:ec2:Vpc/,
    ],
    "a resource that runs anything": [
      (valid) => [...valid, resource("pulumi-nodejs:dynamic:Resource", "run")],
      "run",
      /type is pulumi-nodejs/,
    ],
  },
});
