import { AttachRolePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { json, number, tagList, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";
import { widenGrants } from "../widened-grants";

export const role = defineAdapter({
  type: awsTypes.iam.role,
  inputs: z.strictObject({
    name: z.string(),
    assumeRolePolicy: json,
    description: text,
    maxSessionDuration: number,
    path: text,
    permissionsBoundary: text,
    tags,
  }),
  ignores: { forceDetachPolicies: "used when a role is deleted, and the local run deletes none" },
  outputs: ["arn", "createDate", "uniqueId"],
  async create(inputs, { clients }) {
    const { Role } = await clients.iam.send(
      new CreateRoleCommand({
        RoleName: inputs.name,
        AssumeRolePolicyDocument: inputs.assumeRolePolicy,
        Description: inputs.description,
        MaxSessionDuration: inputs.maxSessionDuration,
        Path: inputs.path,
        PermissionsBoundary: inputs.permissionsBoundary,
        Tags: tagList(inputs.tags),
      }),
    );
    return {
      id: inputs.name,
      state: { arn: Role?.Arn, createDate: Role?.CreateDate?.toISOString(), uniqueId: Role?.RoleId },
    };
  },
});

export const rolePolicy = defineAdapter({
  type: awsTypes.iam.rolePolicy,
  inputs: z.strictObject({ name: z.string(), role: z.string(), policy: json }),
  outputs: [],
  async create(inputs, { clients, onWidened }) {
    const document = widenGrants({ role: inputs.role, policy: inputs.name }, inputs.policy, onWidened);
    await clients.iam.send(
      new PutRolePolicyCommand({ RoleName: inputs.role, PolicyName: inputs.name, PolicyDocument: document }),
    );
    return { id: `${inputs.role}:${inputs.name}`, state: {} };
  },
});

export const rolePolicyAttachment = defineAdapter({
  type: awsTypes.iam.rolePolicyAttachment,
  inputs: z.strictObject({ role: z.string(), policyArn: z.string() }),
  outputs: [],
  async create(inputs, { clients }) {
    await clients.iam.send(new AttachRolePolicyCommand({ RoleName: inputs.role, PolicyArn: inputs.policyArn }));
    return { id: `${inputs.role}/${inputs.policyArn}`, state: {} };
  },
});
