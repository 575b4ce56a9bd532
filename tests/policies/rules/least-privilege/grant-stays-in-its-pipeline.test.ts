import { grantStaysInItsPipeline } from "../../../../policies/rules/least-privilege/grant-stays-in-its-pipeline";
import { change, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, arn, grant, lacking, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const other = resource(types.queue, "news-queue", {}, { outputs: { arn: arn("sqs", "news-queue") } });
const component = resource("backoffice:pipelines:News", "news-pipeline");

testRule(grantStaysInItsPipeline, {
  valid: [...shop, other, component],
  config: {
    flows: [
      { from: "*", to: "monitoring", actions: ["dynamodb:PutItem"] },
      { from: "shop", to: "news", actions: ["sns:Publish"] },
    ],
    reason: "the data flow of the shop of these tests",
  },
  refuses: {
    "another action on the error log": [
      statement(name, at.errors, { Action: ["dynamodb:PutItem", "dynamodb:GetItem"] }),
      /Statement\[3\] is dynamodb:GetItem on 'monitoring-errors', wanted no such right from shop to monitoring/,
    ],
    "an index of another pipeline's table": [
      also(name, grant("dynamodb:Query", `${arns.errors}/index/ByCustomer`)),
      /dynamodb:Query on 'monitoring-errors'/,
    ],
    "a stream of another pipeline's table": [
      also(name, grant("dynamodb:GetRecords", `${arns.errors}/stream/2026`)),
      /dynamodb:GetRecords on 'monitoring-errors'/,
    ],
    "another pipeline's queue beside its own": [
      statement(name, at.send, { Resource: [arns.deadLetters, arn("sqs", "news-queue")] }),
      /sqs:SendMessage on 'news-queue'/,
    ],
    "a pattern that reaches over the border": [
      statement(name, at.send, { Resource: arn("sqs", "*-queue") }),
      /sqs:SendMessage on 'news-queue'/,
    ],
    "a queue that has moved into another pipeline": [
      change("shop-dead-letters", (item) => ({ ...item, parent: component.urn })),
      "shop-sender-policy",
      /sqs:SendMessage on 'shop-dead-letters', wanted no such right from shop to news/,
    ],
    "a flow against its direction": [
      (valid) => [
        ...lacking(name, at.publish)(valid),
        resource(types.function, "news-reader", { role: `${arns.sender}-role` }),
        ...also(
          "news-reader-policy",
          grant("sqs:SendMessage", arns.queue),
        )([resource(types.rolePolicy, "news-reader-policy", { role: "news-reader-role", policy: '{"Statement":[]}' })]),
        resource(
          types.role,
          "news-reader-role",
          { name: "news-reader-role" },
          { outputs: { arn: `${arns.sender}-role` } },
        ),
      ],
      "news-reader-policy",
      /sqs:SendMessage on 'shop-queue', wanted no such right from news to shop/,
    ],
  },
});
