import * as pulumi from "@pulumi/pulumi";
import { lambdasOwnActions } from "../../aws/lambda-calls";
import { type EndpointService, endpointServices } from "../../aws/vpc-endpoints";
import type { Grant } from "../blocks/grants";
import { policyDocument } from "../blocks/policy";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import type { StackContext } from "../stack";
import { type Groups, reachGateway } from "./groups";
import type { Skeleton } from "./skeleton";

/** A service that functions call, and what they may do with which of its resources. */
export interface CalledService {
  readonly service: EndpointService;
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
}

/**
 * The services that code with these grants calls, sorted by name. What Lambda itself does with a function's role is no call of the code.
 *
 * @throws {Error} an endpoint of a service is not known here
 */
export function calledServices(grants: readonly Grant[]): CalledService[] {
  const found = new Map<string, { actions: Set<string>; resources: Set<pulumi.Input<string>> }>();
  for (const { actions, resources } of grants) {
    for (const action of actions.filter((one) => !lambdasOwnActions.has(one))) {
      const prefix = action.slice(0, action.indexOf(":"));
      const called = found.get(prefix) ?? { actions: new Set(), resources: new Set() };
      called.actions.add(action);
      for (const resource of resources) called.resources.add(resource);
      found.set(prefix, called);
    }
  }
  return [...found]
    .map(([prefix, { actions, resources }]) => {
      const service = endpointServices[prefix];
      if (service === undefined)
        throw new Error(`functions in the network call '${prefix}', whose endpoint is not in aws/vpc-endpoints.ts`);
      return { service, actions: [...actions].sort(), resources: [...resources] };
    })
    .sort((a, b) => (a.service.name < b.service.name ? -1 : 1));
}

/** Endpoints of the services that the functions call, each for these calls only, and the functions' way to them. */
export function declareEndpoints(
  name: LogicalName,
  stack: StackContext,
  called: readonly CalledService[],
  { skeleton, groups }: { readonly skeleton: Skeleton; readonly groups: Groups },
  parent: pulumi.Resource,
): pulumi.Resource[] {
  const { vpcId, subnetIds, routeTableIds } = skeleton;
  return called.flatMap((one): pulumi.Resource[] => {
    const { type } = one.service;
    const endpointName: LogicalName = `${name}-${one.service.name}`;
    // AWS is asked: service names differ between partitions, and not every service takes a policy.
    const found = aws.ec2.getVpcEndpointServiceOutput({ service: one.service.name, serviceType: type }, { parent });
    const endpoint = new aws.ec2.VpcEndpoint(
      endpointName,
      {
        vpcId,
        serviceName: found.serviceName,
        vpcEndpointType: type,
        policy: pulumi
          .all([found.vpcEndpointPolicySupported, endpointPolicy(stack, one)])
          .apply(([supported, policy]) => (supported ? policy : undefined)),
        ...(type === "Gateway"
          ? { routeTableIds }
          : { subnetIds, securityGroupIds: [groups.endpoints.id], privateDnsEnabled: true }),
        tags: stack.tags,
      },
      { parent },
    );
    if (type === "Interface") return [endpoint];
    return [endpoint, reachGateway(`${endpointName}-access`, stack, groups.functions, endpoint, parent)];
  });
}

/**
 * What may pass an endpoint: the calls that the functions' roles allow together, by this account. Of a gateway endpoint an account as principal would be
 * its root user alone, so the account is a condition (AWS PrivateLink guide, "Control access to VPC endpoints using endpoint policies").
 */
function endpointPolicy(stack: StackContext, { actions, resources }: CalledService): pulumi.Output<string> {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: "*",
      Action: actions,
      Resource: resources,
      Condition: { StringEquals: { "aws:PrincipalAccount": stack.accountId } },
    },
  ]);
}
