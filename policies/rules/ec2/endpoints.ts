import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { endpointServices } from "../../../aws/vpc-endpoints";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { accountOf } from "../../iam/accounts";
import { statementsOf } from "../../iam/policy-documents";
import { allows } from "../../iam/roles";
import { callsOf, functionsInside, letsPass, routeTablesOf, serviceOf } from "../../wiring/network";

export const networkHasTheEndpointsInUse = stackRule({
  name: "network-has-the-endpoints-in-use",
  concern: "network",
  description: "A network has an endpoint for each service that the functions in it may call, and for no other.",
  rationale:
    "A call to a service without an endpoint is not refused: it hangs until the function's time is over. An interface endpoint that nobody uses costs by the hour, and is a way out of the network.",
  remediation: "Declare the endpoints from the functions' grants, as components/network does.",
  controls: ["network.endpoints"],
  severity: "high",
  async check(stack, { each, report }) {
    const inside = functionsInside(stack);
    // A network that is being left has none inside for a while, and what was called before still needs the endpoints.
    if (inside.length === 0) return;
    const endpoints = stack.ofType(awsTypes.ec2.vpcEndpoint);
    const there = new Set(endpoints.map(serviceOf));
    const called = new Set<string>();
    await each(inside, (lambda) => {
      for (const { service, action } of callsOf(stack, lambda)) {
        if (!called.has(service) && !there.has(service))
          report(lambda, "vpcConfig", action, `an endpoint for ${service} in the network`);
        called.add(service);
      }
    });
    await each(endpoints, (endpoint) => {
      const service = serviceOf(endpoint);
      if (service !== undefined && called.has(service)) return;
      report(endpoint, "serviceName", endpoint.text("serviceName"), "a service that a function in the network calls");
    });
  },
});

export const endpointLetsThroughOwnCalls = stackRule({
  name: "endpoint-lets-through-own-calls",
  concern: "network",
  description: "An endpoint's policy lets through what the functions inside may do, by this account, and nothing else.",
  rationale:
    "Without a policy an endpoint is a way for whoever is inside to any bucket, queue or table of the world, with credentials of their own: that is how data leaves a private network. Source: AWS PrivateLink guide, Control access to VPC endpoints using endpoint policies.",
  remediation:
    "Write the policy from the functions' grants: exact actions, exact ARNs, and StringEquals aws:PrincipalAccount of the stack's account.",
  controls: ["network.endpoints", "least.unused-grants"],
  severity: "high",
  parameters: {
    withoutPolicy: z.array(z.string()).default([]).describe("services, such as ses, whose endpoints take no policy"),
  },
  async check(stack, { each, report, parameters: { withoutPolicy } }) {
    const calls = functionsInside(stack).flatMap((lambda) => callsOf(stack, lambda));
    await each(stack.ofType(awsTypes.ec2.vpcEndpoint), (endpoint) => {
      const service = serviceOf(endpoint);
      const found = statementsOf(endpoint, "endpoint").map(({ statement }) => statement);
      if (found.length === 0) {
        if (withoutPolicy.includes(service ?? "")) return;
        report(endpoint, "policy", undefined, "a policy: without one everything passes");
        return;
      }
      for (const { effect, conditions, path } of found) {
        if (effect !== "Allow") continue;
        const accounts = conditions
          .filter(({ operator, key }) => operator === "StringEquals" && key.toLowerCase() === "aws:principalaccount")
          .flatMap(({ values }) => values);
        if (accounts.length !== 1 || accounts[0] !== accountOf(stack))
          report(endpoint, `${path}.Condition`, accounts, "StringEquals aws:PrincipalAccount of the stack's account");
      }
      // While nobody is inside, what was called before may still pass.
      if (calls.length === 0) return;
      const own = calls.filter((call) => call.service === service);
      for (const { action, resource } of own) {
        if (!allows(found, action, resource)) report(endpoint, "policy", `not ${action} on ${resource}`, "that call");
      }
      for (const { actions, resources, path } of found) {
        for (const action of actions.filter((one) => !own.some((call) => call.action === one)))
          report(endpoint, `${path}.Action`, action, "actions that functions inside may call");
        for (const resource of resources.filter((one) => !own.some((call) => call.resource === one)))
          report(endpoint, `${path}.Resource`, resource, "resources that functions inside may call");
      }
    });
  },
});

export const functionsReachTheEndpoints = stackRule({
  name: "functions-reach-the-endpoints",
  concern: "network",
  description:
    "Each endpoint answers to its service's own name, in every subnet of the functions, and their groups let HTTPS pass.",
  rationale:
    "Where a name, a route or a rule of a group is missing, calls are not refused but hang. An endpoint in one zone stops the functions of the others with it. Source: AWS PrivateLink guide, Access AWS services through AWS PrivateLink.",
  remediation:
    "Set privateDnsEnabled, the functions' subnets or their route tables, and rules for TCP 443 out of the functions' group and into the endpoint's.",
  controls: ["network.endpoints", "lambda.vpc"],
  severity: "high",
  async check(stack, { each, report }) {
    const inside = functionsInside(stack);
    const subnets = unique(inside.flatMap((lambda) => lambda.texts("vpcConfig.subnetIds")));
    const groups = unique(inside.flatMap((lambda) => lambda.texts("vpcConfig.securityGroupIds"))).flatMap((id) =>
      stack.holding(id, awsTypes.ec2.securityGroup),
    );
    await each(stack.ofType(awsTypes.ec2.vpcEndpoint), (endpoint) => {
      const type = endpoint.text("vpcEndpointType");
      const wanted = endpointServices[serviceOf(endpoint) ?? ""]?.type;
      if (wanted !== undefined && type !== wanted) report(endpoint, "vpcEndpointType", type, wanted);
      isInOwnVpc(stack, endpoint, report);
      if (type === "Gateway") checkGateway(stack, endpoint, subnets, groups, report);
      else checkInterface(stack, endpoint, subnets, groups, report);
    });
    await each(stack.ofType(awsTypes.ec2.securityGroup), (group) => isInOwnVpc(stack, group, report));
    await each(stack.ofType(awsTypes.ec2.vpc), (vpc) => {
      for (const property of ["enableDnsHostnames", "enableDnsSupport"])
        if (vpc.flag(property) !== true)
          report(vpc, property, vpc.flag(property), "true: endpoints answer to names of DNS");
    });
  },
});

/** What stands in a network stands in the stack's own, where it has one. */
function isInOwnVpc(stack: Stack, resource: Resource, report: Report): void {
  if (stack.ofType(awsTypes.ec2.vpc).length === 0) return;
  if (stack.named(resource, "vpcId", awsTypes.ec2.vpc).length > 0) return;
  report(resource, "vpcId", resource.text("vpcId"), "the VPC of this stack");
}

function checkGateway(
  stack: Stack,
  endpoint: Resource,
  subnets: readonly string[],
  groups: readonly Resource[],
  report: Report,
): void {
  const tables = endpoint.texts("routeTableIds");
  const wanted = routeTablesOf(stack, subnets);
  const missing = wanted?.filter((table) => !tables.includes(table)) ?? [];
  if (tables.length === 0 || missing.length > 0)
    report(endpoint, "routeTableIds", tables, "the route table of every subnet of the functions");
  const list = endpoint.text("prefixListId");
  for (const group of groups) {
    if (!letsPass(stack, awsTypes.vpc.securityGroupEgressRule, group, "prefixListId", list))
      report(group, "egress", undefined, `TCP 443 to the prefix list of '${endpoint.name}'`);
  }
}

function checkInterface(
  stack: Stack,
  endpoint: Resource,
  subnets: readonly string[],
  groups: readonly Resource[],
  report: Report,
): void {
  const own = endpoint.texts("subnetIds");
  if (own.length < 2 || subnets.some((subnet) => !own.includes(subnet)))
    report(endpoint, "subnetIds", own, "every subnet of the functions, of two zones or more");
  if (endpoint.flag("privateDnsEnabled") !== true)
    report(
      endpoint,
      "privateDnsEnabled",
      endpoint.flag("privateDnsEnabled"),
      "true: the SDK calls the service's own name",
    );
  const guards = endpoint.texts("securityGroupIds").flatMap((id) => stack.holding(id, awsTypes.ec2.securityGroup));
  if (guards.length === 0)
    report(endpoint, "securityGroupIds", endpoint.texts("securityGroupIds"), "a group of this stack");
  const { securityGroupEgressRule: out, securityGroupIngressRule: into } = awsTypes.vpc;
  for (const group of groups) {
    for (const guard of guards) {
      if (!letsPass(stack, out, group, "referencedSecurityGroupId", guard.text("id")))
        report(group, "egress", undefined, `TCP 443 to the group of '${endpoint.name}'`);
      if (!letsPass(stack, into, guard, "referencedSecurityGroupId", group.text("id")))
        report(guard, "ingress", undefined, `TCP 443 from the group of the functions`);
    }
  }
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
