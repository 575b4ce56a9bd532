import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext, serviceBoundaryIn } from "../stack";
import { policyDocument, type Statement } from "./policy";

/** Who takes a role, and for what. */
interface ServiceRoleArgs {
  /** Service principal, such as `backup.amazonaws.com`. */
  readonly service: string;
  readonly description: string;
  /** For whom the service may take it. Default: whoever hands it the role. */
  readonly condition?: Statement["Condition"];
}

/** A role that an AWS service takes, without rights yet, inside the boundary for such roles. */
export function serviceRole(
  name: LogicalName,
  stack: StackContext,
  { service, description, condition }: ServiceRoleArgs,
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  return new aws.iam.Role(
    name,
    {
      name: physicalNameIn(stack, "role", name),
      description,
      assumeRolePolicy: policyDocument([
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          ...(condition !== undefined && { Condition: condition }),
        },
      ]),
      ...serviceBoundaryIn(stack),
      tags: stack.tags,
    },
    opts,
  );
}
