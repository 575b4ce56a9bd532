// URLs of the AWS Management Console, which AWS's SDKs do not contain.
import { awsTypes } from "./resource-types";

/**
 * Host of the console by partition, after the region. The isolated partitions (`aws-iso` and similar) publish no host.
 *
 * Sources: the endpoints pages of the AWS General Reference, of "AWS services in China", of the GovCloud user guide, and of the AWS European
 * Sovereign Cloud user guide.
 */
const hosts: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
  "aws-eusc": "console.amazonaws-eusc.eu",
};

/**
 * URL of a dashboard's page in the console. For a partition without a public console host it is the path within CloudWatch's pages, which
 * works as a link from another dashboard; a guessed host would be wrong.
 */
export function dashboardUrl(partition: string, region: string, name: string): string {
  const page = `#dashboards/dashboard/${name}`;
  const host = hosts[partition];
  return host === undefined ? page : `https://${region}.${host}/cloudwatch/home?region=${region}${page}`;
}

/** Pages of resources in the console, by type; what is absent has no page of its own. */
const pages: Readonly<Record<string, (resource: ConsoleResource) => string>> = {
  [awsTypes.lambda.function]: ({ name }) => `lambda/home#/functions/${name}`,
  [awsTypes.dynamodb.table]: ({ name }) => `dynamodbv2/home#table?name=${name}`,
  [awsTypes.sqs.queue]: ({ id }) => `sqs/v3/home#/queues/${encodeURIComponent(id)}`,
  [awsTypes.sns.topic]: ({ arn }) => `sns/v3/home#/topic/${arn}`,
  [awsTypes.cloudwatch.eventBus]: ({ name }) => `events/home#/eventbus/${name}`,
  [awsTypes.cloudwatch.metricAlarm]: ({ name }) => `cloudwatch/home#alarmsV2:alarm/${name}`,
};

/** What the address of a resource's page is made of. */
export interface ConsoleResource {
  readonly name: string;
  readonly arn: string;
  /** The provider's id; of a queue its URL. */
  readonly id: string;
}

/** URL of a resource's page in the console; undefined for a type without one, and where the partition publishes no host. */
export function resourceUrl(
  partition: string,
  region: string,
  type: string,
  resource: ConsoleResource,
): string | undefined {
  const host = hosts[partition];
  const page = pages[type]?.(resource).replace("home#", `home?region=${region}#`);
  return host === undefined || page === undefined ? undefined : `https://${region}.${host}/${page}`;
}
