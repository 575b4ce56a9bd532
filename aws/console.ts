// Addresses of the AWS Management Console. AWS's SDKs do not carry them.

/**
 * Host of the console by partition, behind the region. The partitions of secret regions (`aws-iso` and its like) publish none.
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
 * The console's page of a dashboard. In a partition whose console has no public address: its address within the console's CloudWatch pages,
 * which is where other dashboards link from; a made-up host would be wrong.
 */
export function dashboardUrl(partition: string, region: string, name: string): string {
  const page = `#dashboards/dashboard/${name}`;
  const host = hosts[partition];
  return host === undefined ? page : `https://${region}.${host}/cloudwatch/home?region=${region}${page}`;
}
