/** Every partition of AWS with one of its regions, as AWS's endpoint data has them. Written down apart from the code under test. */
export const partitions = [
  { name: "aws", region: "eu-central-1", dnsSuffix: "amazonaws.com" },
  { name: "aws-cn", region: "cn-north-1", dnsSuffix: "amazonaws.com.cn" },
  { name: "aws-us-gov", region: "us-gov-west-1", dnsSuffix: "amazonaws.com" },
  { name: "aws-eusc", region: "eusc-de-east-1", dnsSuffix: "amazonaws.eu" },
  { name: "aws-iso", region: "us-iso-east-1", dnsSuffix: "c2s.ic.gov" },
  { name: "aws-iso-b", region: "us-isob-east-1", dnsSuffix: "sc2s.sgov.gov" },
  { name: "aws-iso-e", region: "eu-isoe-west-1", dnsSuffix: "cloud.adc-e.uk" },
  { name: "aws-iso-f", region: "us-isof-south-1", dnsSuffix: "csp.hci.ic.gov" },
] as const;
