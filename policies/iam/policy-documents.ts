import type { Statement } from "../../aws/iam/document";
import type { Resource } from "../engine/resource";
import { statementsIn } from "./document";

/**
 * What a policy says: what somebody may do (`identity`), who may do something with a resource (`resource`), who may take a role
 * (`trust`), or what passes a network endpoint (`endpoint`).
 */
export type PolicyKind = "identity" | "resource" | "trust" | "endpoint";

/** A property that holds a policy document. */
interface PolicyProperty {
  readonly type: string;
  readonly property: string;
  readonly kind: PolicyKind;
  /** Services whose actions the policy may hold; empty for any. AWS refuses others as out of the service's scope. */
  readonly services: readonly string[];
  /** Whether the resource makes sense without a policy. */
  readonly optional: boolean;
}

const roleType = "aws:iam/role:Role";

/** Every property of a type that this project may use and that holds a policy document. The one place to add another. */
const policyProperties: readonly PolicyProperty[] = [
  identity("aws:iam/rolePolicy:RolePolicy"),
  identity("aws:iam/policy:Policy"),
  identity("aws:iam/userPolicy:UserPolicy"),
  identity("aws:iam/groupPolicy:GroupPolicy"),
  { type: roleType, property: "assumeRolePolicy", kind: "trust", services: ["sts"], optional: false },
  ...ofResource("sqs", ["aws:sqs/queue:Queue"], ["aws:sqs/queuePolicy:QueuePolicy"]),
  ...ofResource("sns", ["aws:sns/topic:Topic"], ["aws:sns/topicPolicy:TopicPolicy"]),
  ...ofResource(
    "kms",
    ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"],
    ["aws:kms/keyPolicy:KeyPolicy"],
  ),
  ...ofResource("s3", ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"], ["aws:s3/bucketPolicy:BucketPolicy"]),
  ...ofResource("events", [], ["aws:cloudwatch/eventBusPolicy:EventBusPolicy"]),
  ...ofResource(
    "ses",
    [],
    ["aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy", "aws:ses/identityPolicy:IdentityPolicy"],
  ),
  ...ofResource(
    "secretsmanager",
    ["aws:secretsmanager/secret:Secret"],
    ["aws:secretsmanager/secretPolicy:SecretPolicy"],
  ),
  ...ofResource("dynamodb", [], ["aws:dynamodb/resourcePolicy:ResourcePolicy"]),
  ...ofResource("kinesis", [], ["aws:kinesis/resourcePolicy:ResourcePolicy"]),
  ...ofResource("backup", [], ["aws:backup/vaultPolicy:VaultPolicy"]),
  ...ofResource("execute-api", ["aws:apigateway/restApi:RestApi"], ["aws:apigateway/restApiPolicy:RestApiPolicy"]),
  {
    type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    property: "policyDocument",
    kind: "resource",
    services: ["logs"],
    optional: false,
  },
  endpoint("aws:ec2/vpcEndpoint:VpcEndpoint"),
  endpoint("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"),
];

/** A policy document of a resource. */
export interface PolicyDocument {
  /** Path of the property, such as `policy` or `inlinePolicies.0.policy`. */
  readonly property: string;
  readonly kind: PolicyKind;
  readonly services: readonly string[];
  /** Undefined when the document cannot be read: rule `policy-is-readable` says so. */
  readonly statements: readonly Statement[] | undefined;
}

/** Types of which a resource may hold a policy of one of these kinds. */
export function policyTypes(...kinds: readonly PolicyKind[]): readonly string[] {
  const types = policyProperties.filter(({ kind }) => kinds.includes(kind)).map(({ type }) => type);
  return [...new Set(kinds.includes("identity") ? [...types, roleType] : types)];
}

/**
 * Policy documents of these kinds that the resource holds, those inside a role among them. One that has to be there and is not comes
 * without statements.
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

/** Statements of these kinds that the resource holds, with the document that each stands in. @throws {UnknownValue} */
export function statementsOf(
  resource: Resource,
  ...kinds: readonly PolicyKind[]
): readonly { readonly document: PolicyDocument; readonly statement: Statement }[] {
  return documentsOf(resource, ...kinds).flatMap((document) =>
    (document.statements ?? []).map((statement) => ({ document, statement })),
  );
}

/** Policies inside a role. One without a document is how Pulumi says that a role must have none. */
function inlineDocuments(resource: Resource): readonly PolicyDocument[] {
  if (resource.type !== roleType) return [];
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

/** Without a policy an endpoint lets everything pass: a matter of the network, not of its policy. */
function endpoint(type: string): PolicyProperty {
  return { type, property: "policy", kind: "endpoint", services: [], optional: true };
}
