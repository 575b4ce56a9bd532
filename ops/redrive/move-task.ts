// SQS's own redrive: for whole queues on AWS whose messages go back as they are.
import { setTimeout as delay } from "node:timers/promises";
import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { countAllMessages } from "../queues/look";

export interface MoveTaskOptions {
  readonly sqs: Pick<SQSClient, "send">;
  readonly fromUrl: string;
  readonly toUrl: string;
  readonly signal: AbortSignal;
  readonly onProgress: (returned: number) => void;
  /** Milliseconds between two checks. @default 2,000 */
  readonly pauseMs?: number;
}

/** How the task ended. */
export interface MoveTaskResult {
  /** The task's own count, which is approximate and may lag behind. */
  readonly returned: number;
  /** `COMPLETED`, `FAILED` or `CANCELLED`; the last known status if `failure` is set. */
  readonly status: string;
  readonly failureReason?: string;
  /** Approximate number of messages in the queue before the task and at the last check. */
  readonly depth: { readonly before: number; readonly after: number };
  /** Why the task could not be followed to its end: it continues in SQS. @default it ended */
  readonly failure?: unknown;
}

/**
 * Makes SQS move all messages of a queue, and follows its progress.
 *
 * The destination is always set: consumers send dead letters themselves, and SQS does not know the source of those, so a task without a
 * destination would fail. Attributes are moved unchanged: consumers ignore those with the reason.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 *
 * @returns undefined when the service has no move tasks, as emulators: nothing was moved
 * @throws the error with which SQS rejects the task: nothing was moved
 */
export async function runMoveTask(options: MoveTaskOptions): Promise<MoveTaskResult | undefined> {
  const { sqs, fromUrl } = options;
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(sqs, fromUrl), arnOf(sqs, options.toUrl)]);
  const before = await countAllMessages(sqs, [fromUrl]);
  let handle: string | undefined;
  try {
    const started = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    handle = started.TaskHandle;
  } catch (error) {
    if (error instanceof Error && /InvalidAction|UnsupportedOperation|UnknownOperation/.test(error.name))
      return undefined;
    throw error;
  }
  let task: ListMessageMoveTasksResultEntry | undefined;
  let failure: unknown;
  try {
    for await (task of looks(options, SourceArn, handle)) {
      options.onProgress(Number(task.ApproximateNumberOfMessagesMoved ?? 0));
    }
  } catch (error) {
    failure = error;
  }
  const after = await countAllMessages(sqs, [fromUrl]).catch(() => before);
  return {
    returned: Number(task?.ApproximateNumberOfMessagesMoved ?? 0),
    status: task?.Status ?? "UNKNOWN",
    ...(task?.FailureReason !== undefined && { failureReason: task.FailureReason }),
    depth: { before, after },
    ...(failure !== undefined && { failure }),
  };
}

/** The task's status at every check, until it has ended. Cancels it once when the command is stopped. */
async function* looks(
  { sqs, signal, pauseMs = 2000 }: MoveTaskOptions,
  SourceArn: string,
  handle: string | undefined,
): AsyncGenerator<ListMessageMoveTasksResultEntry> {
  let cancelled = false;
  for (;;) {
    await delay(pauseMs);
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    // A running task has its handle; an ended one has none, and the newest task comes first.
    const task = Results.find(({ TaskHandle }) => TaskHandle === handle) ?? Results[0] ?? {};
    yield task;
    if (task.Status !== "RUNNING" && task.Status !== "CANCELLING") return;
    if (signal.aborted && !cancelled) {
      cancelled = true;
      await cancel(sqs, handle);
    }
  }
}

/**
 * Cancels the task. If it has ended meanwhile SQS rejects that, and the next check shows the result. Source: SQS's API reference,
 * `CancelMessageMoveTask`.
 */
async function cancel(sqs: Pick<SQSClient, "send">, TaskHandle: string | undefined): Promise<void> {
  try {
    await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  } catch (error) {
    if (!(error instanceof Error && /ResourceNotFound/.test(error.name))) throw error;
  }
}

async function arnOf(sqs: Pick<SQSClient, "send">, url: string): Promise<string> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  return Attributes?.QueueArn ?? "";
}
