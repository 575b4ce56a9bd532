// How Pulumi's engine prepares a pack's configuration before it passes it on (`pkg/resource/analyzer/config.go` of pulumi/pulumi).
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { remembered } from "../../values/remembered";
import type { PackConfig, PolicyLevel } from "./config";

/** A JSON value by name. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a pack declares about one of its policies. */
export interface PolicyInfo {
  readonly name: string;
  readonly level: PolicyLevel;
  /** JSON schema of each setting. */
  readonly properties: Readonly<Record<string, Properties>>;
  /** Required settings. */
  readonly required: readonly string[];
}

/** What a pack declares about itself. */
export interface PackInfo {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
  /** Configuration that the pack's author set in code. */
  readonly initial: Readonly<Record<string, PolicyConfiguration>>;
}

/** What the engine passes for one policy. */
export interface PolicyConfiguration {
  readonly level: PolicyLevel | undefined;
  readonly properties: Properties;
}

/** The engine rejects the configuration and checks no resource. */
export class PackConfigRefused extends Error {
  override readonly name = "PackConfigRefused";
}

/**
 * The configuration of every policy as the engine merges it: first the defaults of the policy's schema and its own level, then the
 * configuration of the pack's author, then the file. `all` sets the level of every policy.
 *
 * @throws {PackConfigRefused} it does not fit the policies' schemas; with the engine's message and the value
 */
export function reconciled(info: PackInfo, file: PackConfig): ReadonlyMap<string, PolicyConfiguration> {
  const result = new Map<string, PolicyConfiguration>();
  for (const { name, level, properties } of info.policies) {
    const defaults = Object.entries(properties).filter(([, schema]) => "default" in schema);
    result.set(name, { level, properties: Object.fromEntries(defaults.map(([key, schema]) => [key, schema.default])) });
  }
  const given = Object.entries(file).map(([name, value]) => [name, configurationOf(value)] as const);
  apply(result, info.initial);
  apply(result, Object.fromEntries(given));
  validate(info, result);
  for (const [name, { level }] of result)
    if (level === undefined)
      throw new PackConfigRefused(`configuring policy pack "${info.name}": '${name}': invalid enforcement level ""`);
  return result;
}

function configurationOf(value: PackConfig[string]): PolicyConfiguration {
  if (typeof value === "string") return { level: value, properties: {} };
  const { enforcementLevel, ...properties } = value;
  return { level: enforcementLevel, properties };
}

function apply(result: Map<string, PolicyConfiguration>, given: Readonly<Record<string, PolicyConfiguration>>): void {
  const everywhere = given.all?.level;
  if (everywhere !== undefined)
    for (const [name, { properties }] of result) result.set(name, { level: everywhere, properties });
  for (const [name, { level, properties }] of Object.entries(given)) {
    // The engine leaves out empty configurations.
    if (level === undefined && Object.keys(properties).length === 0) continue;
    const before = result.get(name);
    result.set(name, { level: level ?? before?.level, properties: { ...before?.properties, ...properties } });
  }
}

function validate(info: PackInfo, result: ReadonlyMap<string, PolicyConfiguration>): void {
  const lines = info.policies.flatMap(({ name, properties, required }) => {
    const values = result.get(name)?.properties ?? {};
    const schemas = Object.entries(properties).filter(([key]) => values[key] !== undefined);
    return [
      ...errorsOf({ type: "object", required }, values).map((error) => sentence(name, [], error)),
      ...schemas.flatMap(([key, schema]) => errorsOf(schema, values[key]).map((error) => sentence(name, [key], error))),
    ];
  });
  if (lines.length === 0) return;
  const all = lines.map((line) => `validating policy config: ${info.name} ${info.version}  ${line}`);
  throw new PackConfigRefused(all.toSorted().join("\n"));
}

/** One validator for each schema, of which most policies have the same: compiling one takes longer than validating with it. */
function errorsOf(schema: Properties, value: unknown): readonly ErrorObject[] {
  const check = remembered(validators, JSON.stringify(schema), () => ajv.compile(schema));
  return check(value) ? [] : (check.errors ?? []);
}

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, formats: { date: true } });
const validators = new Map<string, ValidateFunction>();

/** Rule, key, bound and value, worded like the engine's validator (gojsonschema). */
function sentence(rule: string, at: readonly string[], error: ErrorObject): string {
  const path = [...at, ...error.instancePath.split("/").slice(1)];
  const key = path.length === 0 ? "" : `${path.join(".")}: `;
  return `${rule}: ${key}${bound(error)} (given: ${JSON.stringify(error.data) ?? "nothing"})`;
}

function bound({ keyword, params, message, data }: ErrorObject): string {
  const limit = String(params.limit);
  const words: Readonly<Record<string, string>> = {
    required: `${params.missingProperty} is required`,
    type: `Invalid type. Expected: ${params.type}, given: ${kindOf(data)}`,
    additionalProperties: `Additional property ${params.additionalProperty} is not allowed`,
    minimum: `Must be greater than or equal to ${limit}`,
    maximum: `Must be less than or equal to ${limit}`,
    exclusiveMinimum: `Must be greater than ${limit}`,
    exclusiveMaximum: `Must be less than ${limit}`,
    minLength: `String length must be greater than or equal to ${limit}`,
    maxLength: `String length must be less than or equal to ${limit}`,
    pattern: `Does not match pattern '${params.pattern}'`,
    enum: `Must be one of the following: ${JSON.stringify(params.allowedValues)}`,
    minItems: `Array must have at least ${limit} items`,
    maxItems: `Array must have at most ${limit} items`,
  };
  return words[keyword] ?? message ?? keyword;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}
