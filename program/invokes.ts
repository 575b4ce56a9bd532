import { partitionOf, regionalHost } from "../aws/partitions";
import { DeployError } from "./errors";
import type { DeploymentTarget, PlainObject } from "./resource";

type Answer = Readonly<Record<string, unknown>>;

/** Provider functions that programs call to get the account, region and partition. */
const invokes: Readonly<Record<string, (target: DeploymentTarget, args: PlainObject) => Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (target) => ({
    id: target.accountId,
    accountId: target.accountId,
    arn: `arn:${target.partition}:iam::${target.accountId}:root`,
    userId: target.accountId,
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({
    id: region,
    region,
    name: region,
    description: region,
    endpoint: regionalHost("ec2", region),
  }),
  "aws:index/getPartition:getPartition": ({ partition, region }) => ({
    id: partition,
    partition,
    dnsSuffix: partitionOf(region).dnsSuffix,
    reverseDnsPrefix: partitionOf(region).dnsSuffix.split(".").reverse().join("."),
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region }) => ({
    id: region,
    region,
    state: "available",
    names: ["a", "b", "c"].map((zone) => `${region}${zone}`),
    zoneIds: ["az1", "az2", "az3"],
    groupNames: [region],
  }),
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": (
    { partition, region, accountId },
    { service, serviceType },
  ) => {
    const serviceName = `com.amazonaws.${region}.${service}`;
    return {
      id: serviceName,
      region,
      service: service ?? "",
      serviceType: serviceType ?? "",
      serviceName,
      serviceId: `vpce-svc-${accountId}`,
      arn: `arn:${partition}:ec2:${region}:${accountId}:vpc-endpoint-service/vpce-svc-${accountId}`,
      owner: "amazon",
      acceptanceRequired: false,
      vpcEndpointPolicySupported: true,
      availabilityZones: ["a", "b", "c"].map((zone) => `${region}${zone}`),
      privateDnsName: `${service}.${region}.${partitionOf(region).dnsSuffix}`,
    };
  },
};

/**
 * Returns the result of a provider function for this deployment target.
 *
 * @throws {DeployError} the function is not in the table above; the error names it
 */
export function answerInvoke(token: string, args: PlainObject, target: DeploymentTarget): Answer {
  const answer = invokes[token];
  if (answer === undefined) throw new DeployError(`the local run cannot answer ${token}: add it in program/invokes.ts`);
  return answer(target, args);
}
