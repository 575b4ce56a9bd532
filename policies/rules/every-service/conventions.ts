import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { type LogicalName, owners, physicalName } from "../../../components/naming";
import { tagsFor } from "../../../components/tags";
import { NAMESPACE } from "../../../components/type-tokens";
import { messageOf } from "../../../values/message-of";
import { type Naming, namings } from "../../conventions/named-types";
import { reviewedTypes } from "../../conventions/reviewed-types";
import { environmentOf, tagOf } from "../../conventions/stack-environment";
import { untaggable } from "../../conventions/taggable";
import { resourceRule, stackRule } from "../../engine/define";
import { isUnknown } from "../../engine/unknown";

export const physicalNamesFollowPattern = stackRule({
  name: "physical-names-follow-pattern",
  concern: "tagging",
  description: "Physical names are {pipeline}-{resource}-{environment}, within AWS's limits.",
  rationale:
    "Rights, alarms and people tell stacks apart by the ends of names. A name that Pulumi makes up ends at random; one without the stack's ending collides with another stack's; one that is too long fails only when it is deployed.",
  remediation: "Name the resource by physicalName of components/naming.ts, with the stack's environment suffix.",
  controls: ["names.pattern"],
  severity: "medium",
  async check(stack, { each, report }) {
    const environment = environmentOf(stack) ?? "";
    await each(stack.ofType(...Object.keys(namings)), (resource) => {
      const naming = namings[resource.type];
      if (naming === undefined) return;
      const found = resource.text(naming.property);
      const wanted = faultOf(found, naming, environment);
      if (wanted !== undefined) report(resource, naming.property, found, wanted);
    });
  },
});

/** What would be right instead; undefined for a good name. */
function faultOf(given: string | undefined, naming: Naming, environment: string): string | undefined {
  const pattern = `{pipeline}-{resource}-${environment}, where the pipeline is one of ${owners.join(", ")}`;
  if (given === undefined) return pattern;
  if (naming.underscored && given.includes("-")) return `${pattern}, with underscores for dashes, for AWS takes none`;
  const name = naming.underscored ? given.replaceAll("_", "-") : given;
  if (naming.prescribed?.test(name)) return undefined;
  const { prefixes = [], ending = /$/, kind } = naming;
  const prefix = prefixes.find((start) => name.startsWith(start));
  // Where a prefix is usual it is needed: AWS reads meaning from it.
  if (prefixes.length > 0 && prefix === undefined) return `${prefixes.join(" or ")} and ${pattern}`;
  const own = name.slice(prefix?.length ?? 0);
  if (kind === "bucket" && !ending.test(own)) return `${pattern}, and the account after it`;
  const base = own.replace(ending, "");
  if (!base.endsWith(`-${environment}`)) return pattern;
  const logicalName = base.slice(0, -environment.length - 1);
  if (!isLogicalName(logicalName)) return pattern;
  try {
    physicalName(kind, logicalName, environment, prefix);
    return undefined;
  } catch (error) {
    return `what AWS takes: ${messageOf(error)}`;
  }
}

function isLogicalName(text: string): text is LogicalName {
  return owners.some((owner) => text.startsWith(`${owner}-`) && text.length > owner.length + 1);
}

const { Environment: _, ...fixed } = tagsFor("");

export const resourceCarriesTags = resourceRule({
  name: "resource-carries-tags",
  concern: "tagging",
  description: "Everything that takes tags carries those of the house.",
  rationale:
    "Cost reports, access by tag and clean-up go by tags: what lacks them is paid by nobody and belongs to nobody.",
  remediation: "Pass the tags of the stack (components/tags.ts) to the resource.",
  controls: ["tags.values", "lambda.described", "dynamodb.tags", "sns.tags", "sqs.tags", "events.tags"],
  severity: "medium",
  types: [],
  parameters: {
    tags: z
      .record(z.string(), z.string())
      .default(fixed)
      .describe("Tags and their values, besides Environment, whose value is the stack's own."),
    ...untaggable,
  },
  check(resource, { report, parameters: { tags, untaggable } }) {
    if (!resource.type.startsWith("aws:") || untaggable.includes(resource.type)) return;
    if (tagOf(resource, "Environment") === undefined) {
      report(resource, "tags.Environment", undefined, "the stack's environment");
    }
    for (const [name, value] of Object.entries(tags)) {
      const found = tagOf(resource, name);
      if (found !== value) report(resource, `tags.${name}`, found, value);
    }
  },
});

export const tagsNameOneEnvironment = stackRule({
  name: "tags-name-one-environment",
  concern: "tagging",
  description: "All resources of a stack carry the same environment in their tags.",
  rationale: "What carries another stack's environment is paid by it, opened by its rights, and deleted with it.",
  remediation: "Pass the tags of the stack (components/tags.ts) to the resource.",
  controls: ["tags.values"],
  severity: "medium",
  parameters: untaggable,
  async check(stack, { each, report, parameters }) {
    const types = new Set(parameters.untaggable);
    const environment = environmentOf(stack);
    if (environment === undefined) return;
    const taggable = stack.resources.filter(({ type }) => type.startsWith("aws:") && !types.has(type));
    await each(taggable, (resource) => {
      const found = tagOf(resource, "Environment");
      if (found === environment) return;
      report(resource, "tags.Environment", found, `${environment}, as in the rest of the stack`);
    });
  },
});

export const typesAreReviewed = resourceRule({
  name: "types-are-reviewed",
  concern: "tagging",
  description: "Every type of resource has been looked at by somebody who asked what may be wrong with it.",
  rationale:
    "A pack says nothing about a type that it does not know: silence would be taken for a pass on the day on which the type appears.",
  remediation:
    "Write the rules that the type needs, or find that it needs none, and add it with the reason to policies/conventions/reviewed-types.ts.",
  controls: ["review.types"],
  severity: "medium",
  types: [],
  parameters: {
    types: z
      .array(z.string())
      .default(Object.keys(reviewedTypes))
      .describe("Types that are reviewed; Pulumi's own stacks and providers always are."),
    components: z.string().default(`${NAMESPACE}:`).describe("How the types of this program's own components begin."),
  },
  check(resource, { report, parameters: { types, components } }) {
    const { type } = resource;
    // Components have no properties of their own; providers and stacks make nothing.
    if (type.startsWith(components) || type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
    if (types.includes(type)) return;
    report(resource, "type", type, "a type that was reviewed");
  },
});

export const dataStaysInRegion = stackRule({
  name: "data-stays-in-region",
  concern: "network",
  description: "No table is copied to another region, and no resource is made in another one than the rest.",
  rationale:
    "A copy in another region is under other laws, outside the stack's key, alarms and backups; an alarm, queue or log group elsewhere is reached by nothing here, for services work within one region.",
  remediation: "Take replicas and region away, or name the region in the parameter `regions` with the reason.",
  controls: ["dynamodb.key", "dynamodb.backup"],
  severity: "high",
  parameters: {
    regions: z.array(z.string()).default([]).describe("Regions besides the stack's own that resources may be in."),
  },
  async check(stack, { each, report, parameters: { regions } }) {
    const placed = stack.resources.filter(
      ({ raw }) => typeof raw.props.region === "string" && !isUnknown(raw.props.region),
    );
    const counts = new Map<unknown, number>();
    for (const { raw } of placed) counts.set(raw.props.region, (counts.get(raw.props.region) ?? 0) + 1);
    const [[home] = []] = [...counts].sort(([, a], [, b]) => b - a);
    await each(placed, (resource) => {
      const found = resource.text("region");
      if (found === home || found === undefined || regions.includes(found)) return;
      report(resource, "region", found, `${home}, as the rest of the stack`);
    });
    await each(stack.ofType(awsTypes.dynamodb.table), (resource) => {
      for (const [index, replica] of resource.list("replicas").entries()) {
        const found: unknown = Reflect.get(Object(replica), "regionName");
        if (regions.includes(String(found))) continue;
        report(resource, `replicas.${index}.regionName`, found, "no copy elsewhere");
      }
    });
  },
});
