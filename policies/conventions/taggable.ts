import * as z from "zod";
import { awsTypes } from "../../aws/resource-types";
import { untaggableTypes } from "../../components/tags";

/** Types without tags that this program does not use yet. */
const furtherUntaggable: readonly string[] = [
  awsTypes.cloudwatch.eventBusPolicy,
  awsTypes.ec2.securityGroupRule,
  awsTypes.lambda.functionUrl,
  awsTypes.s3.bucketNotification,
  awsTypes.ses.configurationSet,
];

/** Parameter of the rules about tags. */
export const untaggable = {
  untaggable: z
    .array(z.string())
    .default([...untaggableTypes, ...furtherUntaggable])
    .describe("Types that take no tags; every other type of AWS must carry them."),
};
