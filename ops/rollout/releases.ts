import { ALIAS } from "../../components/functions";
import { type Deployment, groupNames, recentDeployments } from "./codedeploy";
import { planFunction, type Step } from "./plan";
import { type RolloutClients, readState } from "./state";
import { type AliasState, publishedVersions, readAlias } from "./versions";

/** Which versions of a function are called, and how that came about. */
export interface Release {
  readonly functionName: string;
  readonly alias: AliasState;
  /** Number of the newest published version. */
  readonly newest: string;
  /** What `ops rollout` would do; absent for a function that is not rolled out step by step. */
  readonly next?: Step;
  /** Newest first. */
  readonly deployments: readonly Deployment[];
}

/** @param applicationName of CodeDeploy; undefined where nothing is rolled out @param since from when on deployments are read */
export function createReleaseReader(clients: RolloutClients, applicationName: string | undefined, since: () => Date) {
  return {
    /** Names of the functions that are rolled out, sorted. */
    rolledOut: async (): Promise<readonly string[]> =>
      applicationName === undefined ? [] : groupNames(clients.codeDeploy, applicationName),
    /** @param rolledOut whether the function is */
    async read(functionName: string, rolledOut: boolean): Promise<Release> {
      if (applicationName === undefined || !rolledOut) {
        const [alias, versions] = await Promise.all([
          readAlias(clients.lambda, functionName, ALIAS),
          publishedVersions(clients.lambda, functionName),
        ]);
        return { functionName, alias, newest: String(versions.at(-1) ?? alias.version), deployments: [] };
      }
      const [state, deployments] = await Promise.all([
        readState(clients, applicationName, functionName),
        recentDeployments(clients.codeDeploy, applicationName, functionName, since()),
      ]);
      const { alias, newest } = state;
      return { functionName, alias, newest, next: planFunction(state, false), deployments };
    },
  };
}
