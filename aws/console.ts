// URLs of the AWS Management Console, which AWS's SDKs do not contain.

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
