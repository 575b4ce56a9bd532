import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Rule } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { statementsIn } from "../../iam/document";
import { refusesPlain } from "../../iam/plain-refusal";
import { bucketSettings } from "../../wiring/bucket-settings";

/** What differs between the rules of this family. */
type RefusalFacts = Pick<Rule, "name" | "description" | "rationale" | "remediation" | "controls"> & {
  readonly type: string;
  /** Actions that must be denied without TLS: those that move data, and those that change who has access. */
  readonly actions: readonly string[];
  /** The actions in short, for messages. */
  readonly short: string;
  /** The resources that hold the resource's policy, besides the resource itself. */
  readonly policiesOf: (stack: Stack) => (resource: Resource) => readonly Resource[];
  /** Suffixes of further ARNs that the statement must cover. @default none */
  readonly below?: readonly string[];
};

/** Defines a rule that the policy of each resource of a type denies every call without TLS. */
function refusesPlainConnections({ type, actions, short, policiesOf, below = [], ...facts }: RefusalFacts): Rule {
  return stackRule({
    ...facts,
    concern: "encryption",
    severity: "medium",
    async check(stack, { each, report }) {
      const holders = policiesOf(stack);
      await each(stack.ofType(type), (resource) => {
        const arn = resource.text("arn") ?? "*";
        const refuses = (from: readonly Resource[]) =>
          refusesPlain(
            from.flatMap((holder) => statementsIn(holder, "policy") ?? []),
            actions,
            [arn, ...below.map((path) => `${arn}${path}`)],
          );
        // A preview does not know the policy in the resource's own property when another resource sets it.
        if (refuses(holders(resource)) || refuses([resource])) return;
        report(resource, "policy", "no such statement", `a refusal of ${short} without TLS`);
      });
    },
  });
}

/** Finds the policies that name a resource in this property. */
function naming(policyType: string, property: string, type: string): RefusalFacts["policiesOf"] {
  return (stack) => {
    const policies = stack.ofType(policyType);
    return (resource) => policies.filter((policy) => stack.named(policy, property, type).includes(resource));
  };
}

export const bucketRefusesPlainConnections = refusesPlainConnections({
  name: "bucket-refuses-plain-connections",
  description: "Buckets refuse every call without TLS.",
  rationale: "S3's endpoints take plain HTTP as well: what is read or written by it can be read on the way.",
  remediation:
    "Give the bucket a BucketPolicy that denies s3:* on it and on its objects to * where aws:SecureTransport is false.",
  controls: ["s3.tls"],
  type: awsTypes.s3.bucket,
  actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:PutBucketPolicy"],
  short: "s3:*",
  policiesOf: (stack) => bucketSettings(stack, awsTypes.s3.bucketPolicy).of,
  below: ["/any"],
});

export const queueRefusesPlainConnections = refusesPlainConnections({
  name: "queue-refuses-plain-connections",
  description: "Queues refuse every call without TLS.",
  rationale: "SQS's endpoints take plain HTTP as well: what is sent by it can be read on the way.",
  remediation: "Give the queue a QueuePolicy that denies sqs:* on it to * where aws:SecureTransport is false.",
  controls: ["sqs.tls"],
  type: awsTypes.sqs.queue,
  actions: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SetQueueAttributes"],
  short: "sqs:*",
  policiesOf: naming(awsTypes.sqs.queuePolicy, "queueUrl", awsTypes.sqs.queue),
});

export const topicRefusesPlainConnections = refusesPlainConnections({
  name: "topic-refuses-plain-connections",
  description: "Topics refuse whoever publishes without TLS.",
  rationale: "SNS's endpoints take plain HTTP as well: what is published by it can be read on the way.",
  remediation: "Give the topic a TopicPolicy that denies sns:Publish on it to * where aws:SecureTransport is false.",
  controls: ["sns.tls"],
  type: awsTypes.sns.topic,
  actions: ["sns:Publish"],
  short: "sns:Publish",
  policiesOf: naming(awsTypes.sns.topicPolicy, "arn", awsTypes.sns.topic),
});

export const subscriptionUsesTls = resourceRule({
  name: "subscription-uses-tls",
  concern: "encryption",
  description: "No subscription delivers by plain HTTP.",
  rationale:
    "What a topic delivers to an http endpoint can be read and changed on the way, and so can the link that confirms the subscription.",
  remediation: "Subscribe an https endpoint, with protocol https.",
  controls: ["sns.http"],
  severity: "high",
  types: [awsTypes.sns.topicSubscription],
  check(subscription, { report }) {
    const protocol = subscription.text("protocol")?.toLowerCase();
    if (protocol === "http") {
      report(subscription, "protocol", protocol, "https");
    }
    // Other protocols have ARNs, email addresses or numbers as endpoints, which a preview need not know.
    if (protocol !== "https") return;
    const endpoint = subscription.text("endpoint");
    if (endpoint?.toLowerCase().startsWith("https://")) return;
    report(subscription, "endpoint", endpoint, "an address that begins with https://");
  },
});

export const configurationSetRequiresTls = resourceRule({
  name: "configuration-set-requires-tls",
  concern: "encryption",
  description: "Emails are delivered by TLS or not at all.",
  rationale:
    "SES's default is OPTIONAL: where the receiving server offers no TLS, or somebody on the way takes the offer out, the email goes in plain text.",
  remediation: "Set deliveryOptions.tlsPolicy to REQUIRE.",
  controls: ["ses.tls"],
  severity: "medium",
  types: [awsTypes.sesv2.configurationSet, awsTypes.ses.configurationSet],
  check(set, { report }) {
    const policy = set.text("deliveryOptions.tlsPolicy");
    // The older API spells it "Require".
    if (policy?.toUpperCase() === "REQUIRE") return;
    report(set, "deliveryOptions.tlsPolicy", policy, "REQUIRE");
  },
});
