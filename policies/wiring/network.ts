import { lambdasOwnActions } from "../../aws/lambda-calls";
import { awsTypes } from "../../aws/resource-types";
import { endpointServices } from "../../aws/vpc-endpoints";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { roleStatements } from "../iam/roles";
import { functionsOf, roleOf } from "./functions";

/** Functions that stand in a VPC. @throws {UnknownValue} */
export function functionsInside(stack: Stack): readonly Resource[] {
  return functionsOf(stack).filter((lambda) => lambda.list("vpcConfig.subnetIds").length > 0);
}

/** An action that a function's code may ask of a resource. */
export interface Call {
  readonly lambda: Resource;
  /** Prefix of the action: `sqs`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * What the code of a function may ask of AWS, by its role. Not what Lambda itself does in its name, nor the rights to a key that another service uses.
 *
 * @throws {UnknownValue} a policy is not known yet
 */
export function callsOf(stack: Stack, lambda: Resource): readonly Call[] {
  const role = roleOf(stack, lambda);
  if (role === undefined) return []; // role-trusts-its-user reports it
  return roleStatements(stack, role).flatMap(({ statement: { effect, actions, resources, conditions } }) => {
    if (effect !== "Allow" || conditions.some(({ key }) => byOthers.test(key))) return [];
    return actions
      .filter((action) => !lambdasOwnActions.has(action))
      .flatMap((action) =>
        resources.map((resource) => ({ lambda, service: action.slice(0, action.indexOf(":")), action, resource })),
      );
  });
}

/** Conditions of rights to a key that a service uses in the caller's name, and Lambda for the function's environment. */
const byOthers = /^kms:(ViaService|EncryptionContext:aws:lambda:FunctionArn)$/i;

/** Prefix of the actions of the service that an endpoint leads to; undefined for a service that is not known. @throws {UnknownValue} */
export function serviceOf(endpoint: Resource): string | undefined {
  const name = endpoint.text("serviceName") ?? "";
  return Object.keys(endpointServices).find((prefix) => name.endsWith(`.${endpointServices[prefix]?.name}`));
}

/** Whether a rule of one of these types lets HTTPS pass between a group of this stack and what the property names. */
export function letsPass(
  stack: Stack,
  type: typeof awsTypes.vpc.securityGroupEgressRule | typeof awsTypes.vpc.securityGroupIngressRule,
  group: Resource,
  property: "referencedSecurityGroupId" | "prefixListId",
  id: string | undefined,
): boolean {
  return stack
    .ofType(type)
    .some(
      (rule) =>
        stack.named(rule, "securityGroupId", awsTypes.ec2.securityGroup).includes(group) &&
        id !== undefined &&
        rule.text(property) === id &&
        rule.text("ipProtocol") === "tcp" &&
        rule.number("fromPort") === 443 &&
        rule.number("toPort") === 443,
    );
}

/** Route tables of subnets, by the associations of this stack; undefined where one of the subnets is another's. @throws {UnknownValue} */
export function routeTablesOf(stack: Stack, subnets: readonly string[]): readonly string[] | undefined {
  const ids: string[] = [];
  for (const subnet of subnets) {
    if (stack.holding(subnet, awsTypes.ec2.subnet).length === 0) return undefined;
    const association = stack.ofType(awsTypes.ec2.routeTableAssociation).find((one) => one.text("subnetId") === subnet);
    ids.push(association?.text("routeTableId") ?? "");
  }
  return ids;
}
