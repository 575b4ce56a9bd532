import { countAllMessages } from "../../../ops/queues/look";
import { textOf } from "../../../ops/stack/tables";
import { workQueueUrls } from "../../run/outputs";
import type { Show } from "../../run/steps";
import { type Burst, type Drained, inWords, leastPredicted, planBurst, predictSeconds, probeShares } from "../burst";
import type { CheckContext } from "../checks/check";
import { expectedEmails } from "../checks/confirmations";
import { confirmationFigures, type Figures, shipmentFigures } from "../figures";
import { notificationFigures } from "../notification-figures";
import { inParallel, until } from "../poll";
import { carriers } from "./carriers";
import { notify } from "./notifications";
import { confirmAtOnce } from "./queue-trouble";

type Progress = Pick<Figures, "sent" | "seen">;

/** Longest time without any progress. A message of a killed worker is back after 30 seconds. */
const stalledMs = 45_000;

/** One pipeline's way to send a burst and to see what has come of it. */
interface Way {
  readonly pipeline: Burst["pipeline"];
  /** Of this size; returns how many it sent. */
  readonly send: (size: number) => Promise<number>;
  readonly size: number;
  readonly figures: (context: CheckContext) => Promise<Progress>;
}

/**
 * A part of a day's volume at once: confirmations, then notifications, then carriers' events, each by the pipeline's own way in, and each
 * when the last is worked off: they would share two cores. The checks of the run look for every single one. Two smaller bursts before a
 * large one predict how long it takes.
 */
export async function bursts(context: CheckContext, scale: number, { note, progress }: Show): Promise<void> {
  const { traffic } = context;
  const plan = planBurst(scale);
  const ways: readonly Way[] = [
    {
      pipeline: "confirmations",
      size: plan.confirmations,
      figures: emailsEnded,
      async send(size) {
        await confirmAtOnce(traffic, size);
        return size;
      },
    },
    {
      pipeline: "notifications",
      size: plan.notifications,
      figures: notificationFigures,
      async send(size) {
        const show = (done: number) => progress(`notifications: ${done} of ${size}`);
        await notify(traffic, "in the burst", "rehearsal", size, show);
        return size;
      },
    },
    {
      pipeline: "shipments",
      size: plan.shipments,
      figures: shipmentFigures,
      send: async (size) => (await carriers(traffic, size)).entries.length,
    },
  ];
  for (const way of ways) {
    const drain = async (share: number): Promise<Drained> => {
      const began = performance.now();
      const count = await way.send(Math.round(way.size * share));
      const ended = await workedOff(context, way, progress);
      return { count, seconds: (ended - began) / 1000 };
    };
    const [small, large] = plan.confirmations < leastPredicted ? [] : await inParallel(probeShares, 1, drain);
    const drained = await drain(1);
    const burst = {
      ...{ pipeline: way.pipeline, perDay: plan.perDay, ...drained },
      ...(small && large && { predictedSeconds: predictSeconds(drained.count, small, large) }),
    };
    traffic.journal.bursts.push(burst);
    note(`${way.pipeline}: ${inWords(burst)}`);
  }
}

/** Emails with a final status, which is after SES's events: before that, the feedback of one burst would overlap the next one. */
async function emailsEnded(context: CheckContext): Promise<Progress> {
  const { traffic, evidence } = context;
  if (traffic.stack.proxy === undefined) return confirmationFigures(context);
  const expected = expectedEmails(traffic);
  const deliveries = await evidence.deliveries();
  const ended = expected.filter(
    ({ orderId, expectedOutcome }) => textOf(deliveries.get(orderId), "status") === expectedOutcome,
  );
  return { sent: expected.length, seen: ended.length };
}

/**
 * Waits until all that a pipeline was sent is seen, or nothing moves any more: then the checks say what is missing. The figures are read once the
 * queues are empty: each look reads whole tables, and would slow down what it looks at.
 *
 * @returns when the last look began, which is when all was done, as `performance.now()` counts
 */
async function workedOff(
  context: CheckContext,
  { pipeline, figures }: Pick<Way, "pipeline" | "figures">,
  progress: (text: string) => void,
): Promise<number> {
  const { outputs, aws, signal } = context.traffic;
  let last = { look: "", at: performance.now() };
  let looked = last.at;
  await until(
    async () => {
      looked = performance.now();
      const waiting = await countAllMessages(aws.sqs, workQueueUrls(outputs));
      const found = waiting > 0 ? undefined : await figures(context);
      const look = found === undefined ? `${waiting} messages in queues` : `${found.seen} of ${found.sent}`;
      if (look !== last.look) last = { look, at: looked };
      progress(`${pipeline}: ${look}`);
      const ended = found !== undefined && found.seen >= found.sent;
      return { ok: ended || looked - last.at > stalledMs, detail: "" };
    },
    { signal, limitMs: Number.POSITIVE_INFINITY },
  );
  return looked;
}
