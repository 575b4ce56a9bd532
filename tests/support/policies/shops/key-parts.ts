import type { Resource } from "../../../../program/policies/requests";
import { type NamedChange, resource, set } from "../resources";

/** A statement of a policy, as a test writes it. */
export type TestStatement = Readonly<Record<string, unknown>>;

export const account = "123456789012";
export const keyType = "aws:kms/key:Key";

/** The account's own statement in a key policy. */
export const administration: TestStatement = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
};

/** A key with these statements in its policy. */
export function keyWith(...statements: readonly TestStatement[]): Resource {
  const arn = `arn:aws:kms:eu-central-1:${account}:key/1`;
  return resource(keyType, "key", { policy: document(statements) }, { outputs: { arn, id: "1", keyId: "1" } });
}

/** These statements in the policy of the named resource. */
export function withStatements(name: string, ...statements: readonly TestStatement[]): NamedChange {
  return set(name, "policy", document(statements));
}

/** An allowing statement for a service in a key policy. */
export function forService(service: string, actions: readonly string[], Condition: TestStatement): TestStatement {
  return { Effect: "Allow", Principal: { Service: service }, Action: actions, Resource: "*", Condition };
}

function document(statements: readonly TestStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
