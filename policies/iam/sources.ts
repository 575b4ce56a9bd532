import { parseArn } from "../../aws/arn";
import { type Condition, conditionsOn, type Statement } from "../../aws/iam/document";
import { hasWildcard } from "../../aws/iam/pattern";
import { contextKeys } from "../../aws/service-principals";

/**
 * Condition keys that name the resource on whose behalf a service calls. CloudWatch Logs and EventBridge send KMS an encryption context
 * instead.
 */
const arnKeys = ["aws:SourceArn", contextKeys.logGroup, contextKeys.eventBus] as const;

/** Operators that match only listed values, and that do not match when the key is missing. */
const strict: ReadonlySet<string> = new Set(["StringEquals", "StringLike", "ArnEquals", "ArnLike"]);

/** ARNs, possibly with wildcards, on whose behalf the statement lets a service call; empty when it names none. */
export function sourceArnsOf(statement: Statement): readonly string[] {
  return arnKeys.flatMap((key) => valuesOf(statement, key));
}

/** Accounts on whose behalf a service may call: `aws:SourceAccount`, or the account in every source ARN. Undefined when any account may. */
export function sourceAccountsOf(statement: Statement): readonly string[] | undefined {
  const accounts = valuesOf(statement, "aws:SourceAccount");
  if (accounts.length > 0) return accounts;
  const named = sourceArnsOf(statement).map((arn) => parseArn(arn)?.account ?? "");
  return named.length === 0 || named.some((account) => account === "" || hasWildcard(account)) ? undefined : named;
}

function valuesOf(statement: Statement, key: string): readonly string[] {
  return conditionsOn(statement, key)
    .filter(isStrict)
    .flatMap(({ values }) => values);
}

function isStrict({ operator }: Condition): boolean {
  return strict.has(operator);
}
