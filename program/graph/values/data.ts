import { partitionOf } from "../../../aws/partitions";
import { awsTypes } from "../../../aws/resource-types";
import type { ValueMakers } from "./fake-outputs";

export const dataValues: ValueMakers = {
  [awsTypes.dynamodb.table]: (of) => {
    const arn = of.arn("dynamodb", `table/${of.name()}`);
    const label = "2025-01-01T00:00:00.000";
    const streams = of.inputs.streamEnabled === true;
    return {
      id: of.name(),
      arn,
      streamArn: streams ? `${arn}/stream/${label}` : "",
      streamLabel: streams ? label : "",
    };
  },
  [awsTypes.dynamodb.contributorInsights]: (of) => ({
    id: `name:${of.text("tableName")}/index:${of.text("indexName")}/${of.target.accountId}`,
  }),
  [awsTypes.backup.vault]: (of) => ({
    id: of.name(),
    arn: of.arn("backup", `backup-vault:${of.name()}`),
    recoveryPoints: 0,
  }),
  [awsTypes.backup.plan]: (of) => ({
    id: of.uuid(),
    arn: of.arn("backup", `backup-plan:${of.uuid()}`),
    version: Buffer.from(of.hex(32)).toString("base64"),
  }),
  [awsTypes.backup.selection]: (of) => ({ id: of.uuid() }),
  [awsTypes.backup.restoreTestingPlan]: (of) => ({
    id: of.name(),
    arn: of.arn("backup", `restore-testing-plan:${of.name()}-${of.uuid()}`),
  }),
  [awsTypes.backup.restoreTestingSelection]: (of) => ({ id: of.name() }),
  [awsTypes.backup.regionSettings]: (of) => ({ id: of.target.region }),
  [awsTypes.kms.key]: (of) => ({ id: of.uuid(), arn: of.arn("kms", `key/${of.uuid()}`), keyId: of.uuid() }),
  [awsTypes.kms.ciphertext]: (of) => ({
    id: of.time,
    ciphertextBlob: Buffer.from(of.hex(64)).toString("base64"),
  }),
  [awsTypes.kms.alias]: (of) => {
    const target = of.text("targetKeyId");
    const targetKeyArn = target.startsWith("arn:") ? target : of.arn("kms", `key/${target}`);
    return { id: of.name(), arn: of.arn("kms", of.name()), targetKeyArn };
  },
  [awsTypes.s3.bucket]: (of) => {
    const bucket = of.name("bucket");
    return {
      id: bucket,
      bucket,
      arn: of.arnInRegion("s3", "", "", bucket),
      bucketDomainName: `${bucket}.s3.${partitionOf(of.target.region).dnsSuffix}`,
      bucketRegionalDomainName: `${bucket}.${of.host("s3")}`,
    };
  },
  [awsTypes.cloudtrail.trail]: (of) => {
    const arn = of.arn("cloudtrail", `trail/${of.name()}`);
    return { id: arn, arn, homeRegion: of.target.region };
  },
  ...Object.fromEntries(
    [
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "bucketOwnershipControls:BucketOwnershipControls",
      "bucketPolicy:BucketPolicy",
      "bucketPublicAccessBlock:BucketPublicAccessBlock",
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "bucketVersioning:BucketVersioning",
    ].map((type): [string, ValueMakers[string]] => [`aws:s3/${type}`, (of) => ({ id: of.text("bucket") })]),
  ),
};
