import { awsxTypes } from "../../../aws/resource-types";
import { programResources } from "../../../program/policies/program";
import type { Resource } from "../../../program/policies/requests";
import { domainSettings } from "../../support/domain-settings";
import { networkSettings } from "../../support/network-settings";

/** The stack that is put wrong: production, with what its file leaves off for the account's sake. */
export async function mutatedStack(): Promise<readonly Resource[]> {
  const resources = await programResources("prod", {
    ...domainSettings,
    ...networkSettings,
    costAnomaliesEnabled: "true",
  });
  // What awsx has made is put wrong piece by piece; its component and its provider are nothing at AWS.
  return resources.filter(({ type }) => type !== awsxTypes.ec2.vpc && !type.startsWith("pulumi:providers:"));
}
