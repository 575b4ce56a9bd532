import { UsageError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { describeWayBack, type FailureQueue, findFailureQueue } from "../queues/catalog";
import { countMessages, sample } from "../queues/look";
import { type MoveResult, moveLetters, type Trouble } from "../redrive/move";
import { runMoveTask } from "../redrive/move-task";
import { planReturn } from "../redrive/plan";
import { positionOf } from "../redrive/positions";
import { counted } from "../text";

type Input = InputOf<"redrive">;

/** Letters that a dry run, or a look at positions, opens. */
const mostLooks = 100;

/** Sends dead letters back to where they came from. */
export async function redrive(context: OpsContext, input: Input): Promise<ExitCode> {
  const { target, clients, console } = context;
  const queue = findFailureQueue(target.outputs, input.queue);
  const { wayBack } = queue;
  if (input.confirmResend && !(wayBack.kind === "queue" && wayBack.permits)) {
    throw new UsageError(`--confirm-resend is for the dead letters of confirmations only, not for ${queue.name}`);
  }
  const { visible, hidden } = await countMessages(clients.sqs, queue.url);
  if (visible + hidden === 0)
    return tell(context, input, queue, { ...nothing, text: `${queue.name} is empty: nothing to do` });
  if (wayBack.kind === "stream") return explainPositions(context, input, queue, wayBack.functionName);
  const most = Math.min(input.max ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (input.dryRun) return dryRun(context, input, queue, { visible, hidden, most });

  const about =
    input.max === undefined
      ? `all of about ${counted(visible, "message")}`
      : `at most ${counted(input.max, "message")} of about ${visible}`;
  await confirmChange(
    console,
    `Send ${about} in ${queue.name} back to ${describeWayBack(wayBack)}, in ${target.title}?${
      input.confirmResend
        ? "\nEach permits one more e-mail if its order's first one is UNCERTAIN: that customer may get two."
        : ""
    }`,
    input.yes,
  );
  let shown = 0;
  const onProgress = (returned: number) => {
    if (returned === shown) return;
    shown = returned;
    console.note(`${counted(returned, "message")} sent back`);
  };
  const whole = target.endpoint === undefined && input.max === undefined;
  if (whole && wayBack.kind === "queue" && wayBack.from === "reader" && !wayBack.permits) {
    const task = await runMoveTask({
      sqs: clients.sqs,
      fromUrl: queue.url,
      toUrl: wayBack.queueUrl,
      signal: context.signal,
      onProgress,
    });
    if (task !== undefined) {
      const { returned, status, failureReason } = task;
      const why = failureReason === undefined ? status : `${status}: ${failureReason}`;
      const unclear: Trouble[] =
        status === "COMPLETED" ? [] : [{ messageId: "-", why: `SQS's move task ended as ${why}` }];
      return tell(context, input, queue, { ...nothing, returned, unclear, stopped: status === "CANCELLED" });
    }
  }
  const result = await moveLetters({
    clients,
    queue,
    most,
    confirmResend: input.confirmResend,
    signal: context.signal,
    onProgress,
  });
  return tell(context, input, queue, result);
}

const nothing: MoveResult = { returned: 0, cameBack: 0, stayed: [], unclear: [], stopped: false };

function tell(
  { console }: OpsContext,
  input: Input,
  queue: FailureQueue,
  { text, ...result }: MoveResult & { readonly text?: string },
): ExitCode {
  const { returned, cameBack, stayed, unclear, stopped } = result;
  const complete = stayed.length === 0 && unclear.length === 0 && cameBack === 0 && !stopped;
  if (input.json) {
    console.sayJson({ queue: queue.name, to: describeWayBack(queue.wayBack), dryRun: false, ...result });
    return complete ? exitCodes.ok : exitCodes.failed;
  }
  console.say(text ?? `${queue.name}: ${counted(returned, "message")} sent back to ${describeWayBack(queue.wayBack)}`);
  if (cameBack > 0) console.say(`${counted(cameBack, "message")} died meanwhile and stayed: is the cause mended?`);
  if (stopped) console.say("stopped before the end");
  const lines = [
    ...stayed.map(({ messageId, why }) => `  ${messageId} stayed: ${why}`),
    ...unclear.map(({ messageId, why }) => `  ${messageId} unclear: ${why}`),
  ];
  for (const line of lines.slice(0, 20)) console.say(line);
  if (lines.length > 20) console.say(`  and ${lines.length - 20} more (--json lists all)`);
  return complete ? exitCodes.ok : exitCodes.failed;
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
  const { letters } = await sample(target, clients.sqs, queue.url, Math.min(most, mostLooks));
  const plans = letters.map((letter) => ({
    messageId: letter.messageId,
    plan: planReturn(letter, queue.wayBack, input.confirmResend),
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
      lookedAt: letters.length,
      wouldReturn,
      stayed,
    });
    return exitCodes.ok;
  }
  console.say(`${queue.name}: about ${counted(visible, "message")}, ${hidden} in work`);
  console.say(`of ${letters.length} looked at, ${wouldReturn} would go back to ${to}; nothing was changed`);
  for (const { messageId, why } of stayed) console.say(`  ${messageId} would stay: ${why}`);
  return exitCodes.ok;
}

/** Moves nothing, and says so: the records are in the stream, if they still are. */
async function explainPositions(
  { target, clients, console }: OpsContext,
  input: Input,
  queue: FailureQueue,
  functionName: string,
): Promise<ExitCode> {
  const { letters } = await sample(target, clients.sqs, queue.url, Math.min(input.max ?? mostLooks, mostLooks));
  const now = new Date();
  const positions = letters.flatMap((letter) => positionOf(letter, functionName, now) ?? []);
  const code = input.dryRun ? exitCodes.ok : exitCodes.failed;
  if (input.json) {
    console.sayJson({ queue: queue.name, dryRun: input.dryRun, returned: 0, positions });
    return code;
  }
  console.say(
    `${queue.name} holds positions in a table's stream, not the records, so nothing was sent back.\n` +
      `The stream keeps records for 24 hours. ${functionName} bears getting a record twice; records replayed late arrive behind\n` +
      "newer ones of the same order. An answer with no batchItemFailures means that all were treated.",
  );
  for (const { messageId, records, since, readable, commands } of positions) {
    console.say(`\n${messageId}: ${counted(records, "record")} since ${since}`);
    if (readable) for (const command of commands) console.say(`  ${command}`);
    else {
      console.say(
        "  The stream has dropped them. The orders themselves are in the orders table: find those changed about then,",
      );
      console.say("  and see with `npm run ops -- trace ORDER` what each of them lacks.");
    }
  }
  const unread = letters.length - positions.length;
  if (unread > 0) console.say(`\n${counted(unread, "message")} hold no position of a stream`);
  return code;
}
