import type { GraphResource } from "../../../program/graph/build-graph";
import { type Calls, input, lastOf, named, on, onNothing } from "./call";

// By terraform-provider-aws, internal/service/lambda.
const byName = named({ FunctionName: "functionName" });

/** A call with a qualifier is authorized against the qualified ARN (Lambda developer guide, "Resources and conditions"). */
const qualified = (name: string) => (resource: GraphResource) => ({
  FunctionName: `${input(resource, name)}:${input(resource, "qualifier")}`,
});

const throughLambda = () => ({ "kms:ViaService": "lambda.eu-central-1.amazonaws.com" });
const ofFunction = (resource: GraphResource) => ({ "lambda:FunctionArn": input(resource, "functionName") });

/** A mapping has an id that Lambda gives it. */
const mapping = () => ({ UUID: "11112222-3333-4444-5555-666677778888" });

export const functionCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:lambda/function:Function": [
    onNothing("ec2", { read: ["DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"] }),
    on("lambda", "function", named({ FunctionName: "name" }), {
      create: ["CreateFunction", "TagResource", "PublishVersion", "PutFunctionConcurrency", "GetFunction"],
      read: [
        "GetFunction",
        "GetFunctionCodeSigningConfig",
        "GetFunctionConcurrency",
        "GetFunctionConfiguration",
        "ListTags",
        "ListVersionsByFunction",
      ],
      update: [
        "UpdateFunctionCode",
        "UpdateFunctionConfiguration",
        "PublishVersion",
        "PutFunctionConcurrency",
        "DeleteFunctionConcurrency",
        "TagResource",
        "UntagResource",
      ],
      delete: ["DeleteFunction", "GetFunction"],
    }),
    on("lambda", "function", (resource) => ({ FunctionName: `${input(resource, "name")}:1` }), {
      read: ["GetFunction", "GetFunctionConfiguration"],
      delete: ["DeleteFunction"],
    }),
    on(
      "iam",
      "role",
      lastOf("/", { RoleNameWithPath: "role" }),
      { create: ["PassRole"] },
      { context: () => ({ "iam:PassedToService": "lambda.amazonaws.com" }) },
    ),
    on(
      "kms",
      "key",
      lastOf("/", { KeyId: "kmsKeyArn" }),
      { create: ["DescribeKey", "Encrypt"], read: ["Decrypt"] },
      { context: throughLambda },
    ),
    on(
      "kms",
      "key",
      lastOf("/", { KeyId: "kmsKeyArn" }),
      { create: ["CreateGrant"] },
      { context: () => ({ ...throughLambda(), "kms:GrantIsForAWSResource": "true" }) },
    ),
  ],
  "aws:lambda/alias:Alias": [
    on("lambda", "function", byName, {
      create: ["CreateAlias", "GetAlias"],
      read: ["GetAlias"],
      update: ["UpdateAlias"],
      delete: ["DeleteAlias"],
    }),
  ],
  // By terraform-provider-aws, internal/service/deploy; deployments by ops/rollout.
  "aws:codedeploy/application:Application": [
    on("codedeploy", "application", named({ ApplicationName: "name" }), {
      create: ["CreateApplication", "GetApplication", "TagResource"],
      read: ["GetApplication", "ListTagsForResource"],
      update: ["UpdateApplication", "TagResource", "UntagResource"],
      delete: ["DeleteApplication"],
    }),
  ],
  "aws:codedeploy/deploymentConfig:DeploymentConfig": [
    on("codedeploy", "deploymentconfig", named({ DeploymentConfigurationName: "deploymentConfigName" }), {
      create: ["CreateDeploymentConfig", "GetDeploymentConfig"],
      read: ["GetDeploymentConfig"],
      delete: ["DeleteDeploymentConfig"],
    }),
  ],
  "aws:codedeploy/deploymentGroup:DeploymentGroup": [
    on(
      "codedeploy",
      "deploymentgroup",
      named({ ApplicationName: "appName", DeploymentGroupName: "deploymentGroupName" }),
      {
        create: ["CreateDeploymentGroup", "GetDeploymentGroup", "TagResource"],
        read: ["GetDeploymentGroup", "ListTagsForResource", "ListDeployments", "GetDeployment"],
        update: ["UpdateDeploymentGroup", "TagResource", "UntagResource", "CreateDeployment"],
        delete: ["DeleteDeploymentGroup"],
      },
    ),
    on("codedeploy", "application", named({ ApplicationName: "appName" }), {
      read: ["ListDeploymentGroups"],
      update: ["RegisterApplicationRevision", "GetApplicationRevision"],
    }),
    on("lambda", "function", named({ FunctionName: "deploymentGroupName" }), { update: ["ListAliases"] }),
    onNothing("cloudwatch", { read: ["GetMetricStatistics"] }),
    on("codedeploy", "deploymentconfig", named({ DeploymentConfigurationName: "deploymentConfigName" }), {
      update: ["GetDeploymentConfig"],
    }),
    onNothing("codedeploy", { update: ["StopDeployment"] }),
    on(
      "iam",
      "role",
      lastOf("/", { RoleNameWithPath: "serviceRoleArn" }),
      { create: ["PassRole"] },
      { context: () => ({ "iam:PassedToService": "codedeploy.amazonaws.com" }) },
    ),
  ],
  "aws:lambda/permission:Permission": [
    on("lambda", "function", qualified("function"), {
      create: ["AddPermission", "GetPolicy"],
      read: ["GetPolicy"],
      delete: ["RemovePermission", "GetPolicy"],
    }),
    on("lambda", "function", named({ FunctionName: "function" }), {
      create: ["AddPermission"],
      read: ["GetPolicy"],
      delete: ["RemovePermission"],
    }),
  ],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": [
    on("lambda", "function", qualified("functionName"), {
      create: ["PutFunctionEventInvokeConfig"],
      read: ["GetFunctionEventInvokeConfig"],
      update: ["PutFunctionEventInvokeConfig"],
      delete: ["DeleteFunctionEventInvokeConfig"],
    }),
    on("lambda", "function", byName, {
      create: ["PutFunctionEventInvokeConfig"],
      read: ["GetFunctionEventInvokeConfig"],
      delete: ["DeleteFunctionEventInvokeConfig"],
    }),
  ],
  "aws:lambda/eventSourceMapping:EventSourceMapping": [
    onNothing("lambda", { create: ["CreateEventSourceMapping"] }, { context: ofFunction }),
    on(
      "lambda",
      "eventSourceMapping",
      mapping,
      {
        create: ["GetEventSourceMapping"],
        read: ["GetEventSourceMapping"],
        update: ["UpdateEventSourceMapping"],
        delete: ["DeleteEventSourceMapping"],
      },
      { context: ofFunction },
    ),
    on("lambda", "eventSourceMapping", mapping, { create: ["TagResource"] }, { fresh: true }),
    on("lambda", "eventSourceMapping", mapping, {
      read: ["ListTags"],
      update: ["TagResource", "UntagResource"],
    }),
  ],
};
