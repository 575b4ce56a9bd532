import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { arnOf, physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { type Conditions, policyDocument, type Statement } from "./policy";

/**
 * An AWS service that uses the key without a role of this account: to publish to an encrypted topic or queue, or to encrypt stored data.
 */
export interface KeyServicePrincipal {
  /** Name of its statement in the key policy, in letters and digits. */
  readonly sid: string;
  /** Service principal, such as `ses.amazonaws.com`. */
  readonly service: string;
  /**
   * ARNs, possibly with `*`, of the resources on whose behalf the service calls. Only where AWS's page for this use names `aws:SourceArn`
   * (see aws/service-principals.ts): a condition on a key that the service does not send silently denies every call.
   * @default not checked
   */
  readonly sourceArns?: readonly pulumi.Input<string>[];
  /** Whether AWS's page for this use names `aws:SourceAccount`. @default true */
  readonly givesAccount?: boolean;
  /** @default kms:Decrypt and kms:GenerateDataKey*, which publishing needs */
  readonly actions?: readonly string[];
  /** Key and value of the encryption context that the service sends. @default not checked */
  readonly encryptionContext?: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface EncryptionKeyArgs {
  readonly stack: StackContext;
  /** Every service that uses the key without a role of this account. The key policy allows no other service. */
  readonly publishers: readonly KeyServicePrincipal[];
}

/**
 * The stack's customer managed key: rotated every year, with 30 days to cancel its deletion. Its policy names no roles, because AWS
 * rejects a role that does not exist yet: it lets the account's role policies grant access, and allows services by their source.
 */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  /** Name of the alias: `alias/...`. */
  readonly aliasName: pulumi.Output<string>;

  constructor(name: LogicalName, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "EncryptionKey"), name, {}, opts);
    const { stack } = args;
    const kept = stack.config.retainData;
    const key = new aws.kms.Key(
      name,
      {
        description: `Encrypts everything the backoffice keeps in ${stack.config.environmentSuffix}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policyDocument(keyStatements(stack, args.publishers)),
        tags: stack.tags,
      },
      // A table that is kept cannot be read without its key.
      { parent: this, protect: kept, retainOnDelete: kept },
    );
    const alias = new aws.kms.Alias(
      `${name}-alias`,
      { name: physicalNameIn(stack, "keyAlias", name, "alias/"), targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = alias.name;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId, aliasName: this.aliasName });
  }
}

function keyStatements(stack: StackContext, publishers: readonly KeyServicePrincipal[]): Statement[] {
  return [
    {
      Sid: "AccountAdministers",
      Effect: "Allow",
      Principal: { AWS: pulumi.interpolate`arn:${stack.partition}:iam::${stack.accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "LogGroups",
      Effect: "Allow",
      Principal: { Service: pulumi.interpolate`logs.${stack.region}.${stack.dnsSuffix}` },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf(stack, "logs", "*") } },
    },
    ...publishers.map((publisher) => publisherStatement(stack, publisher)),
  ];
}

function publisherStatement(stack: StackContext, publisher: KeyServicePrincipal): Statement {
  const context = Object.entries(publisher.encryptionContext ?? {}).map(
    ([key, value]) => [`kms:EncryptionContext:${key}`, value] as const,
  );
  // kms:CallerAccount and kms:ViaService are not set when a service calls KMS by itself.
  const account = publisher.givesAccount === false ? [] : [["aws:SourceAccount", stack.accountId] as const];
  const equal = Object.fromEntries([...account, ...context]);
  if (Object.keys(equal).length === 0 && publisher.sourceArns === undefined)
    throw new Error(`'${publisher.sid}' would let ${publisher.service} in for every account of the world`);
  const conditions: Conditions = {
    ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
    ...(publisher.sourceArns !== undefined && { ArnLike: { "aws:SourceArn": publisher.sourceArns } }),
  };
  return {
    Sid: publisher.sid,
    Effect: "Allow",
    Principal: { Service: publisher.service },
    Action: publisher.actions ?? ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: conditions,
  };
}
