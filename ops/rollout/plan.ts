// What is to be done with each function, decided from what is there. No calls here.
import type { AliasState } from "./versions";

/** What is known of one function before anything is begun. */
export interface FunctionState {
  readonly functionName: string;
  readonly alias: AliasState;
  /** Number of the newest published version. */
  readonly newest: string;
  /** Id of a deployment that has not ended. */
  readonly runningId: string | undefined;
  /** The version that the last roll-out took back, if it did. */
  readonly takenBack: string | undefined;
  /** Alarms of its group that are raised. */
  readonly ringing: readonly string[];
}

/** What is to be done with a function. */
export type Step =
  | { readonly kind: "nothing"; readonly functionName: string; readonly version: string }
  | { readonly kind: "adopt"; readonly functionName: string; readonly deploymentId: string }
  | { readonly kind: "start"; readonly functionName: string; readonly from: string; readonly to: string }
  | { readonly kind: "refuse"; readonly functionName: string; readonly why: string };

/** @param retry whether a version that was taken back may be tried again */
export function planFunction(state: FunctionState, retry: boolean): Step {
  const { functionName, alias, newest, runningId, takenBack, ringing } = state;
  if (runningId !== undefined) return { kind: "adopt", functionName, deploymentId: runningId };
  const refuse = (why: string): Step => ({ kind: "refuse", functionName, why });
  const [shared] = Object.keys(alias.weights);
  if (shared !== undefined)
    return refuse(
      `its calls are shared between the versions ${alias.version} and ${shared}, and no deployment is running: somebody set that manually`,
    );
  // CodeDeploy refuses a deployment from a version to itself with words about the AppSpec.
  if (alias.version === newest) return { kind: "nothing", functionName, version: newest };
  if (!/^\d+$/.test(alias.version))
    return refuse(`its alias points to ${alias.version}, which is no published version`);
  if (takenBack === newest && !retry)
    return refuse(`version ${newest} was taken back before: fix it and deploy again, or try it again with --retry`);
  if (ringing.length > 0)
    return refuse(`the alarm ${ringing.join(", ")} is raised, and would take back whatever is rolled out`);
  return { kind: "start", functionName, from: alias.version, to: newest };
}

/** What is to be done, as a sentence about the function. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case "nothing":
      return `${step.functionName}: version ${step.version} is the newest and has all calls`;
    case "adopt":
      return `${step.functionName}: a deployment is running, which is followed (${step.deploymentId})`;
    case "start":
      return `${step.functionName}: version ${step.to} waits, version ${step.from} is called`;
    case "refuse":
      return `${step.functionName}: ${step.why}`;
  }
}
