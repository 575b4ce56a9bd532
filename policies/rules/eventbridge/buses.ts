import * as z from "zod";
import { eventBridge } from "../../../aws/event-pattern";
import { conditionsOn, type Statement } from "../../../aws/iam/document";
import { coversName, hasWildcard } from "../../../aws/iam/pattern";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing } from "../../iam/roles";
import { fields } from "../../wiring/api-document";
import { isNarrow, patternFault } from "../../wiring/event-pattern";
import { busSamples } from "../../wiring/samples";

export const eventRuleNarrow = stackRule({
  name: "event-rule-narrow",
  concern: "reliability",
  description:
    "A rule is switched on, has a target on its own bus, and takes events by source and kind only, each of which somebody publishes.",
  rationale:
    "A rule without source or kind takes everything that anybody puts on the bus, its own consequences among it; one that is off, whose target stands on another bus, or that names what nobody publishes, takes nothing: without dead letter and without metric.",
  remediation:
    "Name source and detail-type in eventPattern as functions/contracts/bus.ts has them, or give a scheduleExpression; give its targets the same eventBusName.",
  controls: ["async.delivery-failures", "async.cycles"],
  severity: "high",
  parameters: {
    fields: z
      .array(z.string())
      .default([])
      .describe("Fields besides source and detail-type that a pattern may look at, such as `detail`."),
    publishers: z
      .array(z.strictObject({ source: z.string().min(1), detailTypes: z.array(z.string().min(1)).min(1) }))
      .default([])
      .describe("Who may put events on the bus besides this program and carriers."),
  },
  async check(stack, { each, report, parameters }) {
    const allowed = ["source", "detail-type", ...parameters.fields];
    await each(stack.ofType(awsTypes.cloudwatch.eventRule), (rule) => {
      const state = rule.text("state");
      if (rule.flag("isEnabled") === false || (state !== undefined && !state.startsWith("ENABLED")))
        report(rule, "state", state ?? "isEnabled: false", "ENABLED");
      if (rule.text("scheduleExpression") !== undefined) return;
      const pattern = fields(rule.json("eventPattern")) ?? {};
      const wide = ["source", "detail-type"].filter((key) => {
        const found = pattern[key];
        return !(Array.isArray(found) && found.length > 0 && found.every(isNarrow));
      });
      for (const key of wide) {
        const wanted = "texts, or prefixes that are not empty";
        report(rule, `eventPattern.${key}`, pattern[key], wanted);
      }
      const others = Object.keys(pattern).filter((key) => !allowed.includes(key));
      for (const key of others) {
        const wanted = `no field besides ${allowed.join(", ")}: the function decides about the rest`;
        report(rule, `eventPattern.${key}`, pattern[key], wanted);
      }
      if (wide.length > 0 || others.length > 0) return;
      const fault = patternFault(rule.value("eventPattern"), eventBridge, busSamples(pattern, parameters.publishers));
      if (fault === undefined) return;
      const property = fault.path === "" ? "eventPattern" : `eventPattern.${fault.path}`;
      report(rule, property, pattern, fault.wanted);
    });
    await each(stack.ofType(awsTypes.cloudwatch.eventTarget), (target) => {
      const [rule] = stack.named(target, "rule", awsTypes.cloudwatch.eventRule);
      if (rule === undefined) return;
      const found = target.text("eventBusName") ?? "default";
      const wanted = rule.text("eventBusName") ?? "default";
      if (found !== wanted) report(target, "eventBusName", found, `${wanted}, the bus of its rule '${rule.name}'`);
    });
  },
});

export const eventTargetHasDeadLetters = stackRule({
  name: "event-target-has-dead-letters",
  concern: "reliability",
  description:
    "A rule's target, and a bus with a key of its own, keep what cannot be delivered, after retries that are written down.",
  rationale:
    "EventBridge drops an event when the target goes on refusing it, and one that it cannot decrypt at once. Source: EventBridge's guides on retries and on dead-letter queues.",
  remediation: "Set deadLetterConfig.arn to a standard queue of this stack, and both fields of retryPolicy.",
  controls: ["events.target-dead-letters", "async.delivery-failures"],
  severity: "high",
  parameters: {
    minimumAttempts: z.int().min(0).max(185).default(10).describe("Fewest retries; EventBridge's default is 185."),
    minimumAgeSeconds: z.int().min(60).max(86_400).default(3_600).describe("Least age up to which it retries."),
  },
  async check(stack, { each, report, parameters: { minimumAttempts, minimumAgeSeconds } }) {
    await each(stack.ofType(awsTypes.cloudwatch.eventTarget, awsTypes.cloudwatch.eventBus), (resource) => {
      if (resource.type === awsTypes.cloudwatch.eventBus && resource.raw.props.kmsKeyIdentifier === undefined) return;
      const [dead] = stack.named(resource, "deadLetterConfig.arn", awsTypes.sqs.queue);
      const isTarget = dead !== undefined && resource.raw.props.arn === dead.raw.props.arn;
      if (dead === undefined || isTarget || dead.flag("fifoQueue") === true) {
        const found = resource.value("deadLetterConfig.arn");
        const wanted = "a standard queue of this stack that is not the target";
        report(resource, "deadLetterConfig.arn", found, wanted);
      }
      if (resource.type === awsTypes.cloudwatch.eventBus) return;
      atLeast("retryPolicy.maximumRetryAttempts", minimumAttempts);
      atLeast("retryPolicy.maximumEventAgeInSeconds", minimumAgeSeconds);

      function atLeast(property: string, least: number): void {
        const found = resource.number(property);
        if (found === undefined || found < least) report(resource, property, found, `at least ${least}`);
      }
    });
  },
});

export const archiveKeepsEvents = resourceRule({
  name: "archive-keeps-events",
  concern: "reliability",
  description: "An archive keeps every event of its bus long enough to replay it, and not for ever.",
  rationale:
    "What a broken rule or target missed can only be replayed from the archive. A retention of 0, the default, is for ever. Source: EventBridge's guide on archives.",
  remediation: "Set retentionDays, and no eventPattern.",
  controls: ["protection.recovery"],
  severity: "medium",
  types: [awsTypes.cloudwatch.eventArchive],
  parameters: {
    minimumDays: z.int().min(1).default(14).describe("Least retention: as long as dead letters are kept."),
    maximumDays: z.int().min(1).default(400).describe("Most retention."),
  },
  check(archive, { report, parameters: { minimumDays, maximumDays } }) {
    const days = archive.number("retentionDays");
    if (days === undefined || days < minimumDays || days > maximumDays)
      report(archive, "retentionDays", days, `${minimumDays} to ${maximumDays}`);
    const found = archive.value("eventPattern");
    if (found !== undefined) report(archive, "eventPattern", found, "none: all events");
  },
});

/** Condition keys for an event's source and type. A publisher that may choose both freely can imitate any other publisher. */
const keys = ["events:source", "events:detail-type"] as const;

export const eventsArePutAsTheSource = stackRule({
  name: "events-are-put-as-the-source",
  concern: "least-privilege",
  description: "A right to put events on a bus names their source and their types.",
  rationale:
    "A bus takes any source that a sender writes: without the condition one pipeline can pose as another, or as a carrier. Source: EventBridge's guide on IAM policy conditions.",
  remediation: "Add StringEquals on events:source and on events:detail-type.",
  controls: ["least.cross-pipeline"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity")), (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { statement } of statementsOf(resource, "identity")) {
        if (statement.effect !== "Allow" || !puts(statement)) continue;
        for (const key of keys) {
          if (isNamed(statement, key)) continue;
          const property = `${statement.path}.Condition`;
          report(resource, property, statement.conditions, `StringEquals on ${key}`);
        }
      }
    });
  },
});

function puts({ actions }: Statement): boolean {
  return actions.some((pattern) => coversName(pattern, "events:PutEvents"));
}

function isNamed(statement: Statement, key: string): boolean {
  const found = conditionsOn(statement, key);
  return found.some(
    ({ operator, values }) => operator === "StringEquals" && values.length > 0 && !values.some(hasWildcard),
  );
}
