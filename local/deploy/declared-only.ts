import { awsTypes } from "../../aws/resource-types";

const backups =
  "AWS Backup: no backup is made, copied or restored as a test; `npm run ops -- restore` was rehearsed with DynamoDB's own restores (`npm test -- tests/ops/restore.e2e.test.ts`)";
const costs = "AWS Budgets and Cost Anomaly Detection: nothing costs anything here, so neither notifies anybody";
const trail = "CloudTrail: no read or write of a table is recorded, and the bucket for the records is not made";

const webAcl = "AWS WAF: no request is looked at, refused or logged by a web ACL";
const domain =
  "the API's own domain: no certificate is issued and no name leads here; the API answers at the emulator's address";

const network =
  "the private network: functions run on this machine, so nothing is isolated, no call passes an endpoint and no flow is logged";

const { acm, apigateway, backup, budgets, cloudtrail, cloudwatch, costexplorer, ec2, route53, s3, vpc, wafv2 } =
  awsTypes;

/**
 * Types that the local run takes as they are declared and makes nothing of: what the emulator would make of them does nothing, and nothing
 * else of the program asks them. With the line of the report that says so, by type token.
 */
export const declaredOnly: ReadonlyMap<string, string> = new Map([
  ...Object.values(backup).map((type) => [type, backups] as const),
  ...[...Object.values(budgets), ...Object.values(costexplorer)].map((type) => [type, costs] as const),
  ...[...Object.values(ec2), ...Object.values(vpc)].map((type) => [type, network] as const),
  ...[cloudtrail.trail, ...Object.values(s3)].map((type) => [type, trail] as const),
  ...[cloudwatch.logResourcePolicy, ...Object.values(wafv2)].map((type) => [type, webAcl] as const),
  ...[...Object.values(acm), ...Object.values(route53), apigateway.domainName, apigateway.basePathMapping].map(
    (type) => [type, domain] as const,
  ),
]);
