import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Functions, and permissions to call them. */
export const functionRows: Rows = {
  [awsTypes.lambda.function]: [
    on("function", "lambda", {
      create: ["CreateFunction", "PublishVersion", "PutFunctionConcurrency", "TagResource"],
      read: [
        "GetFunction",
        "GetFunctionCodeSigningConfig",
        "GetFunctionConcurrency",
        "GetFunctionConfiguration",
        "ListTags",
        "ListVersionsByFunction",
      ],
      update: ["DeleteFunctionConcurrency", "UntagResource", "UpdateFunctionCode", "UpdateFunctionConfiguration"],
      delete: ["DeleteFunction"],
    }),
    on("functionVersion", "lambda", { read: ["GetFunction", "GetFunctionConfiguration"], delete: ["DeleteFunction"] }),
    on("passedRole", "iam", { create: ["PassRole"] }),
    // Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC".
    on("anything", "ec2", { read: ["DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"] }),
    // Without Decrypt, Lambda returns the configuration without the environment, which would look like a change.
    on("keyThroughServices", "kms", { create: ["DescribeKey", "Encrypt"], read: ["Decrypt"] }),
    on("keyGrant", "kms", { create: ["CreateGrant"] }),
  ],
  [awsTypes.lambda.alias]: [
    on("function", "lambda", {
      create: ["CreateAlias"],
      read: ["GetAlias"],
      update: ["UpdateAlias"],
      delete: ["DeleteAlias"],
    }),
  ],
  [awsTypes.lambda.permission]: [
    on("function", "lambda", { create: ["AddPermission"], read: ["GetPolicy"], delete: ["RemovePermission"] }),
    on("functionVersion", "lambda", { create: ["AddPermission"], read: ["GetPolicy"], delete: ["RemovePermission"] }),
  ],
  [awsTypes.lambda.functionEventInvokeConfig]: [
    on("functionVersion", "lambda", {
      create: ["PutFunctionEventInvokeConfig"],
      read: ["GetFunctionEventInvokeConfig"],
      delete: ["DeleteFunctionEventInvokeConfig"],
    }),
    on("function", "lambda", {
      create: ["PutFunctionEventInvokeConfig"],
      read: ["GetFunctionEventInvokeConfig"],
      delete: ["DeleteFunctionEventInvokeConfig"],
    }),
  ],
};
