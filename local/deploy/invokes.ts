import { DeployError } from "./errors";
import type { Place, PlainObject } from "./resource";

type Answer = Readonly<Record<string, unknown>>;

/** Provider functions that programs call to learn where they are. */
const invokes: Readonly<Record<string, (place: Place) => Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (place) => ({
    id: place.accountId,
    accountId: place.accountId,
    arn: `arn:${place.partition}:iam::${place.accountId}:root`,
    userId: place.accountId,
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({
    id: region,
    region,
    name: region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:index/getPartition:getPartition": ({ partition }) => ({
    id: partition,
    partition,
    dnsSuffix: dnsSuffix(partition),
    reverseDnsPrefix: dnsSuffix(partition).split(".").reverse().join("."),
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region }) => ({
    id: region,
    region,
    state: "available",
    names: ["a", "b", "c"].map((zone) => `${region}${zone}`),
    zoneIds: ["az1", "az2", "az3"],
    groupNames: [region],
  }),
};

/**
 * Answers a provider function for this place.
 *
 * @throws {DeployError} naming the function when it is none of the above
 */
export function answerInvoke(token: string, _args: PlainObject, place: Place): Answer {
  const answer = invokes[token];
  if (answer === undefined)
    throw new DeployError(`the local run cannot answer ${token}: add it in local/deploy/invokes.ts`);
  return answer(place);
}

function dnsSuffix(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** Partition of a region, by its prefix. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}
