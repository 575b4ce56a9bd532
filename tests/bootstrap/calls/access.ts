import type { GraphResource } from "../../../program/graph/build-graph";
import { type Calls, input, lastOf, named, on } from "./call";

// By terraform-provider-aws, internal/service/{iam,apigateway}.
const role = named({ RoleNameWithPath: "name" });
const roleOf = named({ RoleNameWithPath: "role" });

/** The role that is being made carries a boundary by its inputs; one that is there carries what every role of the stack does. */
const bounded = (resource: GraphResource) => ({
  "iam:PermissionsBoundary": String(resource.inputs.permissionsBoundary ?? ""),
});

const api = (resource: GraphResource) => ({ RestApiId: input(resource, "restApi") });

/** API Gateway gives an API its id. */
const newId = () => ({ RestApiId: "abcde12345" });

/** Tags are asked for by the encoded ARN of the resource (API Gateway API reference, TagResource). */
const tagged = (path: string) => () => ({
  UrlEncodedResourceARN: encodeURIComponent(`arn:aws:apigateway:eu-central-1::/restapis/${path}`),
});

const stageTags = (resource: GraphResource) => tagged(`abcde12345/stages/${input(resource, "stageName")}`)();

const rest = { form: /restapis/ };
const linked = (service: string, name: string) =>
  on(
    "iam",
    "role",
    () => ({ RoleNameWithPath: `aws-service-role/${service}/${name}` }),
    { create: ["CreateServiceLinkedRole"] },
    { context: () => ({ "iam:AWSServiceName": service }) },
  );

export const accessCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:iam/role:Role": [
    on(
      "iam",
      "role",
      role,
      { create: ["CreateRole"], update: ["PutRolePermissionsBoundary", "UpdateAssumeRolePolicy"] },
      { context: bounded },
    ),
    on("iam", "role", role, {
      create: ["TagRole"],
      read: ["GetRole", "ListAttachedRolePolicies", "ListRolePolicies", "GetRolePolicy", "ListRoleTags"],
      update: ["UpdateRole", "UpdateRoleDescription", "TagRole", "UntagRole"],
      delete: ["ListInstanceProfilesForRole", "DeleteRole"],
    }),
  ],
  "aws:iam/rolePolicy:RolePolicy": [
    on("iam", "role", roleOf, { create: ["PutRolePolicy"], update: ["PutRolePolicy"], delete: ["DeleteRolePolicy"] }),
    on("iam", "role", roleOf, { read: ["GetRolePolicy"] }),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    on(
      "iam",
      "role",
      roleOf,
      { create: ["AttachRolePolicy"], delete: ["DetachRolePolicy"] },
      { context: (resource) => ({ "iam:PolicyARN": input(resource, "policyArn") }) },
    ),
    on("iam", "role", roleOf, { read: ["ListAttachedRolePolicies"] }),
  ],
  "aws:apigateway/account:Account": [
    on("apigateway", "Account", () => ({}), { create: ["PATCH"], read: ["GET"], update: ["PATCH"] }),
    on(
      "iam",
      "role",
      lastOf("/", { RoleNameWithPath: "cloudwatchRoleArn" }),
      { create: ["PassRole"] },
      { context: () => ({ "iam:PassedToService": "apigateway.amazonaws.com" }) },
    ),
  ],
  "aws:apigateway/restApi:RestApi": [
    on("apigateway", "RestApis", () => ({}), { create: ["POST"] }, { fresh: true }),
    // The id is not known yet, and AWS writes a star: seen in its refusals.
    on("apigateway", "Tags", tagged("*"), { create: ["PUT"] }, { fresh: true }),
    on("apigateway", "RestApi", newId, {
      create: ["PUT"],
      read: ["GET"],
      update: ["PATCH"],
      delete: ["DELETE"],
    }),
    on("apigateway", "Resources", newId, { read: ["GET"] }),
    on("apigateway", "Tags", tagged("abcde12345"), { read: ["GET"], update: ["PUT", "DELETE"] }),
    linked("ops.apigateway.amazonaws.com", "AWSServiceRoleForAPIGateway"),
  ],
  "aws:apigateway/deployment:Deployment": [
    on("apigateway", "Deployments", api, { create: ["POST"] }, rest),
    on(
      "apigateway",
      "Deployment",
      (resource) => ({ ...api(resource), DeploymentId: "abc123" }),
      {
        read: ["GET"],
        update: ["PATCH"],
        delete: ["DELETE"],
      },
      rest,
    ),
  ],
  "aws:apigateway/stage:Stage": [
    on("apigateway", "Stages", api, { create: ["POST"] }, rest),
    on("apigateway", "Tags", tagged("abcde12345/stages/*"), { create: ["PUT"] }, { fresh: true }),
    on("apigateway", "Tags", stageTags, { create: ["PUT"] }, { fresh: true }),
    on("apigateway", "Tags", stageTags, { read: ["GET"], update: ["PUT", "DELETE"] }),
    on(
      "apigateway",
      "Stage",
      (resource) => ({ ...api(resource), StageName: input(resource, "stageName") }),
      {
        read: ["GET"],
        update: ["PATCH"],
        delete: ["DELETE"],
      },
      rest,
    ),
  ],
  "aws:apigateway/methodSettings:MethodSettings": [
    on(
      "apigateway",
      "Stage",
      (resource) => ({ ...api(resource), StageName: input(resource, "stageName") }),
      {
        create: ["PATCH"],
        read: ["GET"],
        update: ["PATCH"],
        delete: ["PATCH"],
      },
      rest,
    ),
  ],
};

export { linked };
