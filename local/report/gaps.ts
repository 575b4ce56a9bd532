import type { RunningStack } from "../run/context";
import { type Burst, inWords, usualBurst } from "../traffic/burst";

/** What the emulator does not do, so that no local run can show it. */
const never: readonly string[] = [
  "API Gateway: access logs and X-Ray traces are declared, but the emulator writes none; its answers are not throttled as AWS would.",
  "CloudWatch: alarms and dashboards are created, but the emulator judges no alarm on the metrics that the functions log; alarm mails were not shown.",
  "DynamoDB streams: the emulator ignores retry limits, bisecting and partial failures; the consumers' failure queues were not filled here. Its filters do not know a field whose parent is missing, so that removals by hand are not audited here.",
  "SNS to Lambda: the emulator calls a function once and never again, and applies no retry settings behind an alias; retries of notifications-processor were shown by calling it directly, its failure queue was not filled here.",
  "SNS: deliveries never fail in the emulator, so the subscriptions' dead letters stayed empty; e-mail subscriptions are confirmed without a mail.",
  "KMS: no service of the emulator calls it; that each publisher may use the key is shown by the declared policies alone.",
  "IAM: the emulator does not check trust policies, Lambda permissions and what mappings and logs need.",
  "Pulumi: a second `up` without changes, `destroy` (X20) and other partitions (X2) need the real engine and AWS.",
  "DynamoDB: TTL, throttling and point-in-time recovery are accepted, not performed.",
];

/** Confirmations at once that E9 asks for. */
const asked = 10_000;

/** What of the volume was shown, and what was not. */
export function scaleGap(bursts: readonly Burst[]): string {
  const most = Math.max(
    usualBurst,
    ...bursts.filter((one) => one.pipeline === "confirmations").map((one) => one.count),
  );
  const shown =
    bursts.length === 0
      ? `the burst here is ${usualBurst} confirmations at once`
      : `${bursts.map((burst) => `${burst.pipeline}: ${inWords(burst)}`).join("; ")}; notifications went ten at a time, for the emulator starts a process for every call under way`;
  const less = most < asked ? `; E9 asks for 10,000 confirmations (\`npm start -- --scale 500\`)` : "";
  return `Scale: ${shown}${less}; the API's limits (O4) are read back, not reached.`;
}

/** Everything that this run stood in for, or could not show. */
export function gapsOf(
  { place, recorder, standIn, deployment }: RunningStack,
  bursts: readonly Burst[],
): readonly string[] {
  const ses =
    recorder === undefined
      ? ["SES: publishes no events here, so nothing that bounces, complaints and deliveries lead to was shown."]
      : [
          `SES: the emulator publishes no events, so a stand-in of the local run did: ${standIn?.published() ?? 0} events about ` +
            `${recorder.ledger.total()} mails, in SES's format, to the topic that the configuration set declares.`,
        ];
  const identity = "SES: DKIM, TLS and the sandbox are declared, not shown; every identity counts as verified at once.";
  const endpoint = place.bundled
    ? []
    : [`AWS: ${place.endpoint} belongs to somebody else; whether it enforces IAM is not known.`];
  const ignored = deployment.ignored.map((text) => `Declared, but the emulator cannot honour it: ${text}.`);
  return [...ses, identity, ...never, scaleGap(bursts), ...endpoint, ...ignored];
}
