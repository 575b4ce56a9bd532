import { roleTrustsItsUser } from "../../../../policies/rules/least-privilege/role-trusts-its-user";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, arn, policy, role, statement, types } from "./fixture";
import { shop } from "./shop";

const sender = { type: types.role, name: "shop-sender-role" } as const;
const gateway = resource(
  types.role,
  "gateway-role",
  {
    assumeRolePolicy: policy({
      Effect: "Allow",
      Principal: { Service: "apigateway.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  },
  { outputs: { arn: `arn:aws:iam::${account}:role/gateway-role` } },
);
const token = { Federated: `arn:aws:iam::${account}:oidc-provider/token.example.com` };

testRule(roleTrustsItsUser, {
  valid: [
    ...shop,
    gateway,
    resource("aws:apigateway/account:Account", "account", { cloudwatchRoleArn: gateway.state.arn }),
    resource(types.role, "deployer", {
      assumeRolePolicy: policy({ Effect: "Allow", Principal: token, Action: "sts:AssumeRoleWithWebIdentity" }),
    }),
  ],
  refuses: {
    "two functions with one role": [
      (valid) => [
        ...valid,
        resource(types.function, "second", { role: `arn:aws:iam::${account}:role/shop-sender-role` }),
      ],
      "shop-sender-role",
      /arn is \["shop-sender","second"\], wanted one resource/,
    ],
    "a role without a user": [
      (valid) => [...valid, role("left-over")],
      "left-over",
      /arn is \[\], wanted one resource/,
    ],
    "a user that is gone": [without("account"), "gateway-role", /arn is \[\]/],
    "a role for another service": [
      statement(sender.name, 0, { Principal: { Service: "ec2.amazonaws.com" } }, "assumeRolePolicy"),
      /assumeRolePolicy is \["ec2\.amazonaws\.com"\], wanted lambda\.amazonaws\.com, for 'shop-sender'/,
    ],
    "a function with a role that is made elsewhere": [
      set("shop-sender", "role", "arn:aws:iam::123456789012:role/admin"),
      /role is .*role\/admin, wanted a role of this stack/,
    ],
    "a function's role that a rule uses as well": [
      (valid) => [
        ...valid,
        resource("aws:cloudwatch/eventTarget:EventTarget", "target", {
          arn: arn("sqs", "x"),
          roleArn: `arn:aws:iam::${account}:role/shop-sender-role`,
        }),
      ],
      "shop-sender-role",
      /wanted events\.amazonaws\.com, for 'target' uses the role/,
    ],
  },
});
