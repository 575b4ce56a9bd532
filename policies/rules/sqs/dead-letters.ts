import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { collect, complete, fitting } from "../../wiring/collect";
import { deadLettersOf, redriveOf, redriveQueueOf } from "../../wiring/dead-letters";

const daySeconds = 86_400;

export const deadLetterQueueKeepsMessages = stackRule({
  name: "dead-letter-queue-keeps-messages",
  concern: "reliability",
  description: "Dead-letter queues keep messages as long as SQS can, and are of the type that their source needs.",
  rationale:
    "A message's age counts from its first sending, so a short retention loses it before anybody has looked; a FIFO queue takes dead letters of FIFO sources only. Source: SQS's guide on dead-letter queues.",
  remediation: "Set messageRetentionSeconds to 1209600, and fifoQueue as the source has it.",
  controls: ["async.dead-letter-queues"],
  severity: "high",
  parameters: {
    minimumDays: z.number().min(1).max(14).default(14).describe("Least retention, in days; SQS keeps at most 14."),
  },
  async check(stack, { each, report, parameters: { minimumDays } }) {
    const dead = deadLettersOf(stack);
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const sources = complete(dead).filter((item) => item.queue === queue);
      if (sources.length === 0) return;
      const found = queue.number("messageRetentionSeconds");
      const wanted = minimumDays * daySeconds;
      // SQS's default is four days.
      if ((found ?? 4 * daySeconds) < wanted)
        report(queue, "messageRetentionSeconds", found, `at least ${wanted} seconds`);
      for (const { by } of sources) {
        const source =
          by.type === awsTypes.sns.topicSubscription ? stack.named(by, "topic", awsTypes.sns.topic)[0] : by;
        const fifo = source?.flag(source.type === awsTypes.sns.topic ? "fifoTopic" : "fifoQueue") === true;
        if ((queue.flag("fifoQueue") === true) === fifo) continue;
        const type = `${fifo}, as its source '${by.name}' is ${fifo ? "" : "not "}of that type`;
        report(queue, "fifoQueue", queue.value("fifoQueue"), type);
      }
    });
  },
});

const property = "redriveAllowPolicy";

export const deadLetterQueueNamesItsSources = stackRule({
  name: "dead-letter-queue-names-its-sources",
  concern: "reliability",
  description: "A dead-letter queue lets in, and gives back to, exactly the queues that name it.",
  rationale:
    "By default any queue of the account may drop its dead letters there, and a queue that names the wrong one is found out when somebody redrives. Source: SQS's guide on redrive allow policies.",
  remediation: "Declare a RedriveAllowPolicy for it with redrivePermission byQueue and sourceQueueArns.",
  controls: ["async.dead-letter-queues"],
  severity: "medium",
  async check(stack, { each, report }) {
    const redrives = collect(stack.ofType(awsTypes.sqs.queue), (source) => {
      const queue = redriveQueueOf(stack, source);
      return queue === undefined ? [] : [{ queue, source }];
    });
    const policies = collect(stack.ofType(awsTypes.sqs.redriveAllowPolicy), (policy) =>
      stack.named(policy, "queueUrl", awsTypes.sqs.queue).map((queue) => ({ queue, policy })),
    );
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const sources = complete(redrives).filter((item) => item.queue === queue);
      if (sources.length === 0) return;
      const found = fitting(policies, (item) => item.queue === queue);
      if (found.length !== 1) report(queue, property, found.length, "exactly one policy that says who may use it");
    });
    await each(stack.ofType(awsTypes.sqs.redriveAllowPolicy), (policy) => {
      const [queue] = stack.named(policy, "queueUrl", awsTypes.sqs.queue);
      if (queue === undefined) return;
      const names = complete(redrives).filter((item) => item.queue === queue);
      const wanted = names.map(({ source }) => source.text("arn")).toSorted();
      const allowed = allowedBy(policy);
      if (allowed !== undefined && allowed.toSorted().join() === wanted.join()) return;
      report(policy, property, policy.value(property), `byQueue with ${wanted.join(", ") || "no queue"}`);
    });
  },
});

/** ARNs of the queues that may redrive to it; undefined when `redrivePermission` is not `byQueue`. @throws {UnknownValue} */
function allowedBy(policy: Resource): readonly unknown[] | undefined {
  const document = Object(policy.json(property));
  const sources: unknown = Reflect.get(document, "sourceQueueArns");
  return Reflect.get(document, "redrivePermission") === "byQueue" && Array.isArray(sources) ? sources : undefined;
}

export const deadLettersHaveOneSource = stackRule({
  name: "dead-letters-have-one-source",
  concern: "reliability",
  description: "A dead-letter queue keeps what failed in one place, and nobody reads it as a queue of work.",
  rationale:
    "Dead letters of two sources in one queue can no longer be told apart: a redrive sends them all to one of the two, and the alarm names neither.",
  remediation: "Declare a DeadLetterQueue for each source.",
  controls: ["async.dead-letter-queues"],
  severity: "medium",
  async check(stack, { each, report }) {
    const dead = deadLettersOf(stack);
    const read = collect(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) =>
      stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table),
    );
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const found = complete(dead).filter((item) => item.queue === queue);
      if (found.length === 0) return;
      const names = found.map(({ by }) => by.name);
      if (names.length > 1) report(queue, "sources", names, "one");
      if (complete(read).includes(queue)) report(queue, "event source mappings", "a reader", "none: people redrive");
    });
  },
});

/** SQS's own defaults, in seconds. */
const defaults = { retention: 345_600, visibility: 30 } as const;

export const queueHasDeadLetters = stackRule({
  name: "queue-has-dead-letters",
  concern: "reliability",
  description:
    "A queue that is worked on hands over what fails to a dead-letter queue, after enough receives and before it expires.",
  rationale:
    "Else a bad message comes back until it expires, and is gone; with too few receives a short outage kills good ones. Source: Lambda's guide on SQS asks for at least five.",
  remediation:
    "Set redrivePolicy with deadLetterTargetArn and maxReceiveCount, an integer, and messageRetentionSeconds above receives times visibility timeout.",
  controls: ["sqs.dead-letters", "async.queue-arithmetic", "async.failure-paths"],
  severity: "high",
  parameters: {
    minimumReceives: z.int().min(1).max(1_000).default(5).describe("Least maxReceiveCount."),
    maximumReceives: z.int().min(1).max(1_000).default(100).describe("Most: beyond it a bad message costs for days."),
  },
  async check(stack, { each, report, parameters: { minimumReceives, maximumReceives } }) {
    const dead = deadLettersOf(stack);
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const redrive = redriveOf(queue);
      if (redrive === undefined) {
        if (complete(dead).some((item) => item.queue === queue)) return;
        report(queue, "redrivePolicy", queue.value("redrivePolicy"), "dead letters");
        return;
      }
      const target = redriveQueueOf(stack, queue);
      if (target === undefined || target === queue) {
        const wanted = "another queue of this stack";
        report(queue, "redrivePolicy.deadLetterTargetArn", redrive.deadLetterTargetArn, wanted);
      }
      const { maxReceiveCount: receives } = redrive;
      if (!Number.isInteger(receives) || Number(receives) < minimumReceives || Number(receives) > maximumReceives) {
        const wanted = `an integer from ${minimumReceives} to ${maximumReceives}`;
        report(queue, "redrivePolicy.maxReceiveCount", JSON.stringify(receives), wanted);
      }
      const least = Number(receives) * (queue.number("visibilityTimeoutSeconds") ?? defaults.visibility);
      if (retentionOf(queue) < least) {
        const wanted = `at least ${least} seconds: so long may all its receives take`;
        report(queue, "messageRetentionSeconds", retentionOf(queue), wanted);
      }
    });
  },
});

function retentionOf(queue: Resource): number {
  return queue.number("messageRetentionSeconds") ?? defaults.retention;
}
