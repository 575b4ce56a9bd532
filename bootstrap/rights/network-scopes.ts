import type { Scope } from "./scopes";
import { arn, claiming, isOfPullRequests, requestTags, resourceTags, type Subject } from "./subject";

const kinds = [
  "internet-gateway",
  "route-table",
  "security-group",
  "security-group-rule",
  "subnet",
  "vpc",
  "vpc-endpoint",
  "vpc-flow-log",
] as const;

type Kind = (typeof kinds)[number];

/**
 * What is in a private network. EC2 gives ids for names, so it is the stacks' own by its tags: those that it is made with, and those that it has.
 * The stacks of pull requests have no network.
 */
export const networkScopes = {
  newInternetGateway: made("internet-gateway", "NewNetwork"),
  internetGateway: own("internet-gateway"),
  newRouteTable: made("route-table", "NewNetworkParts"),
  routeTable: own("route-table"),
  newSecurityGroup: made("security-group", "NewNetworkParts"),
  securityGroup: own("security-group"),
  newSecurityGroupRule: made("security-group-rule", "NewNetworkAccess"),
  securityGroupRule: own("security-group-rule"),
  newSubnet: made("subnet", "NewNetworkParts"),
  subnet: own("subnet"),
  newVpc: made("vpc", "NewNetwork"),
  vpc: own("vpc"),
  newVpcEndpoint: made("vpc-endpoint", "NewNetworkAccess"),
  vpcEndpoint: own("vpc-endpoint"),
  newFlowLog: made("vpc-flow-log", "NewNetworkAccess"),
  flowLog: own("vpc-flow-log"),
  newNetworkTags: {
    arns: (to) => parts(to, ...kinds),
    // With the call that makes it, and not afterwards: somebody's would become the stack's own.
    conditions: (to) => ({
      StringLike: { ...requestTags(to).StringLike, "ec2:CreateAction": ["AuthorizeSecurityGroup*", "Create*"] },
    }),
  },
  networkTags: { arns: (to) => parts(to, ...kinds), conditions: resourceTags },
  // A VPC's default group is there with it, and nobody's.
  defaultGroupTags: { arns: (to) => parts(to, "security-group"), conditions: claiming },
} as const satisfies Readonly<Record<string, Scope>>;

/** The statement has no kind of resource in which another of its actions makes something: that has to be the stack's own already. */
function made(kind: Kind, statement: string): Scope {
  return { arns: (to) => parts(to, kind), conditions: requestTags, statement };
}

function own(kind: Kind): Scope {
  return { arns: (to) => parts(to, kind), conditions: resourceTags, statement: "Network" };
}

function parts(to: Subject, ...of: readonly Kind[]): string[] {
  return isOfPullRequests(to) ? [] : of.map((kind) => arn(to, "ec2", `${kind}/*`));
}
