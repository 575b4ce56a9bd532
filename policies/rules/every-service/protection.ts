import * as z from "zod";
import { replacements } from "../../../aws/replacement/all";
import { mustSayCreateFirst } from "../../../aws/replacement/replacement";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";

/** What is deleted when it is empty, unless it is set to empty itself first. */
const containers: readonly string[] = [awsTypes.s3.bucket, awsTypes.s3.bucketV2, awsTypes.backup.vault];

export const statefulResourcesProtected = resourceRule({
  name: "stateful-resources-protected",
  concern: "reliability",
  description:
    "What holds data that cannot be made again, the key that it is encrypted with, and topics, whose subscribers would have to confirm again, are protected from deletion.",
  rationale:
    "A renamed resource, or a `destroy` in the wrong terminal, deletes a table with everything in it; without its key a table that was kept is worth nothing. Source: DynamoDB's guide on deletion protection, which is off by default.",
  remediation:
    "Set the option protect, for tables also deletionProtectionEnabled, and leave forceDestroy of buckets and vaults out.",
  controls: ["dynamodb.protection", "protection.stateful"],
  severity: "high",
  types: [
    ...Object.keys(replacements).filter((type) => replacements[type]?.affects === "data"),
    awsTypes.sns.topic,
    awsTypes.s3.bucketV2,
  ],
  parameters: {
    required: z.boolean().default(true).describe("Whether data of this stack must outlive a mistake."),
  },
  check(resource, { report, parameters: { required } }) {
    if (!required) return;
    if (!resource.options.protect) report(resource, "protect", false, "true (a resource option)");
    const deletion = resource.value("deletionProtectionEnabled");
    if (resource.type === awsTypes.dynamodb.table && deletion !== true)
      report(resource, "deletionProtectionEnabled", deletion, "true");
    if (containers.includes(resource.type) && resource.flag("forceDestroy") === true)
      report(resource, "forceDestroy", true, "false: it empties it first");
  },
});

export const replacementKeepsData = resourceRule({
  name: "replacement-keeps-data",
  concern: "reliability",
  description:
    "What holds data is not deleted before its replacement exists, and what shares its name with its replacement is.",
  rationale:
    "Pulumi's provider deletes a resource that has an explicit name before it makes the replacement: a table whose key changes loses every item, unasked. The other way round, the deletion of an old alarm takes the new one of the same name along. Source: pulumi-terraform-bridge, and aws/replacement/ for each type.",
  remediation:
    "Set the option deleteBeforeReplace as wanted; docs/upgrading.md says what to do before a change that replaces it.",
  controls: ["protection.replacement"],
  severity: "high",
  types: Object.keys(replacements).filter((type) => replacements[type]?.first !== "either"),
  check(resource, { report }) {
    const replacement = replacements[resource.type];
    if (replacement === undefined) return;
    const found = resource.options.deleteBeforeReplace;
    const wanted = mustSayCreateFirst(replacement)
      ? "false (a resource option): AWS then refuses the second one, and the first keeps its data"
      : replacement.first === "create"
        ? "false, or not set: it is in use until the other one is there"
        : "true, or not set: the old one's deletion would delete the new one";
    const right = mustSayCreateFirst(replacement) ? found === false : found !== (replacement.first === "create");
    if (!right) report(resource, "deleteBeforeReplace", found, wanted);
  },
});

export const ignoredChangesWrittenDown = resourceRule({
  name: "ignored-changes-written-down",
  concern: "reliability",
  description: "Changes are ignored only of properties for which it is written down.",
  rationale:
    "What ignoreChanges names is never set again: a policy, a key or an alarm that somebody changed manually stays as they left it, and no preview shows it.",
  remediation: "Take the property out of ignoreChanges, or add it to `allowed` with the reason.",
  controls: ["protection.ignored-changes"],
  severity: "high",
  types: [],
  parameters: {
    allowed: z
      .record(z.string(), z.array(z.string()))
      .default({
        [awsTypes.lambda.alias]: ["functionVersion", "routingConfig"],
        // One for the whole account: what it says of other services is for others to decide.
        [awsTypes.backup.regionSettings]: ["resourceTypeOptInPreference"],
      })
      .describe("Properties that may be ignored, by type token; by default what a roll-out moves."),
  },
  check(resource, { report, parameters: { allowed } }) {
    const known = allowed[resource.type] ?? [];
    for (const found of resource.options.ignoreChanges) {
      if (known.includes(found)) continue;
      const wanted = known.length === 0 ? "nothing" : `only ${known.join(", ")}`;
      report(resource, "ignoreChanges", found, wanted);
    }
  },
});

/** Types of which AWS takes a second one of the same identity for the first, without a word. */
const overwritten = [
  awsTypes.cloudwatch.metricAlarm,
  awsTypes.cloudwatch.dashboard,
  awsTypes.cloudwatch.eventRule,
  awsTypes.cloudwatch.eventTarget,
  awsTypes.cloudwatch.logMetricFilter,
  awsTypes.sqs.queue,
  awsTypes.sns.topic,
  awsTypes.sqs.queuePolicy,
  awsTypes.sns.topicPolicy,
  awsTypes.sqs.redriveAllowPolicy,
  awsTypes.iam.rolePolicy,
  awsTypes.lambda.functionEventInvokeConfig,
  awsTypes.apigateway.methodSettings,
  awsTypes.dynamodb.contributorInsights,
] as const;

const identities: readonly (readonly [type: string, properties: readonly string[]])[] = [
  ...overwritten.map((type) => [type, replacements[type]?.identity ?? []] as const),
  [awsTypes.cloudwatch.eventBusPolicy, ["eventBusName"]],
];

export const nothingOverwritesAnother = stackRule({
  name: "nothing-overwrites-another",
  concern: "reliability",
  description: "No two resources are one and the same to AWS.",
  rationale:
    "An alarm, a policy, a target or a dashboard of the same name is replaced without a word by whichever is made last, and each deployment may turn the two.",
  remediation: "Give the copy a name of its own, or put both into one resource.",
  controls: ["names.pattern", "async.failure-paths"],
  severity: "high",
  async check(stack, { each, report }) {
    for (const [type, properties] of identities) {
      const seen = new Map<string, Resource>();
      await each(stack.ofType(type), (resource) => {
        const found = properties.map((property) => resource.text(property) ?? "");
        if (found.every((text) => text === "")) return; // made up by Pulumi, or refused by another rule
        const key = JSON.stringify(found);
        const twin = seen.get(key);
        seen.set(key, resource);
        if (twin === undefined) return;
        const wanted = `other values than '${twin.name}' has`;
        report(resource, properties.join(" and "), found.join(" "), wanted);
      });
    }
  },
});
