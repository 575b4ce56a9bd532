import { conditionsOn, type Statement } from "../../aws/iam/document";
import { hasWildcard } from "../../aws/iam/pattern";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { variablesOf } from "./named-resources";
import type { Need } from "./needs";

/** Actions that send an email. */
export const sendsEmail: readonly string[] = ["ses:SendEmail", "ses:SendRawEmail"];

/**
 * The right to send email. A function needs it when its environment names a configuration set of the stack and an address of one of its
 * identities. A function that names the set alone only recognizes events of the shop's own emails. @throws {UnknownValue}
 */
export function emailNeeds(stack: Stack, lambda: Resource): readonly Need[] {
  const variables = variablesOf(lambda);
  const sets = variables.flatMap(([name, value]) =>
    stack.holding(value, awsTypes.sesv2.configurationSet).map((set) => ({ name, set })),
  );
  const addresses = variables.filter(([, value]) => /^[^\s@]+@[^\s@]+$/.test(value));
  const identities = stack.ofType(awsTypes.sesv2.emailIdentity).filter((identity) => {
    const verified = identity.text("emailIdentity");
    // Verifying a domain also verifies its subdomains (SES Developer Guide, "Verified identities").
    return addresses.some(
      ([, address]) => address === verified || address.endsWith(`@${verified}`) || address.endsWith(`.${verified}`),
    );
  });
  if (sets.length === 0 || identities.length === 0) return [];
  return [
    ...sets.map(({ name, set }) => emailNeed(`environment.variables.${name}`, set)),
    ...identities.map((identity) => emailNeed(`an address of '${identity.name}' in the environment`, identity)),
  ];
}

function emailNeed(because: string, resource: Resource): Need {
  const arn = resource.text("arn");
  const arns = arn === undefined ? [] : [arn];
  return { because, resource, arns, needs: sendsEmail, enough: "one", may: sendsEmail, keyActions: [] };
}

/** Whether a statement allows one sender address only. */
export function isOneSender(statement: Statement): boolean {
  const [condition, ...others] = conditionsOn(statement, "ses:FromAddress");
  if (condition === undefined || others.length > 0 || condition.operator !== "StringEquals") return false;
  const [address, ...more] = condition.values;
  return address !== undefined && more.length === 0 && address.includes("@") && !hasWildcard(address);
}

/**
 * Whether a resource of a statement is every identity of one account and region, in a statement that only sends email from one address.
 * SES needs such a grant in its sandbox, where it also authorizes a call against the recipients' identities. Only the rule
 * `mail-is-sent-as-the-shop` decides whether a stack may have it.
 */
export function isRecipientInSandbox(statement: Statement, resource: string): boolean {
  return (
    /^arn:[\w-]+:ses:[\w-]+:\d{12}:identity\/\*$/.test(resource) &&
    statement.actions.every((action) => sendsEmail.includes(action)) &&
    isOneSender(statement)
  );
}
