import { type Condition, conditionsOn, type Statement } from "../../aws/iam/document";
import { coversArn } from "../../aws/iam/pattern";
import type { Fault } from "./fault";
import type { KeyUse } from "./key-use";
import { isNarrowArn } from "./patterns";

const sourceArn = "aws:sourcearn";
const sourceAccount = "aws:sourceaccount";
const encryptionContext = "kms:encryptioncontext:";

/** Operators that allow only the listed values. With `IfExists` or `Not` a call without the key would be allowed as well. */
const plain: ReadonlySet<string> = new Set(["stringequals", "stringlike", "arnequals", "arnlike"]);

/** Whether a statement's conditions name the origin of this use: see `pinOf`. */
export function isPinned(statement: Statement, use: KeyUse): boolean {
  return pinOf(use).every((key) => conditionsOn(statement, key).some(isPlain));
}

/**
 * Condition keys that limit a statement to this use: its encryption context if it has one, else its source ARN, else its account. The
 * account alone is too wide where more is known: any resource in it could make the service use the key.
 */
export function pinOf({ context, source }: KeyUse): readonly string[] {
  const keys = Object.keys(context);
  return keys.length > 0 ? keys : [source === undefined ? "aws:SourceAccount" : "aws:SourceArn"];
}

/** Conditions of a service's statement that the service's calls do not meet, that allow other calls, or that match nothing in the stack. */
export function conditionFaults(
  { conditions }: Statement,
  uses: readonly KeyUse[],
  account: string | undefined,
): readonly Fault[] {
  return conditions.flatMap((condition) => {
    const part = `Condition.${condition.operator}.${condition.key}`;
    const fault = (found: unknown, wanted: string) => [{ part, found, wanted }];
    const key = condition.key.toLowerCase();
    const isSource = key === sourceArn || key.startsWith(encryptionContext);
    if (!isSource && key !== sourceAccount) {
      return fault(
        condition.values,
        "a condition that services meet: aws:SourceArn, aws:SourceAccount or the encryption context",
      );
    }
    if (!isPlain(condition)) return fault(condition.operator, "StringEquals, StringLike, ArnEquals or ArnLike");
    const valueFault = isSource ? sourceFault(key, uses) : accountFault(account);
    return condition.values.flatMap((value) => {
      const wanted = valueFault(value);
      return wanted === undefined ? [] : fault(value, wanted);
    });
  });
}

function isPlain({ operator }: Condition): boolean {
  return plain.has(operator.toLowerCase());
}

function sourceFault(key: string, uses: readonly KeyUse[]): (value: string) => string | undefined {
  const given = uses.flatMap(({ source, context }) =>
    key === sourceArn
      ? (source ?? [])
      : Object.entries(context).flatMap(([name, value]) => (name.toLowerCase() === key ? value : [])),
  );
  return (value) => {
    // CloudWatch Logs calls with the ARN of any log group of the account; AWS's own example allows all of them.
    if (!isNarrowArn(value, key.endsWith("aws:logs:arn")))
      return "an ARN with partition, service, region, account and name";
    return given.some((arn) => coversArn(value, arn))
      ? undefined
      : "the ARN of a resource in the stack that has to use the key";
  };
}

function accountFault(account: string | undefined): (value: string) => string | undefined {
  return (value) =>
    /^\d{12}$/.test(value) && (account === undefined || value === account) ? undefined : "the key's own account";
}
