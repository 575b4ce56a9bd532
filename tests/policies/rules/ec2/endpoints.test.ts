import {
  endpointLetsThroughOwnCalls,
  functionsReachTheEndpoints,
  networkHasTheEndpointsInUse,
} from "../../../../policies/rules/ec2/endpoints";
import { chain, drop, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { type Fields, grant, policy } from "../../../support/policies/shops/granted-parts";
import { networked, networkRights, through } from "../../../support/policies/shops/networked";

const { onTable, onQueue, polls, key, denied, table, queue } = networkRights;
const withRights = (...statements: readonly Fields[]) => set("sender-policy", "policy", policy(...statements));
const nobodyInside = drop("sender", "vpcConfig");

testRule(networkHasTheEndpointsInUse, {
  valid: networked,
  passes: {
    "a network that its functions have left": chain(withRights(onTable), nobodyInside),
    "functions in no network": chain(without("queues"), without("tables"), nobodyInside),
  },
  refuses: {
    "a service without an endpoint": [without("queues"), "sender", /vpcConfig is sqs:SendMessage, wanted an endpoint/],
    "a new grant without its endpoint": [
      withRights(onTable, onQueue, grant("sns:Publish", "arn:aws:sns:eu-central-1:123456789012:news"), denied),
      "sender",
      /vpcConfig is sns:Publish, wanted an endpoint for sns/,
    ],
    "an endpoint that nobody calls any more": [
      withRights(onTable, polls, key, denied),
      "queues",
      /serviceName is com.amazonaws.eu-central-1.sqs/,
    ],
    "an endpoint for another service of the same name in part": [
      set("queues", "serviceName", "com.amazonaws.eu-central-1.email-smtp"),
      /serviceName is .*email-smtp/,
    ],
  },
});

testRule(endpointLetsThroughOwnCalls, {
  valid: networked,
  passes: { "a network that its functions have left": nobodyInside },
  refuses: {
    "no policy, by which everything passes": [drop("queues", "policy"), /policy is not set/],
    "credentials of other accounts": [
      set("queues", "policy", through("sqs:SendMessage", queue, "999999999999")),
      /Condition is \["999999999999"\]/,
    ],
    "credentials of everybody": [
      set("tables", "policy", policy({ ...grant("dynamodb:PutItem", table), Principal: "*" })),
      /Condition is \[\]/,
    ],
    "a call that functions make": [
      set("queues", "policy", through("sqs:DeleteMessage", queue)),
      /policy is not sqs:SendMessage on .*shop-queue/,
    ],
    "an action that no function calls": [
      set("tables", "policy", through(["dynamodb:PutItem", "dynamodb:DeleteItem"], table)),
      /Action is dynamodb:DeleteItem/,
    ],
    "every action": [set("tables", "policy", through("*", table)), /Action is \*/],
    "every resource": [set("queues", "policy", through("sqs:SendMessage", "*")), /Resource is \*/],
  },
});

testRule(functionsReachTheEndpoints, {
  valid: networked,
  passes: {
    "a network of others": chain(
      ...["net", "one", "two", "one-table", "two-table", "one-tied", "two-tied"].map(without),
      nobodyInside,
    ),
  },
  refuses: {
    "names that lead past the endpoint": [drop("queues", "privateDnsEnabled"), /privateDnsEnabled is not set/],
    "names that nobody resolves": [set("net", "enableDnsHostnames", false), /enableDnsHostnames is false/],
    "an endpoint in one zone": [set("queues", "subnetIds", ["one"]), /subnetIds is \["one"\]/],
    "an endpoint in other subnets": [set("queues", "subnetIds", ["one", "three"]), /subnetIds is/],
    "an endpoint without a group of its own": [set("queues", "securityGroupIds", []), /securityGroupIds is \[\]/],
    "a gateway for half of the routes": [set("tables", "routeTableIds", ["one-table"]), /routeTableIds is/],
    "a subnet with the routes of the VPC itself": [without("two-tied"), "tables", /routeTableIds is/],
    "a gateway in place of an interface": [set("queues", "vpcEndpointType", "Gateway"), /vpcEndpointType is Gateway/],
    "no way out to the endpoints": [without("to-endpoints"), "functions", /TCP 443 to the group of 'queues'/],
    "no way out to the gateway": [without("to-tables"), "functions", /TCP 443 to the prefix list of 'tables'/],
    "no way in from the functions": [without("from-functions"), "endpoints", /TCP 443 from the group of the functions/],
    "a way by another port": [
      chain(set("to-endpoints", "fromPort", 80), set("to-endpoints", "toPort", 80)),
      "functions",
      /TCP 443 to the group/,
    ],
    "an endpoint in another VPC": [set("queues", "vpcId", "vpc-of-others"), /vpcId is vpc-of-others/],
    "a group in another VPC": [set("endpoints", "vpcId", "vpc-of-others"), /vpcId is vpc-of-others/],
  },
});
