import { policyActionsFitResources } from "../../../../policies/rules/least-privilege/policy-actions-fit-resources";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy, statement } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bucketPolicy = { type: "aws:s3/bucketPolicy:BucketPolicy", name: "files-policy" } as const;
const bucket = "arn:aws:s3:::files";

testRule(policyActionsFitResources, {
  valid: [
    ...shop,
    resource(bucketPolicy.type, "files-policy", {
      policy: policy(
        { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket, `${bucket}/*`] },
        {
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${bucket}/logs/*`,
        },
      ),
    }),
  ],
  refuses: {
    "an item of a stream": [
      statement(name, at.errors, { Resource: `${arns.errors}/stream/2026` }),
      /wanted a resource that dynamodb:PutItem is about/,
    ],
    "an item of a queue": [
      statement(name, at.errors, { Resource: arns.queue }),
      /wanted a resource that dynamodb:PutItem is about/,
    ],
    "an item of an index": [statement(name, at.errors, { Resource: arns.index }), /dynamodb:PutItem/],
    "an action for which there is no resource among others": [
      statement(name, at.send, { Action: ["sqs:SendMessage", "sns:Publish"] }),
      /wanted a resource that sns:Publish is about/,
    ],
    "a resource for which there is no action among others": [
      statement(name, at.errors, { Resource: [arns.errors, arns.topic] }),
      /Resource is .*news-topic, wanted a resource of dynamodb:PutItem/,
    ],
    "a name in place of an ARN": [
      statement(name, at.errors, { Resource: "monitoring-errors" }),
      /is \["monitoring-errors"\]|is monitoring-errors/,
    ],
    "an object of the bucket itself": [
      statement("files-policy", 1, { Resource: bucket }),
      /wanted a resource that s3:PutObject is about/,
    ],
  },
});
