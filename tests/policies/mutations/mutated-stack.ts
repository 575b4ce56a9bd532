import { programResources } from "../../../program/policies/program";
import type { Resource } from "../../../program/policies/requests";
import { domainSettings } from "../../support/domain-settings";

/** The stack that is put wrong: production, with what its file leaves off for the account's sake. */
export function mutatedStack(): Promise<readonly Resource[]> {
  return programResources("prod", { ...domainSettings, costAnomaliesEnabled: "true" });
}
