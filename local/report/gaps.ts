import type { Judgement } from "../alarms/fake";
import type { RunningStack } from "../run/context";
import { type Burst, inWords, usualBurst } from "../traffic/burst";
import type { Journal } from "../traffic/journal";

/** Features that the emulator lacks, so that no local run can show them. */
const never: readonly string[] = [
  "API Gateway: access logs and X-Ray traces are declared, but the emulator writes none; its answers are not throttled as AWS would.",
  "SNS and EventBridge to SQS: a queue that is gone or whose policy refuses is the only failure here, and AWS retries neither; so no retry of a rule's target is shown. Email subscriptions are confirmed without an email.",
  "KMS: no service of the emulator calls it; that each publisher may use the key is shown by the declared policies alone.",
  "IAM: the emulator does not check trust policies, Lambda permissions and what mappings and logs need; the fake of SNS checks a topic's permission.",
  "Pulumi: a second `up` without changes, `destroy` (X20) and other partitions (X2) need the real engine and AWS.",
  "DynamoDB: TTL, throttling and point-in-time recovery are accepted, not performed.",
];

/** Concurrent confirmations that requirement E9 asks for. */
const asked = 10_000;

/** How much of the volume was shown. */
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

/** What replaced CloudWatch in this run, and its limits. */
export function alarmGap(judgement: Judgement | undefined): string {
  const lacks =
    "CloudWatch: the emulator measures direct calls only and judges neither dimensions nor expressions nor missing data; alarm emails were not shown";
  if (judgement === undefined) return `${lacks}; no alarm was judged.`;
  const { judged, unmeasured, transitions, gathered, clock } = judgement;
  const raised = [...new Set(transitions.filter(({ to }) => to === "ALARM").map(({ alarm }) => alarm))];
  const left = [...unmeasured].map(([alarm, titles]) => `${alarm} (no source of ${titles.join(", ")})`).join(", ");
  const points = [...gathered.counts.values()].reduce((sum, count) => sum + count, 0);
  const read = [...gathered.counts].map(([name, count]) => `${count} from ${name}`).join(", ");
  return (
    `${lacks}. A fake of the local run judged ${judged.length} of ${judged.length + unmeasured.size} alarms by CloudWatch's rules, as they are declared, and set their states: by ` +
    `${points} data points (${read}). ` +
    `A second of the run stood for ${clock.factor} s, all time stamps alike, and with them the age of queues and streams: a message that waits two seconds for its next try looks two minutes old. ` +
    "A call's duration is real, and has the start of the emulator's worker in it. " +
    `Raised at some time: ${raised.join(", ") || "none"}. Left alone, for they cannot be measured here: ${left || "none"}.`
  );
}

/** What read the streams in this run, and by which rules. */
export function streamGap({ streams }: Pick<RunningStack, "streams">): string {
  if (streams === undefined)
    return "DynamoDB streams: mappings are those of the emulator at AWS_ENDPOINT_URL; whether it keeps the failed part of a batch is not known.";
  return (
    `DynamoDB streams: the emulator drops the failed part of a batch, so a fake ran ${streams.count()} event source mappings by the Lambda Developer Guide's rules: ` +
    "filter criteria, batch size and window, checkpoint at the lowest failed sequence number, bisecting, retry attempts, record age, on-failure destination. " +
    "It knows one shard and a parallelization factor of 1; a mapping that is changed or disabled later goes on as it was deployed."
  );
}

/** What called functions for topics in this run, and by which rules. */
export function asyncGap({ asynchronous }: Pick<RunningStack, "asynchronous">): string {
  if (asynchronous === undefined)
    return "SNS to Lambda: topics' calls of functions are those of the emulator at AWS_ENDPOINT_URL; whether it retries and keeps what fails is not known.";
  const { subscriptions, events, retries, givenUp, undelivered } = asynchronous.counts();
  const [first, second] = asynchronous.waits.afterError.map((ms) => ms / 1_000);
  return (
    `SNS to Lambda: the emulator calls a topic's function once and never again, so a fake ran ${subscriptions} subscriptions by the rules of the ` +
    "Lambda and SNS Developer Guides: the function's policy, retry attempts, maximum event age, on-failure destination, dead-letter queues of " +
    `function and subscription. Events: ${events}, with ${retries} retries, ${givenUp} given up; ${undelivered} messages not handed over. ` +
    `It waits ${first} and ${second} s before an event's retries, where Lambda waits 60 and 120 s: shorter than an attempt that died holds its notification.`
  );
}

/** Who rolled out, and by what rules. */
export function rolloutGap({ codeDeploy }: Pick<RunningStack, "codeDeploy">): string {
  if (codeDeploy === undefined) return "CodeDeploy: nothing rolls out step by step here.";
  return (
    `CodeDeploy: the emulator has none, so a fake shifted the calls of ${codeDeploy.fake.deployments.length} deployments by UpdateAlias, a second for a minute. ` +
    "The emulator ignores an alias's weights: the run lets it deal versions out in turn, where Lambda draws one for each call. " +
    "Not shown: the rights of CodeDeploy's role, its messages to the alerts topic, and a release that is taken back (`npm test -- tests/ops/rollout.e2e.test.ts`)."
  );
}

/** Everything that this run stood in for, or could not show. */
export function gapsOf(
  stack: RunningStack,
  { bursts, judgements }: Pick<Journal, "bursts" | "judgements">,
): readonly string[] {
  const { target, proxy, fakeSes, deployment } = stack;
  const ses =
    proxy === undefined
      ? ["SES: publishes no events here, so nothing that bounces, complaints and deliveries lead to was shown."]
      : [
          `SES: the emulator publishes no events, so a fake of the local run did: ${fakeSes?.published() ?? 0} events about ` +
            `${proxy.emails.total()} emails, in SES's format, to the topic that the configuration set declares.`,
        ];
  const identity = "SES: DKIM, TLS and the sandbox are declared, not shown; every identity counts as verified at once.";
  const endpoint = target.bundled
    ? []
    : [`AWS: ${target.endpoint} belongs to somebody else; whether it enforces IAM is not known.`];
  const ignored = deployment.ignored.map((text) => `Declared, but the emulator cannot honour it: ${text}.`);
  return [
    ...ses,
    identity,
    streamGap(stack),
    asyncGap(stack),
    rolloutGap(stack),
    alarmGap(judgements.at(-1)),
    ...never,
    scaleGap(bursts),
    ...endpoint,
    ...ignored,
  ];
}
