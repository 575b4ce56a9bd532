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
import { countMessages } from "../queues/look";

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
  /** By the task's own counter, which is approximate and may lag behind. */
  readonly returned: number;
  /** `COMPLETED`, `FAILED`, `CANCELLED`; what it was when it was last seen, if `failure` says why it is not followed any more. */
  readonly status: string;
  readonly failureReason?: string;
  /** About how many messages the queue held before the task and when it was last looked at. */
  readonly depth: { readonly before: number; readonly after: number };
  /** Why the task could not be followed to its end: it goes on in SQS. @default it was */
  readonly failure?: unknown;
}

/**
 * Lets SQS move all messages of a queue, and follows it.
 *
 * The destination is always named: our consumers send dead letters themselves, and of those SQS does not know the source, so a task
 * without a destination would fail. Attributes go along as they are: consumers do not read those that say why a message died.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 *
 * @returns undefined when this service has no such tasks, as emulators: nothing was moved
 * @throws whatever refuses the task: nothing was moved
 */
export async function runMoveTask(options: MoveTaskOptions): Promise<MoveTaskResult | undefined> {
  const { sqs, fromUrl } = options;
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(sqs, fromUrl), arnOf(sqs, options.toUrl)]);
  const before = await depthOf(sqs, fromUrl);
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
  const after = await depthOf(sqs, fromUrl).catch(() => before);
  return {
    returned: Number(task?.ApproximateNumberOfMessagesMoved ?? 0),
    status: task?.Status ?? "UNKNOWN",
    ...(task?.FailureReason !== undefined && { failureReason: task.FailureReason }),
    depth: { before, after },
    ...(failure !== undefined && { failure }),
  };
}

/** Every look at the task, until it has ended. Cancels it once when the command is stopped. */
async function* looks(
  { sqs, signal, pauseMs = 2000 }: MoveTaskOptions,
  SourceArn: string,
  handle: string | undefined,
): AsyncGenerator<ListMessageMoveTasksResultEntry> {
  let cancelled = false;
  for (;;) {
    await delay(pauseMs);
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    // A running task has its handle; an ended one has none any more, and the newest stands first.
    const task = Results.find(({ TaskHandle }) => TaskHandle === handle) ?? Results[0] ?? {};
    yield task;
    if (task.Status !== "RUNNING" && task.Status !== "CANCELLING") return;
    if (signal.aborted && !cancelled) {
      cancelled = true;
      await cancel(sqs, handle);
    }
  }
}

/** A task that ended meanwhile cannot be cancelled: the next look shows how it ended. Source: SQS's API reference, `CancelMessageMoveTask`. */
async function cancel(sqs: Pick<SQSClient, "send">, TaskHandle: string | undefined): Promise<void> {
  try {
    await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  } catch (error) {
    if (!(error instanceof Error && /ResourceNotFound/.test(error.name))) throw error;
  }
}

async function depthOf(sqs: Pick<SQSClient, "send">, url: string): Promise<number> {
  const { visible, hidden } = await countMessages(sqs, url);
  return visible + hidden;
}

async function arnOf(sqs: Pick<SQSClient, "send">, url: string): Promise<string> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  return Attributes?.QueueArn ?? "";
}
