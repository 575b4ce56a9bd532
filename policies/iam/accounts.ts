import { parseArn } from "../../aws/arn";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";

const found = new WeakMap<Stack, string>();

/**
 * The account that the stack is deployed to: the one that most of its ARNs name.
 *
 * @throws {UnknownValue} no ARN is known yet
 */
export function accountOf(stack: Stack): string {
  const known = found.get(stack) ?? mostNamed(stack);
  found.set(stack, known);
  return known;
}

function mostNamed(stack: Stack): string {
  const counts = new Map<string, number>();
  for (const { raw } of stack.resources) {
    const account = typeof raw.props.arn === "string" ? parseArn(raw.props.arn)?.account : undefined;
    if (account !== undefined && /^\d{12}$/.test(account)) counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  if (first === undefined) throw new UnknownValue("the account");
  return first[0];
}
