import { roleTakesNoBroadManagedPolicy } from "../../../../policies/rules/least-privilege/role-takes-no-broad-managed-policy";
import { resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { account, role, types } from "./fixture";
import { shop } from "./shop";

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
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
  refuses: {
    "every policy of AWS for services": [set("gateway-attachment", "policyArn", aws("service-role/*")), /service-role/],
    ...casesOf(
      [
        "AdministratorAccess",
        "PowerUserAccess",
        "AmazonDynamoDBFullAccess",
        "ReadOnlyAccess",
        "AmazonAPIGatewayPushToCloudWatchLogs",
      ],
      (name) => [
        name,
        set("gateway-attachment", "policyArn", aws(name)),
        new RegExp(`policyArn is .*policy/${name}, wanted a policy of the stack`),
      ],
    ),
    "a policy of the account that is made elsewhere": [
      set(
        "gateway-attachment",
        "policyArn",
        `arn:aws:iam::${account}:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
      ),
      /wanted a policy of the stack/,
    ],
    "AWS's policy for logs on a function, which names no group": [
      set("sender-attachment", "policyArn", aws("service-role/AWSLambdaBasicExecutionRole")),
      /AWSLambdaBasicExecutionRole/,
    ],
    "AWS's policy for another service on a function": [
      set("sender-attachment", "policyArn", aws("service-role/AmazonAPIGatewayPushToCloudWatchLogs")),
      /wanted a policy of the stack\./,
    ],
    "a policy in the role itself": [
      set("shop-sender-role", "managedPolicyArns", [aws("AdministratorAccess")]),
      /managedPolicyArns is .*AdministratorAccess/,
    ],
    "a user with a policy of AWS": [
      (valid) => [...valid, resource(user, "person", { policyArn: aws("AdministratorAccess") })],
      "person",
      /AdministratorAccess/,
    ],
  },
});
