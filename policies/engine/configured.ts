import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Level } from "./rule";
import type { PolicyConfiguration } from "./run";

/**
 * Gives the pack the configuration of every policy, before the server applies it.
 *
 * Pulumi's server gives a policy only its own parameters, not its level, and does not call a policy whose level is `disabled`. So nobody in
 * the pack could see that a rule was switched off without a reason. Must be called before the pack is constructed: the server takes the
 * service's functions then.
 *
 * @param ownPolicies names of policies that no configuration switches off: they watch over the configuration
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

/** A violation that remains after a remediation is mandatory: the server of Pulumi's SDK takes one level for the other. */
const levels: Readonly<Record<EnforcementLevel, Level>> = {
  [EnforcementLevel.ADVISORY]: "advisory",
  [EnforcementLevel.MANDATORY]: "mandatory",
  [EnforcementLevel.DISABLED]: "disabled",
  [EnforcementLevel.REMEDIATE]: "mandatory",
};
