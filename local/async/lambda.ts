import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { messageOf } from "../../values/message-of";
import type { AsyncEvent, CallOutcome } from "./event";
import type { HandOver } from "./hand-over";
import { permitsTopic } from "./permission";
import { type AsyncSettings, defaultSettings } from "./settings";

/** Function and qualifier of an ARN. */
export function namesOf(functionArn: string): { readonly FunctionName: string; readonly Qualifier?: string } {
  const [FunctionName = "", Qualifier] = functionArn.split(":").slice(6);
  return { FunctionName, ...(Qualifier !== undefined && { Qualifier }) };
}

/** Calls the function once, as Lambda does with an event of its queue. */
export async function callOnce(
  lambda: Pick<LambdaClient, "send">,
  { functionArn, payload }: AsyncEvent,
  signal: AbortSignal,
  onProblem: (text: string) => void,
): Promise<CallOutcome> {
  try {
    const answer = await lambda.send(new InvokeCommand({ FunctionName: functionArn, Payload: Buffer.from(payload) }), {
      abortSignal: signal,
    });
    if (answer.FunctionError === undefined) return { kind: "done" };
    return {
      kind: "error",
      functionError: answer.FunctionError,
      version: answer.ExecutedVersion ?? "$LATEST",
      payload: JSON.parse(Buffer.from(answer.Payload ?? []).toString() || "null") as unknown,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (nameOf(error) === "ResourceNotFoundException") {
      onProblem(`an event for ${functionArn} is lost: the function is gone`);
      return { kind: "gone" };
    }
    if (nameOf(error) !== "TooManyRequestsException")
      onProblem(`an event could not be given to ${functionArn}: ${messageOf(error)}`);
    return { kind: "refused" };
  }
}

/**
 * The settings of exactly the function or alias that is called: an alias does not have its function's settings. Read at every use, so that
 * later changes count.
 */
export async function readSettings(lambda: Pick<LambdaClient, "send">, functionArn: string): Promise<AsyncSettings> {
  const names = namesOf(functionArn);
  const [config, { DeadLetterConfig }] = await Promise.all([
    lambda.send(new GetFunctionEventInvokeConfigCommand(names)).catch((error: unknown) => {
      if (nameOf(error) === "ResourceNotFoundException") return undefined;
      throw error;
    }),
    lambda.send(new GetFunctionConfigurationCommand(names)),
  ]);
  const onFailureArn = config?.DestinationConfig?.OnFailure?.Destination;
  const deadLetterArn = DeadLetterConfig?.TargetArn;
  return {
    retries: config?.MaximumRetryAttempts ?? defaultSettings.retries,
    maxAgeSeconds: config?.MaximumEventAgeInSeconds ?? defaultSettings.maxAgeSeconds,
    ...(onFailureArn !== undefined && { onFailureArn }),
    ...(deadLetterArn !== undefined && deadLetterArn !== "" && { deadLetterArn }),
  };
}

/** Whether Lambda would accept a topic's event for the function: it exists, and its policy allows SNS to call it. */
export async function admits(
  lambda: Pick<LambdaClient, "send">,
  functionArn: string,
  topicArn: string,
  signal: AbortSignal,
): Promise<HandOver> {
  try {
    const { Policy = "" } = await lambda.send(new GetPolicyCommand(namesOf(functionArn)), { abortSignal: signal });
    return Policy !== "" && permitsTopic(Policy, topicArn) ? "taken" : "client-error";
  } catch (error) {
    signal.throwIfAborted();
    // No such function, no such alias, or no permission at all.
    return nameOf(error) === "ResourceNotFoundException" ? "client-error" : "server-error";
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
