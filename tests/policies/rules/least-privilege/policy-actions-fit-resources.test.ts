import { policyActionsFitResources } from "../../../../policies/rules/least-privilege/policy-actions-fit-resources";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
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
  failing: [
    {
      title: "an item of a stream",
      change: (valid) => statement(valid, name, at.errors, { Resource: `${arns.errors}/stream/2026` }),
      ...bearer,
      says: /wanted a resource that dynamodb:PutItem is about/,
    },
    {
      title: "an item of a queue",
      change: (valid) => statement(valid, name, at.errors, { Resource: arns.queue }),
      ...bearer,
      says: /wanted a resource that dynamodb:PutItem is about/,
    },
    {
      title: "an item of an index",
      change: (valid) => statement(valid, name, at.errors, { Resource: arns.index }),
      ...bearer,
      says: /dynamodb:PutItem/,
    },
    {
      title: "an action for which there is no resource among others",
      change: (valid) => statement(valid, name, at.send, { Action: ["sqs:SendMessage", "sns:Publish"] }),
      ...bearer,
      says: /wanted a resource that sns:Publish is about/,
    },
    {
      title: "a resource for which there is no action among others",
      change: (valid) => statement(valid, name, at.errors, { Resource: [arns.errors, arns.topic] }),
      ...bearer,
      says: /Resource is .*news-topic, wanted a resource of dynamodb:PutItem/,
    },
    {
      title: "a name in place of an ARN",
      change: (valid) => statement(valid, name, at.errors, { Resource: "monitoring-errors" }),
      ...bearer,
      says: /is \["monitoring-errors"\]|is monitoring-errors/,
    },
    {
      title: "an object of the bucket itself",
      change: (valid) => statement(valid, "files-policy", 1, { Resource: bucket }),
      ...bucketPolicy,
      says: /wanted a resource that s3:PutObject is about/,
    },
  ],
});
