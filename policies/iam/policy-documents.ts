import type { Statement } from "../../aws/iam/document";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import { statementsIn } from "./document";

/**
 * What a policy document is attached to: a principal and what it may do (`identity`), a resource (`resource`), a role and who may assume it
 * (`trust`), or a VPC endpoint (`endpoint`).
 */
export type PolicyKind = "identity" | "resource" | "trust" | "endpoint";

/** A property that holds a policy document. */
interface PolicyProperty {
  readonly type: string;
  readonly property: string;
  readonly kind: PolicyKind;
  /** Services whose actions the policy may contain; empty for any. AWS rejects actions of other services in this kind of policy. */
  readonly services: readonly string[];
  /** Whether the resource may lack the policy. */
  readonly optional: boolean;
}

/** Every property with a policy document, for all types that this project may use. Add new ones here only. */
const policyProperties: readonly PolicyProperty[] = [
  identity(awsTypes.iam.rolePolicy),
  identity(awsTypes.iam.policy),
  identity(awsTypes.iam.userPolicy),
  identity(awsTypes.iam.groupPolicy),
  { type: awsTypes.iam.role, property: "assumeRolePolicy", kind: "trust", services: ["sts"], optional: false },
  ...ofResource("sqs", [awsTypes.sqs.queue], [awsTypes.sqs.queuePolicy]),
  ...ofResource("sns", [awsTypes.sns.topic], [awsTypes.sns.topicPolicy]),
  ...ofResource("kms", [awsTypes.kms.key, awsTypes.kms.replicaKey, awsTypes.kms.externalKey], [awsTypes.kms.keyPolicy]),
  ...ofResource("s3", [awsTypes.s3.bucket, awsTypes.s3.bucketV2], [awsTypes.s3.bucketPolicy]),
  ...ofResource("events", [], [awsTypes.cloudwatch.eventBusPolicy]),
  ...ofResource("ses", [], [awsTypes.sesv2.emailIdentityPolicy, awsTypes.ses.identityPolicy]),
  ...ofResource("secretsmanager", [awsTypes.secretsmanager.secret], [awsTypes.secretsmanager.secretPolicy]),
  ...ofResource("dynamodb", [], [awsTypes.dynamodb.resourcePolicy]),
  ...ofResource("kinesis", [], [awsTypes.kinesis.resourcePolicy]),
  ...ofResource("backup", [], [awsTypes.backup.vaultPolicy]),
  ...ofResource("execute-api", [awsTypes.apigateway.restApi], [awsTypes.apigateway.restApiPolicy]),
  {
    type: awsTypes.cloudwatch.logResourcePolicy,
    property: "policyDocument",
    kind: "resource",
    services: ["logs"],
    optional: false,
  },
  endpoint(awsTypes.ec2.vpcEndpoint),
  endpoint(awsTypes.ec2.vpcEndpointPolicy),
];

/** A policy document of a resource. */
export interface PolicyDocument {
  /** Path of the property, such as `policy` or `inlinePolicies.0.policy`. */
  readonly property: string;
  readonly kind: PolicyKind;
  readonly services: readonly string[];
  /** Undefined when the document cannot be parsed; the rule `policy-is-readable` reports that. */
  readonly statements: readonly Statement[] | undefined;
}

/** Types of resources that can hold a policy of one of these kinds. */
export function policyTypes(...kinds: readonly PolicyKind[]): readonly string[] {
  const types = policyProperties.filter(({ kind }) => kinds.includes(kind)).map(({ type }) => type);
  return [...new Set(kinds.includes("identity") ? [...types, awsTypes.iam.role] : types)];
}

/**
 * Policy documents of these kinds that the resource holds, a role's inline policies included. A required document that is missing is
 * returned without statements.
 *
 * @throws {UnknownValue} a document is not known yet
 */
export function documentsOf(resource: Resource, ...kinds: readonly PolicyKind[]): readonly PolicyDocument[] {
  const own = policyProperties
    .filter(({ type, kind }) => type === resource.type && kinds.includes(kind))
    .filter(({ property, optional }) => !optional || resource.value(property) !== undefined)
    .map(({ property, kind, services }) => ({
      property,
      kind,
      services,
      statements: statementsIn(resource, property),
    }));
  return [...own, ...(kinds.includes("identity") ? inlineDocuments(resource) : [])];
}

/** Statements of these kinds that the resource holds, each with its document. @throws {UnknownValue} */
export function statementsOf(
  resource: Resource,
  ...kinds: readonly PolicyKind[]
): readonly { readonly document: PolicyDocument; readonly statement: Statement }[] {
  return documentsOf(resource, ...kinds).flatMap((document) =>
    (document.statements ?? []).map((statement) => ({ document, statement })),
  );
}

/** A role's inline policies. Pulumi writes one entry without a document to state that a role must have none. */
function inlineDocuments(resource: Resource): readonly PolicyDocument[] {
  if (resource.type !== awsTypes.iam.role) return [];
  return resource.list("inlinePolicies").flatMap((_, index) => {
    const property = `inlinePolicies.${index}.policy`;
    if (resource.value(property) === undefined) return [];
    return [{ property, kind: "identity" as const, services: [], statements: statementsIn(resource, property) }];
  });
}

function identity(type: string): PolicyProperty {
  return { type, property: "policy", kind: "identity", services: [], optional: false };
}

function ofResource(
  service: string,
  optional: readonly string[],
  required: readonly string[],
): readonly PolicyProperty[] {
  return [...optional, ...required].map((type) => ({
    type,
    property: "policy",
    kind: "resource",
    services: [service],
    optional: optional.includes(type),
  }));
}

/** The policy is optional: an endpoint without one allows all calls, and other rules limit the network. */
function endpoint(type: string): PolicyProperty {
  return { type, property: "policy", kind: "endpoint", services: [], optional: true };
}
