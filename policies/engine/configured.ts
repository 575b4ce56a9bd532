import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Level } from "./rule";
import type { PolicyConfiguration } from "./run";

/**
 * Gives the pack the configuration of every policy before Pulumi's policy server applies it.
 *
 * The server passes a policy its own parameters but not its level, and never calls a policy whose level is `disabled`. Without this hook
 * the pack could not see that a rule was switched off without a reason. Call it before the pack is constructed, because the server reads
 * the service's functions at that moment.
 *
 * @param ownPolicies names of the policies that check the configuration itself; no configuration switches them off
 */
export function onConfigure(
  ownPolicies: readonly string[],
  take: (given: ReadonlyMap<string, PolicyConfiguration>) => void,
): void {
  const { configure } = AnalyzerService;
  const read = configure.requestDeserialize;
  configure.requestDeserialize = (bytes) => {
    const request = read(bytes);
    take(configurations(request));
    for (const name of ownPolicies)
      request.getPolicyconfigMap().get(name)?.setEnforcementlevel(EnforcementLevel.MANDATORY);
    return request;
  };
}

function configurations(request: ConfigureAnalyzerRequest): ReadonlyMap<string, PolicyConfiguration> {
  const entries = request.getPolicyconfigMap().entries();
  return new Map(
    Array.from(entries, ([name, policy]) => [
      name,
      { level: levels[policy.getEnforcementlevel()], properties: policy.getProperties()?.toJavaScript() ?? {} },
    ]),
  );
}

/**
 * Levels by Pulumi's enum. `remediate` counts as mandatory, as in Pulumi's server: a violation left after remediation stops the
 * deployment.
 */
const levels: Readonly<Record<EnforcementLevel, Level>> = {
  [EnforcementLevel.ADVISORY]: "advisory",
  [EnforcementLevel.MANDATORY]: "mandatory",
  [EnforcementLevel.DISABLED]: "disabled",
  [EnforcementLevel.REMEDIATE]: "mandatory",
};
