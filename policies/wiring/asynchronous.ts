import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { deliveriesBy } from "./deliveries";
import type { Callee } from "./functions";
import { permissionsOf } from "./invocations";

/** Services that call functions without waiting for the answer. Source: Lambda's guide, services that invoke functions. */
const asynchronous: ReadonlySet<string> = new Set([
  ...["sns.amazonaws.com", "events.amazonaws.com", "scheduler.amazonaws.com", "s3.amazonaws.com", "ses.amazonaws.com"],
  ...["logs.amazonaws.com", "iot.amazonaws.com", "config.amazonaws.com", "cloudformation.amazonaws.com"],
  ...["codecommit.amazonaws.com", "codepipeline.amazonaws.com"],
]);

/**
 * The functions that a permission, a subscription or a rule's target calls asynchronously. Permissions count as well, because the stack
 * does not declare every caller.
 *
 * @throws {UnknownValue}
 */
export function asynchronousCalls(stack: Stack, by: Resource): readonly Callee[] {
  if (by.type !== awsTypes.lambda.permission) return deliveriesBy(stack, by).flatMap(({ callee }) => callee ?? []);
  const principal = by.text("principal") ?? "";
  if (!asynchronous.has(principal) && !/^logs\./.test(principal)) return [];
  return permissionsOf(stack, by).map(({ function: lambda, qualifier }) => ({
    function: lambda,
    alias: stack
      .ofType(awsTypes.lambda.alias)
      .find(
        (alias) =>
          alias.text("name") === qualifier &&
          stack.named(alias, "functionName", awsTypes.lambda.function)[0] === lambda,
      ),
  }));
}
