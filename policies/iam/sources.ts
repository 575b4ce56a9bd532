import { parseArn } from "../../aws/arn";
import { type Condition, conditionsOn, type Statement } from "../../aws/iam/document";
import { hasWildcard } from "../../aws/iam/pattern";
import { contextKeys } from "../../aws/service-principals";

/** Keys by which a service says in whose name it comes. To KMS logs and buses give an encryption context in place of it. */
const arnKeys = ["aws:SourceArn", contextKeys.logGroup, contextKeys.eventBus] as const;

/** Operators under which every value must be met by the key itself, and none passes when the key is missing. */
const strict: ReadonlySet<string> = new Set(["StringEquals", "StringLike", "ArnEquals", "ArnLike"]);

/** ARNs, possibly with wildcards, in whose name a service may come by this statement; empty when it does not say. */
export function sourceArnsOf(statement: Statement): readonly string[] {
  return arnKeys.flatMap((key) => valuesOf(statement, key));
}

/** Accounts in whose name a service may come: by account, by the account in every source ARN. Undefined when it may come for anybody. */
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
