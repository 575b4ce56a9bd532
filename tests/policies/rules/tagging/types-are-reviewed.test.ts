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
  failing: [
    {
      title: "a type that nobody knows",
      change: (valid) => [...valid, resource(pipe, "new")],
      type: pipe,
      name: "new",
      says: /type is aws:pipes\/pipe:Pipe, wanted a type that was reviewed/,
    },
    {
      title: "a component from elsewhere",
      change: (valid) => [...valid, resource("awsx:ec2:Vpc", "net")],
      type: "awsx:ec2:Vpc",
      name: "net",
      says: /type is awsx:ec2:Vpc/,
    },
    {
      title: "a resource that runs anything",
      change: (valid) => [...valid, resource("pulumi-nodejs:dynamic:Resource", "run")],
      type: "pulumi-nodejs:dynamic:Resource",
      name: "run",
      says: /type is pulumi-nodejs/,
    },
  ],
});
