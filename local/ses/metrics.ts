import type { MetricWriter } from "../alarms/source";
import type { SetSettings } from "./destinations";
import { hardBounces, type SesEvent } from "./events";

/** Metrics that a configuration set can have. */
export const sesMetricTitles = {
  titles: [
    ...["Send", "Delivery", "Bounce", "Complaint", "Reject"].map((name) => `AWS/SES ${name}`),
    "AWS/SES Reputation.BounceRate",
    "AWS/SES Reputation.ComplaintRate",
  ],
};

/**
 * Emails of a configuration set from which on its rates are measured. SES counts over a "representative volume" that it does not publish; a
 * bounce among the first ten emails would be ten percent.
 */
const fewestEmails = 50;

interface Counts {
  sent: number;
  bounced: number;
  complained: number;
}

/**
 * Counts events as SES does for the metrics that a configuration set declares: its CloudWatch destinations, each event once with the
 * dimensions that its tags give it, and its reputation.
 *
 * Source: SES Developer Guide, "Set up a CloudWatch event destination", "Monitoring your SES sender reputation" (hard bounces and complaints by
 * emails sent; as fractions of 1). Rates are those of the run so far.
 */
export function createSesMetrics(writer: MetricWriter) {
  const sets = new Map<string, Counts>();
  return {
    count(set: string, settings: SetSettings, event: SesEvent, at: number): void {
      const add = (name: string, dimensions: Readonly<Record<string, string>>, value: number) =>
        writer.add({ namespace: "AWS/SES", name, dimensions, at, value });
      for (const { types, metrics } of settings.destinations) {
        if (metrics === undefined || !types.includes(event.eventType.toUpperCase())) continue;
        const dimensions = metrics.map(({ name, otherwise }) => [name, event.mail.tags[name]?.[0] ?? otherwise]);
        add(event.eventType, Object.fromEntries(dimensions), 1);
      }
      if (!settings.reputation) return;
      const counts = sets.get(set) ?? { sent: 0, bounced: 0, complained: 0 };
      sets.set(set, counts);
      if (event.eventType === "Send") counts.sent += 1;
      counts.bounced += hardBounces(event);
      if (event.eventType === "Complaint") counts.complained += 1;
      if (counts.sent < fewestEmails) return;
      add("Reputation.BounceRate", { "ses:configuration-set": set }, counts.bounced / counts.sent);
      add("Reputation.ComplaintRate", { "ses:configuration-set": set }, counts.complained / counts.sent);
    },
  };
}
