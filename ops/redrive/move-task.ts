// SQS's own redrive: for whole queues on AWS whose messages go back as they are.
import { setTimeout as delay } from "node:timers/promises";
import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";

export interface MoveTaskOptions {
  readonly sqs: Pick<SQSClient, "send">;
  readonly fromUrl: string;
  readonly toUrl: string;
  readonly signal: AbortSignal;
  readonly onProgress: (returned: number) => void;
  /** Milliseconds between two looks. Default: 2,000. */
  readonly pauseMs?: number;
}

/** How the task ended. */
export interface MoveTaskResult {
  readonly returned: number;
  /** `COMPLETED`, `FAILED`, `CANCELLED`. */
  readonly status: string;
  readonly failureReason?: string;
}

/**
 * Lets SQS move all messages of a queue, and follows it.
 *
 * The destination is always named: our consumers send dead letters themselves, and of those SQS does not know the source, so a task
 * without a destination would fail. Attributes go along as they are: consumers do not read those that say why a message died.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 *
 * @returns undefined when this service has no such tasks, as emulators: nothing was moved
 */
export async function runMoveTask(options: MoveTaskOptions): Promise<MoveTaskResult | undefined> {
  const { sqs, signal, onProgress } = options;
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(sqs, options.fromUrl), arnOf(sqs, options.toUrl)]);
  let handle: string | undefined;
  try {
    const started = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    handle = started.TaskHandle;
  } catch (error) {
    if (error instanceof Error && /InvalidAction|UnsupportedOperation|UnknownOperation/.test(error.name))
      return undefined;
    throw error;
  }
  let cancelled = false;
  for (;;) {
    await delay(options.pauseMs ?? 2000);
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    // A running task has its handle; an ended one has none any more, and the newest stands first.
    const task = Results.find(({ TaskHandle }) => TaskHandle === handle) ?? Results[0];
    const returned = Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
    onProgress(returned);
    const status = task?.Status ?? "UNKNOWN";
    if (status !== "RUNNING" && status !== "CANCELLING") {
      return { returned, status, ...(task?.FailureReason === undefined ? {} : { failureReason: task.FailureReason }) };
    }
    if (signal.aborted && !cancelled) {
      cancelled = true;
      await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: handle }));
    }
  }
}

async function arnOf(sqs: Pick<SQSClient, "send">, url: string): Promise<string> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  return Attributes?.QueueArn ?? "";
}
