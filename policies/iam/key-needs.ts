import { parseArn } from "../../aws/arn";
import { conditionsOn, type Statement } from "../../aws/iam/document";
import { regionalHost } from "../../aws/partitions";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { usageOf, variablesOf } from "./named-resources";
import { type Need, needsOf } from "./needs";

/** A right to a key that a function needs. */
export interface KeyNeed {
  readonly because: string;
  readonly keyArn: string;
  readonly action: string;
  /** The condition under which it is enough: on this key of the statement, one of whose values is this. */
  readonly conditionKey: string;
  readonly value: string;
}

/** Key of the context in which Lambda encrypts a function's environment. Source: Lambda's guide on environment variables. */
const functionContext = "kms:EncryptionContext:aws:lambda:FunctionArn";

/**
 * Rights to keys: through the services of everything encrypted that a function uses, for its environment, and for secrets that its
 * environment holds encrypted. @throws {UnknownValue}
 */
export function keyNeedsOf(stack: Stack, lambda: Resource): readonly KeyNeed[] {
  return [
    ...needsOf(stack, lambda).flatMap((need) => serviceNeeds(stack, need)),
    ...environmentNeeds(stack, lambda),
    ...ciphertextNeeds(stack, lambda),
  ];
}

/** Whether a statement's conditions let this need through, and ask for nothing else. */
export function answers(statement: Statement, need: KeyNeed): boolean {
  const conditions = conditionsOn(statement, need.conditionKey);
  if (conditions.length === 0 || conditions.length !== statement.conditions.length) return false;
  return conditions.every(({ operator, values }) => operator === "StringEquals" && values.includes(need.value));
}

/** The ARN of the key that a property names, directly or by an alias. @throws {UnknownValue} */
export function keyArnAt(stack: Stack, resource: Resource, property: string): string | undefined {
  const [named] = stack.named(resource, property, awsTypes.kms.key, awsTypes.kms.alias);
  const key = named?.type === awsTypes.kms.alias ? stack.named(named, "targetKeyId", awsTypes.kms.key)[0] : named;
  const text = resource.text(property);
  return key?.text("arn") ?? (text !== undefined && parseArn(text) !== undefined ? text : undefined);
}

/** Rights to the key of a resource that somebody uses. @throws {UnknownValue} */
export function serviceNeeds(stack: Stack, { because, resource, keyActions }: Need): readonly KeyNeed[] {
  if (resource === undefined || keyActions.length === 0) return [];
  const { service, keyProperty } = usageOf(resource);
  const keyArn = keyProperty === undefined ? undefined : keyArnAt(stack, resource, keyProperty);
  const region = parseArn(resource.text("arn") ?? "")?.region;
  if (keyArn === undefined || region === undefined) return [];
  const shared = { because, keyArn, conditionKey: "kms:ViaService", value: regionalHost(service, region) };
  return keyActions.map((action) => ({ ...shared, action }));
}

function environmentNeeds(stack: Stack, lambda: Resource): readonly KeyNeed[] {
  const keyArn = keyArnAt(stack, lambda, "kmsKeyArn");
  const value = lambda.text("arn");
  if (keyArn === undefined || value === undefined) return [];
  return [{ because: "kmsKeyArn", keyArn, action: "kms:Decrypt", conditionKey: functionContext, value }];
}

/** Secrets that the program encrypts itself, and that the function decrypts with the context they were encrypted in. */
function ciphertextNeeds(stack: Stack, lambda: Resource): readonly KeyNeed[] {
  const variables = variablesOf(lambda);
  return stack.ofType(awsTypes.kms.ciphertext).flatMap((ciphertext) => {
    const blob = ciphertext.text("ciphertextBlob");
    const variable = variables.find(([, value]) => value === blob);
    const keyArn = keyArnAt(stack, ciphertext, "keyId");
    if (variable === undefined || keyArn === undefined) return [];
    const because = `environment.variables.${variable[0]}`;
    return ciphertext.keys("context").flatMap((name): KeyNeed[] => {
      const value = ciphertext.text(`context.${name}`) ?? "";
      return [{ because, keyArn, action: "kms:Decrypt", conditionKey: `kms:EncryptionContext:${name}`, value }];
    });
  });
}
