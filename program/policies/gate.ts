import type { GraphOptions } from "../graph/build-graph";
import { type Analyzer, type AnalyzerOptions, type Diagnostic, startAnalyzer } from "./analyzer";
import { checkRuleNames, dayOfConfigs, type PackConfig, readPackConfig } from "./config";
import { preview } from "./preview";
import { programResources } from "./program";
import type { Resource } from "./requests";

/** The pack's result for a stack. */
export interface Verdict {
  readonly stack: string;
  /** Number of rules in the pack. */
  readonly rules: number;
  /** Number of resources checked, components included. */
  readonly resources: number;
  /** Seconds from the start of the pack to its last response. */
  readonly seconds: number;
  /** Everything that the rules reported; one mandatory violation stops a deployment. */
  readonly violations: readonly Diagnostic[];
}

/** What to check, and how. */
export interface GateOptions extends Pick<AnalyzerOptions, "day" | "details" | "signal"> {
  readonly overrides?: Readonly<Record<string, string>> | undefined;
  /** @default the stack's file in `policies/config`, which the workflows use as well */
  readonly config?: PackConfig | undefined;
  /** Whether to check the stack as a first preview, in which values from AWS are unknown. @default false */
  readonly preview?: boolean | undefined;
  /** Another program than the project's. @default the project's */
  readonly graph?: GraphOptions | undefined;
}

/**
 * Runs Pulumi's analyzer with this project's pack on the program's resources for a stack. docs/policies.md lists which parts of Pulumi's
 * engine this imitates.
 *
 * @throws {StackConfigError} the stack or its configuration cannot be read
 * @throws {PackConfigError} the pack's configuration cannot be read, or names a rule that does not exist
 * @throws {PackConfigRefused} it does not fit the rules' schemas
 * @throws {AnalyzerError} the pack did not start, or a rule failed
 */
export async function judgeProgram(stack: string, options: GateOptions = {}): Promise<Verdict> {
  return await judgeStack(stack, () => programResources(stack, options.overrides, options.graph), options);
}

/** As `judgeProgram`, for resources from another source, such as a deployment; they are prepared while the pack starts. */
export async function judgeStack(
  stack: string,
  declare: () => Promise<readonly Resource[]>,
  options: Omit<GateOptions, "overrides" | "graph"> = {},
): Promise<Verdict> {
  const began = performance.now();
  const config = options.config ?? readPackConfig(stack);
  // The local run deploys nothing, so the expiry of a loosening must not make it fail.
  const day = options.day ?? (stack === "local" ? dayOfConfigs([config]) : undefined);
  const starting = startAnalyzer({ ...options, stack, day });
  starting.catch(() => undefined); // awaited below, after the program
  let analyzer: Analyzer | undefined;
  try {
    const declared = await declare();
    const resources = options.preview === true ? preview(declared) : declared;
    analyzer = await starting;
    const violations = await judgeResources(analyzer, resources, config);
    const seconds = (performance.now() - began) / 1000;
    return { stack, rules: analyzer.rules.length, resources: resources.length, seconds, violations };
  } finally {
    await (analyzer ?? (await starting.catch(() => undefined)))?.stop();
  }
}

/**
 * Checks resources with a running analyzer.
 *
 * @param single the resources that resource rules check. Default: all
 * @throws as `judgeProgram` does, except for errors of the start
 */
export async function judgeResources(
  analyzer: Analyzer,
  resources: readonly Resource[],
  config: PackConfig,
  single: readonly Resource[] = resources,
): Promise<readonly Diagnostic[]> {
  checkRuleNames(config, analyzer.rules);
  await analyzer.configure(config);
  const found = await Promise.all(
    single.map(async (resource) => {
      const found = await analyzer.analyze(resource);
      return found.map((diagnostic) => ({ ...diagnostic, urn: diagnostic.urn || resource.urn }));
    }),
  );
  return [...found.flat(), ...(await analyzer.analyzeStack(resources))];
}
