import {
  managedPolicyIsAttached,
  roleKeepsOneWayOfPolicies,
  roleTakesNoBroadManagedPolicy,
  roleTrustsItsUser,
} from "../../../../policies/rules/iam/roles";
import { type Change, drop, resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/granted";
import {
  account,
  arn,
  role as grantedRole,
  policy,
  statement,
  types,
} from "../../../support/policies/shops/granted-parts";

const policyType = "aws:iam/policy:Policy";
const deploys = resource(policyType, "deploys", { name: "backoffice-deploys-prod" });
const bounds = resource(policyType, "bounds", { name: "backoffice-bounds-prod" });

testRule(managedPolicyIsAttached, {
  valid: [
    deploys,
    bounds,
    resource(policyType, "runtime", { name: "backoffice-runtime-boundary-prod" }),
    resource("aws:iam/role:Role", "role", { name: "deployer", permissionsBoundary: bounds.state.arn }),
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: "deployer",
      policyArn: deploys.state.arn,
    }),
  ],
  refuses: {
    "a policy that no role has": [
      without("attachment"),
      "deploys",
      /'deploys': attachment is not set, wanted a role that has it/,
    ],
    "an attachment of another policy": [
      set("attachment", "policyArn", `${deploys.state.arn}x`),
      "deploys",
      /wanted a role that has it/,
    ],
    "a boundary that no role has": [drop("role", "permissionsBoundary"), "bounds", /wanted a role that has it/],
  },
});

const role = "shop-sender-role";

testRule(roleKeepsOneWayOfPolicies, {
  valid: shop,
  refuses: {
    "policies inside the role": [
      set(role, "inlinePolicies", [{ name: "a", policy: "{}" }]),
      /inlinePolicies is .*wanted no such property/,
    ],
    "attachments inside the role": [
      set(role, "managedPolicyArns", ["arn:aws:iam::aws:policy/X"]),
      /managedPolicyArns is/,
    ],
    ...casesOf(
      [
        "policyAttachment:PolicyAttachment",
        "rolePoliciesExclusive:RolePoliciesExclusive",
        "rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
      ],
      (type) => [
        type,
        (valid) => [...valid, resource(`aws:iam/${type}`, "all", { roles: [role] })],
        "all",
        /wanted a RolePolicy or RolePolicyAttachment/,
      ],
    ),
  },
});

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const own = resource("aws:iam/policy:Policy", "own");
const user = "aws:iam/userPolicyAttachment:UserPolicyAttachment";

testRule(roleTakesNoBroadManagedPolicy, {
  valid: [
    ...shop,
    own,
    grantedRole("gateway-role"),
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

function withGroups(...applications: readonly [first: string, second: string]): Change {
  const trust = { Effect: "Allow", Principal: { Service: "codedeploy.amazonaws.com" }, Action: "sts:AssumeRole" };
  const role = grantedRole("rollout-role", { assumeRolePolicy: policy(trust) });
  const groups = ["first", "second"].map((name, index) =>
    resource("aws:codedeploy/deploymentGroup:DeploymentGroup", name, {
      appName: applications[index],
      serviceRoleArn: role.state.arn,
    }),
  );
  return (valid) => [...valid, role, ...groups];
}

testRule(roleTrustsItsUser, {
  valid: [
    ...shop,
    gateway,
    resource("aws:apigateway/account:Account", "account", { cloudwatchRoleArn: gateway.state.arn }),
    resource(types.role, "deployer", {
      assumeRolePolicy: policy({ Effect: "Allow", Principal: token, Action: "sts:AssumeRoleWithWebIdentity" }),
    }),
  ],
  passes: { "deployment groups of one application with one role": withGroups("rollout-prod", "rollout-prod") },
  refuses: {
    "deployment groups of two applications with one role": [
      withGroups("rollout-prod", "other-prod"),
      "rollout-role",
      /arn is \["first","second"\], wanted one resource/,
    ],
    "two functions with one role": [
      (valid) => [
        ...valid,
        resource(types.function, "second", { role: `arn:aws:iam::${account}:role/shop-sender-role` }),
      ],
      "shop-sender-role",
      /arn is \["shop-sender","second"\], wanted one resource/,
    ],
    "a role without a user": [
      (valid) => [...valid, grantedRole("left-over")],
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
