import { textOf } from "../../../ops/stack/tables";
import type { Show } from "../../run/steps";
import { type Burst, inWords, planBurst } from "../burst";
import type { CheckContext } from "../checks/check";
import { expectedEmails } from "../checks/confirmations";
import { confirmationFigures, type Figures, shipmentFigures } from "../figures";
import { notificationFigures } from "../notification-figures";
import { until } from "../poll";
import { carriers } from "./carriers";
import { notify } from "./notifications";
import { confirmAtOnce } from "./queue-trouble";

type Progress = Pick<Figures, "sent" | "seen">;

/** Longest time without any progress. A message of a killed worker is back after 30 seconds. */
const stalledMs = 45_000;

/**
 * A part of a day's volume at once: confirmations, then notifications, then carriers' events, each by the pipeline's own way in, and each
 * when the last is worked off: they would share two cores. The checks of the run look for every single one.
 */
export async function bursts(context: CheckContext, scale: number, { note, progress }: Show): Promise<void> {
  const { traffic } = context;
  const { journal } = traffic;
  const plan = planBurst(scale);
  const one = async (
    pipeline: Burst["pipeline"],
    figures: (context: CheckContext) => Promise<Progress>,
    send: () => Promise<number>,
  ) => {
    const began = performance.now();
    const count = await send();
    await workedOff(context, pipeline, figures, progress);
    const burst = { pipeline, count, perDay: plan.perDay, seconds: (performance.now() - began) / 1000 };
    journal.bursts.push(burst);
    note(`${pipeline}: ${inWords(burst)}`);
  };
  await one("confirmations", emailsEnded, async () => {
    await confirmAtOnce(traffic, plan.confirmations);
    return plan.confirmations;
  });
  await one("notifications", notificationFigures, async () => {
    await notify(traffic, "in the burst", "rehearsal", plan.notifications, (done) =>
      progress(`notifications: ${done} of ${plan.notifications}`),
    );
    return plan.notifications;
  });
  await one("shipments", shipmentFigures, async () => (await carriers(traffic, plan.shipments)).entries.length);
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

/** Waits until all that a pipeline was sent is seen, or nothing moves any more: then the checks say what is missing. */
async function workedOff(
  context: CheckContext,
  pipeline: string,
  figures: (context: CheckContext) => Promise<Progress>,
  progress: (text: string) => void,
): Promise<void> {
  let last = { seen: -1, at: performance.now() };
  await until(
    async () => {
      const { sent, seen } = await figures(context);
      const now = performance.now();
      if (seen !== last.seen) last = { seen, at: now };
      progress(`${pipeline}: ${seen} of ${sent}`);
      return { ok: seen >= sent || now - last.at > stalledMs, detail: "" };
    },
    { signal: context.traffic.signal, limitMs: Number.POSITIVE_INFINITY },
  );
}
