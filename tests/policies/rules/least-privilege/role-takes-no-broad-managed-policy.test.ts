import type { Resource } from "../../../../local/policies/requests";
import { roleTakesNoBroadManagedPolicy } from "../../../../policies/rules/least-privilege/role-takes-no-broad-managed-policy";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, role, types } from "./fixture";
import { shop } from "./shop";

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const gateway = { type: types.attachment, name: "gateway-attachment" } as const;
const sender = { type: types.attachment, name: "sender-attachment" } as const;
const own = resource("aws:iam/policy:Policy", "own");
const user = "aws:iam/userPolicyAttachment:UserPolicyAttachment";

testRule(roleTakesNoBroadManagedPolicy, {
  valid: [
    ...shop,
    own,
    role("gateway-role"),
    resource(types.attachment, "gateway-attachment", {
      role: "gateway-role",
      policyArn: aws("service-role/AmazonAPIGatewayPushToCloudWatchLogs"),
    }),
    resource(types.attachment, "sender-attachment", { role: "shop-sender-role", policyArn: own.state.arn }),
  ],
  failing: [
    {
      title: "every policy of AWS for services",
      change: (valid) => set(valid, "gateway-attachment", "policyArn", aws("service-role/*")),
      ...gateway,
      says: /service-role/,
    },
    ...[
      "AdministratorAccess",
      "PowerUserAccess",
      "AmazonDynamoDBFullAccess",
      "ReadOnlyAccess",
      "AmazonAPIGatewayPushToCloudWatchLogs",
    ].map((name) => ({
      title: name,
      change: (valid: readonly Resource[]) => set(valid, "gateway-attachment", "policyArn", aws(name)),
      ...gateway,
      says: new RegExp(`policyArn is .*policy/${name}, wanted a policy of the stack`),
    })),
    {
      title: "a policy of the account that is made elsewhere",
      change: (valid) =>
        set(
          valid,
          "gateway-attachment",
          "policyArn",
          `arn:aws:iam::${account}:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
        ),
      ...gateway,
      says: /wanted a policy of the stack/,
    },
    {
      title: "AWS's policy for logs on a function, which names no group",
      change: (valid) => set(valid, "sender-attachment", "policyArn", aws("service-role/AWSLambdaBasicExecutionRole")),
      ...sender,
      says: /AWSLambdaBasicExecutionRole/,
    },
    {
      title: "AWS's policy for another service on a function",
      change: (valid) =>
        set(valid, "sender-attachment", "policyArn", aws("service-role/AmazonAPIGatewayPushToCloudWatchLogs")),
      ...sender,
      says: /wanted a policy of the stack\./,
    },
    {
      title: "a policy in the role itself",
      change: (valid) => set(valid, "shop-sender-role", "managedPolicyArns", [aws("AdministratorAccess")]),
      type: types.role,
      name: "shop-sender-role",
      says: /managedPolicyArns is .*AdministratorAccess/,
    },
    {
      title: "a user with a policy of AWS",
      change: (valid) => [...valid, resource(user, "person", { policyArn: aws("AdministratorAccess") })],
      type: user,
      name: "person",
      says: /AdministratorAccess/,
    },
  ],
});
