import { UsageError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { describeWayBack, type FailureQueue, failureQueues, findFailureQueue, takesPermits } from "../queues/catalog";
import { countMessages, sample } from "../queues/look";
import { moveDeadLetters } from "../redrive/move";
import { runMoveTask } from "../redrive/move-task";
import { createPermits } from "../redrive/permits";
import { planReturn } from "../redrive/plan";
import { openRecord, type RedriveRecord, recordFile } from "../redrive/record";
import { openOrders } from "../replay/orders";
import { createReplay } from "../replay/replay";
import { runFolder } from "../stack/folder";
import { counted } from "../text";
import { nothing, ofTask, type RedriveResult, reportRedrive } from "./redrive-result";

type Input = InputOf<"redrive">;

/** Dead letters that a dry run opens. */
const mostLooks = 100;

/** Returns dead letters to their redrive target. */
export async function redrive(context: OpsContext, input: Input): Promise<ExitCode> {
  const { target, clients, console } = context;
  const queue = findFailureQueue(target.outputs, input.queue);
  const { wayBack } = queue;
  if (input.confirmResend && !takesPermits(wayBack)) {
    const takers = failureQueues(target.outputs).flatMap(({ name, wayBack: way }) => (takesPermits(way) ? [name] : []));
    throw new UsageError(`--confirm-resend is for ${takers.join(" and ")} only, not for ${queue.name}`);
  }
  const { visible, hidden } = await countMessages(clients.sqs, queue.url);
  if (visible + hidden === 0)
    return reportRedrive(context, input, queue, { ...nothing, text: `${queue.name} is empty: nothing to do` });
  const most = input.max ?? Number.MAX_SAFE_INTEGER;
  if (input.dryRun) return dryRun(context, input, queue, { visible, hidden, most });

  const about =
    input.messages !== undefined
      ? `${counted(input.messages.length, "chosen message")} of about ${visible}`
      : input.max === undefined
        ? `all of about ${counted(visible, "message")}`
        : `at most ${counted(input.max, "message")} of about ${visible}`;
  await confirmChange(
    console,
    `Send ${about} in ${queue.name} back to ${describeWayBack(wayBack)}, in ${target.title}?${
      input.confirmResend
        ? "\nEach order or notification whose email is UNCERTAIN is permitted one more: its receiver may get two."
        : ""
    }`,
    input.yes,
  );
  const record = openRecord(recordFile(runFolder, target, queue.name));
  try {
    const result = await move(context, input, queue, record);
    return reportRedrive(context, input, queue, result, record);
  } finally {
    record.close();
  }
}

/**
 * Uses SQS's own move task for a whole queue on AWS without changes and without an unfinished redrive; otherwise moves messages
 * individually.
 */
async function move(
  { target, clients, console, signal }: OpsContext,
  input: Input,
  queue: FailureQueue,
  record: RedriveRecord,
): Promise<RedriveResult> {
  const { wayBack } = queue;
  let shown = 0;
  const onProgress = (returned: number) => {
    if (returned === shown) return;
    shown = returned;
    console.note(`${counted(returned, "message")} sent back`);
  };
  const whole =
    target.endpoint === undefined &&
    input.max === undefined &&
    input.messages === undefined &&
    record.open().size === 0;
  if (whole && wayBack.kind === "queue" && wayBack.from === "reader" && !wayBack.permits) {
    const { sqs } = clients;
    const task = await runMoveTask({ sqs, fromUrl: queue.url, toUrl: wayBack.queueUrl, signal, onProgress });
    if (task !== undefined) return ofTask(task);
  }
  const { max = Number.MAX_SAFE_INTEGER, confirmResend, sendUnclear } = input;
  const permitOf = confirmResend ? createPermits(clients.dynamo, target.outputs) : undefined;
  const { streams, lambdaOnce: lambda } = clients;
  const orders = openOrders(clients.rawDynamo, clients.dynamo, target.outputs);
  const replay = wayBack.kind === "stream" ? createReplay({ streams, lambda, orders, ...wayBack }) : undefined;
  return await moveDeadLetters({
    clients,
    queue,
    most: max,
    only: input.messages === undefined ? undefined : new Set(input.messages),
    permitOf,
    replay,
    sendUnclear,
    record,
    signal,
    onProgress,
  });
}

interface Extent {
  readonly visible: number;
  readonly hidden: number;
  readonly most: number;
}

async function dryRun(
  { target, clients, console }: OpsContext,
  input: Input,
  queue: FailureQueue,
  { visible, hidden, most }: Extent,
): Promise<ExitCode> {
  const chosen = input.messages === undefined ? undefined : new Set(input.messages);
  const looked = await sample(
    target,
    clients.sqs,
    queue.url,
    chosen === undefined ? Math.min(most, mostLooks) : mostLooks,
  );
  const deadLetters = looked.deadLetters.filter(({ messageId }) => chosen?.has(messageId) ?? true);
  const plans = deadLetters.map((deadLetter) => ({
    messageId: deadLetter.messageId,
    plan: planReturn(deadLetter, queue.wayBack),
  }));
  const stayed = plans.flatMap(({ messageId, plan }) => (plan.kind === "stay" ? [{ messageId, why: plan.why }] : []));
  const wouldReturn = plans.length - stayed.length;
  const to = describeWayBack(queue.wayBack);
  if (input.json) {
    console.sayJson({
      queue: queue.name,
      to,
      dryRun: true,
      visible,
      hidden,
      lookedAt: deadLetters.length,
      wouldReturn,
      stayed,
    });
    return exitCodes.ok;
  }
  console.say(`${queue.name}: about ${counted(visible, "message")}, ${hidden} in flight`);
  console.say(`of ${deadLetters.length} looked at, ${wouldReturn} would go back to ${to}; nothing was changed`);
  for (const { messageId, why } of stayed) console.say(`  ${cleanLine(`${messageId} would stay: ${why}`)}`);
  return exitCodes.ok;
}
