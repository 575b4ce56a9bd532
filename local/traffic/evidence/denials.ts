import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { type Item, textOf } from "../../../ops/stack/tables";
import type { Traffic } from "../traffic";
import type { LogLine } from "./logs";

/** A call that a function's role does not allow. */
export interface Denial {
  readonly functionName: string;
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, if AWS's message contains one; else empty. */
  readonly resource: string;
}

/** IAM's message: "... is not authorized to perform: ACTION [on resource: ARN] because no identity-based policy allows ...". */
const refusal = /is not authorized to perform: ([\w-]+:\w+)(?: on resource: ([^\s"\\]+))?/g;

/** Finds denied calls of functions in the error log and in their logs; each once. */
export function findDenials(errors: readonly Item[], lines: readonly LogLine[]): readonly Denial[] {
  const texts = [
    ...errors.map((item) => ({ functionName: textOf(item, "functionName"), text: textOf(item, "errorMessage") })),
    ...lines,
  ];
  const found = new Map<string, Denial>();
  for (const { functionName, text } of texts) {
    for (const [, action = "", resource = ""] of text.matchAll(refusal)) {
      const denial = { functionName, action, resource: resource.replace(/[.,;]$/, "") };
      const key = `${functionName} ${action}`;
      if ((found.get(key)?.resource ?? "") === "") found.set(key, denial);
    }
  }
  return [...found.values()];
}

/** Variables of a function that name what the actions of a service are about. */
const variables: Readonly<Record<string, RegExp>> = {
  dynamodb: /_TABLE_NAME$|_INDEX_NAME$/,
  events: /_BUS_NAME$/,
  ses: /^CONFIGURATION_SET_NAME$|^SENDER_ADDRESS$/,
  sns: /_TOPIC_ARN$/,
  sqs: /QUEUE_URL$/,
};

/**
 * Says a denial in words. The emulator leaves the resource out of some messages: then the function's settings show what it can be.
 */
export async function describeDenial(
  { aws }: Pick<Traffic, "aws">,
  { functionName, action, resource }: Denial,
): Promise<string> {
  if (resource !== "") return `${functionName} may not ${action} on ${resource}`;
  const { Environment } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const wanted = variables[action.split(":")[0] ?? ""];
  const names = Object.entries(Environment?.Variables ?? {}).flatMap(([name, value]) =>
    wanted?.test(name) === true ? [value] : [],
  );
  return `${functionName} may not ${action} on ${names.join(" or ") || "a resource that the emulator does not name"}`;
}
