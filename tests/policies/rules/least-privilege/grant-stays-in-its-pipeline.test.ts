import { grantStaysInItsPipeline } from "../../../../policies/rules/least-privilege/grant-stays-in-its-pipeline";
import { change, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, arn, grant, lacking, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
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
  failing: [
    {
      title: "another action on the error log",
      change: (valid) => statement(valid, name, at.errors, { Action: ["dynamodb:PutItem", "dynamodb:GetItem"] }),
      ...bearer,
      says: /Statement\[3\] is dynamodb:GetItem on 'monitoring-errors', wanted no such right from shop to monitoring/,
    },
    {
      title: "an index of another pipeline's table",
      change: (valid) => also(valid, name, grant("dynamodb:Query", `${arns.errors}/index/ByCustomer`)),
      ...bearer,
      says: /dynamodb:Query on 'monitoring-errors'/,
    },
    {
      title: "a stream of another pipeline's table",
      change: (valid) => also(valid, name, grant("dynamodb:GetRecords", `${arns.errors}/stream/2026`)),
      ...bearer,
      says: /dynamodb:GetRecords on 'monitoring-errors'/,
    },
    {
      title: "another pipeline's queue beside its own",
      change: (valid) => statement(valid, name, at.send, { Resource: [arns.deadLetters, arn("sqs", "news-queue")] }),
      ...bearer,
      says: /sqs:SendMessage on 'news-queue'/,
    },
    {
      title: "a pattern that reaches over the border",
      change: (valid) => statement(valid, name, at.send, { Resource: arn("sqs", "*-queue") }),
      ...bearer,
      says: /sqs:SendMessage on 'news-queue'/,
    },
    {
      title: "a queue that has moved into another pipeline",
      change: (valid) => change(valid, "shop-dead-letters", (item) => ({ ...item, parent: component.urn })),
      ...bearer,
      says: /sqs:SendMessage on 'shop-dead-letters', wanted no such right from shop to news/,
    },
    {
      title: "a flow against its direction",
      change: (valid) => [
        ...lacking(valid, name, at.publish),
        resource(types.function, "news-reader", { role: `${arns.sender}-role` }),
        ...also(
          [resource(types.rolePolicy, "news-reader-policy", { role: "news-reader-role", policy: '{"Statement":[]}' })],
          "news-reader-policy",
          grant("sqs:SendMessage", arns.queue),
        ),
        resource(
          types.role,
          "news-reader-role",
          { name: "news-reader-role" },
          { outputs: { arn: `${arns.sender}-role` } },
        ),
      ],
      type: types.rolePolicy,
      name: "news-reader-policy",
      says: /sqs:SendMessage on 'shop-queue', wanted no such right from news to shop/,
    },
  ],
});
