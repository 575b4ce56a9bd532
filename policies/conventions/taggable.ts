import * as z from "zod";
import { untaggableTypes } from "../../components/tags";

/** Types that this program does not use yet, and that take no tags either. */
const furtherUntaggable: readonly string[] = [
  "aws:backup/selection:Selection",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  "aws:codedeploy/deploymentConfig:DeploymentConfig",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:s3/bucketNotification:BucketNotification",
  "aws:ses/configurationSet:ConfigurationSet",
];

/** Parameter of the rules about tags. */
export const untaggable = {
  untaggable: z
    .array(z.string())
    .default([...untaggableTypes, ...furtherUntaggable])
    .describe("Types that take no tags; every other type of AWS must carry them."),
};
