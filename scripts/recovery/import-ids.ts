import { awsTypes } from "../../aws/resource-types";
import type { GraphResource } from "../../program/graph/build-graph";

/** What the program cannot know of an account by itself. */
export interface AccountFacts {
  /** Twelve digits. */
  readonly accountId: string;
  /** Id of the stack's key, which AWS chose; undefined when it is not to be imported. */
  readonly keyId: string | undefined;
}

/** AWS's example account, which stands in the graph for the stack's own. */
const EXAMPLE_ACCOUNT = "123456789012";

/** A resource that is kept and whose id nobody has written down here, or that needs a fact that is missing. */
export class RecoveryError extends Error {
  override readonly name = "RecoveryError";
}

/** Ids by type, as the section "Import" of each resource's page in the Pulumi Registry says. */
const ids: Readonly<Record<string, (input: (name: string) => string, facts: AccountFacts) => string>> = {
  [awsTypes.apigateway.account]: (_, { accountId }) => accountId,
  [awsTypes.backup.vault]: (input) => input("name"),
  [awsTypes.dynamodb.table]: (input) => input("name"),
  [awsTypes.iam.role]: (input) => input("name"),
  [awsTypes.iam.rolePolicyAttachment]: (input) => `${input("role")}/${input("policyArn")}`,
  [awsTypes.kms.key]: (_, { keyId }) => {
    if (keyId !== undefined) return keyId;
    throw new RecoveryError(
      "the key has been kept: give its id with --key-id. Any table of the stack names it: aws dynamodb describe-table --table-name TABLE --query Table.SSEDescription.KMSMasterKeyArn",
    );
  },
  [awsTypes.s3.bucket]: (input) => input("bucket"),
  [awsTypes.s3.bucketLifecycleConfiguration]: (input) => input("bucket"),
  [awsTypes.s3.bucketOwnershipControls]: (input) => input("bucket"),
  [awsTypes.s3.bucketPolicy]: (input) => input("bucket"),
  [awsTypes.s3.bucketPublicAccessBlock]: (input) => input("bucket"),
  [awsTypes.s3.bucketServerSideEncryptionConfiguration]: (input) => input("bucket"),
  [awsTypes.s3.bucketVersioning]: (input) => input("bucket"),
};

/**
 * The id under which Pulumi imports a resource.
 *
 * @throws {RecoveryError} the type is not known, or a fact is missing
 */
export function importId({ type, urn, inputs }: GraphResource, facts: AccountFacts): string {
  const id = ids[type];
  if (id === undefined) throw new RecoveryError(`nobody has written down how ${type} is imported: ${urn}`);
  const input = (name: string) => {
    const value = inputs[name];
    if (typeof value !== "string") throw new RecoveryError(`${urn} has no '${name}'`);
    return value.replaceAll(EXAMPLE_ACCOUNT, facts.accountId);
  };
  return id(input, facts);
}
