import * as z from "zod";
import { compileWildcard } from "../../aws/wildcard";

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.looseObject({ Service: list.optional() })]),
  Action: list,
  Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
});
const document = z.looseObject({ Statement: z.array(z.unknown()) });

const service = "sns.amazonaws.com";

/** Whether a function's resource policy lets SNS call it for a topic. A statement that cannot be read permits nothing. */
export function permitsTopic(policy: string, topicArn: string): boolean {
  const hit = document.parse(JSON.parse(policy)).Statement.flatMap((one) => {
    const read = statement.safeParse(one);
    return read.success && applies(read.data, topicArn) ? [read.data.Effect] : [];
  });
  return hit.includes("Allow") && !hit.includes("Deny");
}

function applies({ Principal, Action, Condition = {} }: z.output<typeof statement>, topicArn: string): boolean {
  const named = Principal === "*" || Principal.Service?.includes(service) === true;
  return (
    named &&
    Action.some((action) => compileWildcard(action.toLowerCase())("lambda:invokefunction")) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, key.toLowerCase(), values, topicArn)),
    )
  );
}

/** Conditions of a service's statement: Lambda Developer Guide, "Granting Lambda function access to AWS services". */
function holds(operator: string, key: string, values: readonly string[], topicArn: string): boolean {
  const given: Readonly<Record<string, string | undefined>> = {
    "aws:sourcearn": topicArn,
    "aws:sourceaccount": topicArn.split(":")[4],
  };
  const value = given[key];
  if (value === undefined) return false;
  if (operator === "ArnLike" || operator === "ArnEquals" || operator === "StringLike")
    return values.some((pattern) => compileWildcard(pattern)(value));
  return operator === "StringEquals" && values.includes(value);
}
