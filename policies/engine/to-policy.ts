import type {
  Policy,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import * as z from "zod";
import { remembered } from "../../values/remembered";
import { standardIdsOf } from "../controls/catalog";
import { type Finding, judgeResource, judgeStack } from "./judge";
import { reportFinding } from "./report";
import { type RawResource, Resource } from "./resource";
import type { Rule } from "./rule";
import type { PackRun } from "./run";
import { settingsSchema } from "./settings";
import { Stack } from "./stack";

/** A rule as a Pulumi policy, with the settings of the current run. */
export function toPolicy(rule: Rule, run: PackRun): ResourceValidationPolicy | StackValidationPolicy {
  return rule.judgeStack === undefined ? resourcePolicy(rule, run) : stackPolicy(rule, run);
}

function resourcePolicy(rule: Rule, run: PackRun): ResourceValidationPolicy {
  const types = new Set(rule.types);
  const validate = async (args: ResourceValidationArgs, report: ReportViolation) => {
    if (types.size > 0 && !types.has(args.type)) return;
    const resource = remembered(resources, unwrapped(args.props), () => {
      const references = { parent: args.opts.parent ?? "", dependencies: [], propertyDependencies: {} };
      return new Resource({ ...identify(args), ...references });
    });
    reportAll(report, run, await judgeResource(rule, resource, judging(rule, run)));
  };
  // With one type set, Pulumi skips other resources before it unpacks their properties for this rule.
  const [type, ...others] = rule.types ?? [];
  if (type !== undefined && others.length === 0) Object.assign(validate, { __pulumiType: type });
  return { ...facts(rule), validateResource: validate };
}

function stackPolicy(rule: Rule, run: PackRun): StackValidationPolicy {
  return {
    ...facts(rule),
    validateStack: async (args, report) => {
      const [first] = args.resources;
      const make = () => new Stack(args.resources.map((resource) => new Resource(fromPolicyResource(resource))));
      const stack = first === undefined ? make() : remembered(stacks, unwrapped(first.props), make);
      reportAll(report, run, await judgeStack(rule, stack, judging(rule, run)));
    },
  };
}

/**
 * What all rules of a request judge, which remembers what they read. By the properties that `unpackOnce` shares: of the resource, and of the
 * first one of a stack.
 */
const resources = new WeakMap<object, Resource>();
const stacks = new WeakMap<object, Stack>();

function facts(rule: Rule): Policy {
  return {
    name: rule.name,
    description: rule.description,
    displayName: rule.description,
    enforcementLevel: rule.level ?? "mandatory",
    severity: rule.severity,
    remediationSteps: rule.remediation,
    tags: [rule.concern, ...rule.controls.flatMap((control) => standardIdsOf(control))],
    configSchema: { properties: schemaProperties(rule) },
  };
}

type ConfigProperties = NonNullable<Policy["configSchema"]>["properties"];

function schemaProperties(rule: Rule): ConfigProperties {
  const { properties = {} } = z.toJSONSchema(settingsSchema(rule), { io: "input" });
  return properties as ConfigProperties;
}

function judging(rule: Rule, run: PackRun) {
  return { settings: run.settingsOf(rule), today: run.today };
}

function reportAll(report: ReportViolation, run: PackRun, findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { rule, kind, resource, message } = finding;
    // Undecided findings are collected here and reported in one note after all rules.
    if (kind === "undecided") run.wait(finding);
    else
      reportFinding(report, {
        message: `${rule.description}\n${message}`,
        urn: resource?.urn,
        ...(kind === "exempted" && { enforcementLevel: "advisory" }),
      });
  }
}

function fromPolicyResource(resource: PolicyResource): RawResource {
  const { dependencies, propertyDependencies, parent } = resource;
  const properties = Object.entries(propertyDependencies);
  return {
    ...identify(resource),
    parent: parent?.urn ?? "",
    dependencies: dependencies.map(({ urn }) => urn),
    propertyDependencies: Object.fromEntries(properties.map(([key, sources]) => [key, sources.map(({ urn }) => urn)])),
  };
}

function identify({
  urn,
  type,
  name,
  props,
  opts,
}: Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props" | "opts">) {
  const { protect, ignoreChanges, deleteBeforeReplace } = opts;
  const options = { protect, ignoreChanges, ...(deleteBeforeReplace !== undefined && { deleteBeforeReplace }) };
  return { urn, type, name, props: unwrapped(props), options };
}

/**
 * Pulumi wraps properties in a proxy that throws on every value that is not known yet, even when a rule only iterates over a list of
 * them. `Resource` detects unknown values itself, and its error names the property.
 */
function unwrapped(props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const target: unknown = props.__isSpecialProxy === true ? props.__getSpecialProxyTarget : props;
  return target as Readonly<Record<string, unknown>>;
}
