import {
  policyConditionsHold,
  policyIsReadable,
  policyNamesResources,
} from "../../../../policies/rules/iam/policy-statements";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, at, services, shop } from "../../../support/policies/shops/granted";
import { account, also, arn, grant, policy, statement, types } from "../../../support/policies/shops/granted-parts";

const name = "shop-sender-policy";
const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arns.queue };

testRule(policyIsReadable, {
  valid: [...shop, resource(types.queuePolicy, "shop-queue-policy", { policy: policy(deny) })],
  refuses: {
    "what is no JSON": [set(name, "policy", "{"), /policy is \{, wanted a policy document/],
    "no policy": [drop("shop-queue-policy", "policy"), /policy is not set/],
    "no statement": [set(name, "policy", policy()), /at least one statement/],
    "a queue's own policy that is empty": [set("shop-queue", "policy", "{}"), /policy is \{\}/],
    "no version, which is the one of 2008": [
      set(name, "policy", JSON.stringify({ Statement: [grant("sns:Publish", arns.topic)] })),
      /policy\.Version is not set, wanted 2012-10-17/,
    ],
    "a mistyped effect": [statement(name, 8, { Effect: "allow" }), /Statement\[8\] is .*an Effect/],
    "no action": [statement(name, 8, { Action: undefined }), /wanted an Action/],
    "no resource": [statement(name, 8, { Resource: undefined }), /wanted a Resource/],
    "an empty list of resources": [statement(name, 8, { Resource: [] }), /wanted a Resource/],
    "a role's policy with a principal": [statement(name, 8, { Principal: "*" }), /wanted no Principal/],
    "a queue's policy without a principal": [
      statement("shop-queue-policy", 0, { Principal: undefined }),
      /wanted a Principal/,
    ],
    "a trust without a principal": [
      statement("shop-sender-role", 0, { Principal: undefined }, "assumeRolePolicy"),
      /assumeRolePolicy\.Statement\[0\] is .*wanted a Principal/,
    ],
  },
});

const everything = policy(grant("dynamodb:*", "*"));
const boundary = resource("aws:iam/policy:Policy", "bounds", { policy: everything });

testRule(policyNamesResources, {
  valid: shop,
  passes: {
    "a policy that only bounds roles, for nothing attaches it": [
      boundary,
      resource(types.role, "bounded", { permissionsBoundary: boundary.state.arn }),
    ],
    "the deletion of network interfaces, as Lambda asks for it": also(
      name,
      grant("ec2:DeleteNetworkInterface", arn("ec2", "*/*")),
    ),
    "an action without a resource level that is limited by a condition": also(
      name,
      grant("cloudwatch:PutMetricData", "*", { Condition: { StringEquals: { "cloudwatch:namespace": "shop" } } }),
    ),
  },
  refuses: {
    "network interfaces of any region": [
      statement(name, at.table, { Action: "ec2:DeleteNetworkInterface", Resource: "arn:aws:ec2:*:123456789012:*/*" }),
      /ec2:\*:123456789012:\*\/\*, wanted an ARN/,
    ],
    "more than their deletion": [
      statement(name, at.table, {
        Action: ["ec2:DeleteNetworkInterface", "ec2:CreateNetworkInterface"],
        Resource: arn("ec2", "*/*"),
      }),
      /:\*\/\*, wanted an ARN/,
    ],
    "every table": [
      statement(name, at.table, { Resource: "*" }),
      /Statement\[4\]\.Resource is \*, wanted the ARNs that dynamodb:GetItem is about/,
    ],
    "a star among ARNs": [statement(name, at.table, { Resource: [arns.table, "*"] }), /is \*/],
    "every table of the account": [
      statement(name, at.table, { Resource: arn("dynamodb", "table/*") }),
      /table\/\*, wanted an ARN with service, account/,
    ],
    "every topic of the account": [statement(name, at.publish, { Resource: arn("sns", "*") }), /:\*, wanted an ARN/],
    "a table of any account": [
      statement(name, at.table, { Resource: arns.table.replace("123456789012", "*") }),
      /:\*:table\/shop-table/,
    ],
    "a table of any region": [
      statement(name, at.table, { Resource: arns.table.replace("eu-central-1", "*") }),
      /dynamodb:\*:/,
    ],
    "traces on an ARN, which grants nothing": [
      statement(name, at.traces, { Resource: arns.topic }),
      /wanted \* for xray:PutTelemetryRecords/,
    ],
    "every namespace of metrics": [
      also(name, grant("cloudwatch:PutMetricData", "*")),
      /wanted the ARNs that cloudwatch:PutMetricData is about/,
    ],
    "keys of any kind": [also(name, grant("kms:CreateKey", "*")), /wanted a condition for kms:CreateKey, such as kms:/],
    "a boundary that is attached as well": [
      () => [
        boundary,
        resource(types.role, "bounded", { permissionsBoundary: boundary.state.arn }),
        resource(types.attachment, "attached", { role: "bounded", policyArn: boundary.state.arn }),
      ],
      "bounds",
      /is \*/,
    ],
  },
});

const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const allow = {
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: arns.queue,
};
const issuer = "token.example.com";
const token = {
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  ...when("StringEquals", `${issuer}:sub`, "shop"),
};

const sendEmail = { Effect: "Allow", Action: "ses:SendEmail", Resource: arns.identity };
/** Every recipient is this one, and there is one. */
const onlyTo = {
  "ForAllValues:StringEquals": { "ses:Recipients": "ops@example.com" },
  Null: { "ses:Recipients": "false" },
};

testRule(policyConditionsHold, {
  valid: [
    ...shop,
    resource(types.queuePolicy, "shop-queue-policy", {
      policy: policy(
        { ...allow, ...when("ArnLike", "aws:SourceArn", arns.topic) },
        {
          ...allow,
          Effect: "Deny",
          Principal: "*",
          ...when("BoolIfExists", "aws:SecureTransport", "false"),
        },
      ),
    }),
    resource(types.role, "deployer", { assumeRolePolicy: policy(token) }),
    resource(types.rolePolicy, "mailer", { role: "mailer", policy: policy({ ...sendEmail, Condition: onlyTo }) }),
    resource(types.rolePolicy, "joiner", {
      role: "joiner",
      policy: policy({ ...grant("ec2:DescribeSubnets", "*"), ...when("Null", "lambda:SourceFunctionArn", "true") }),
    }),
  ],
  refuses: {
    "all of values that may be missing": [
      statement("mailer", 0, when("ForAllValues:StringEquals", "ses:Recipients", "ops@example.com")),
      /wanted StringEquals, which a missing key does not pass/,
    ],
    "all of values that may be missing, as is said beside it": [
      statement("mailer", 0, { Condition: { ...onlyTo, Null: { "ses:Recipients": ["false", "true"] } } }),
      /wanted StringEquals, which a missing key does not pass/,
    ],
    "all of values, of which any will do": [
      statement("mailer", 0, {
        Condition: {
          ...onlyTo,
          "ForAllValues:StringEquals": undefined,
          "ForAllValues:StringLike": { "ses:Recipients": "*" },
        },
      }),
      /wanted a value that excludes something/,
    ],
    "values that are there, whatever they are": [
      statement("mailer", 0, { Condition: { Null: { "ses:Recipients": "false" } } }),
      /wanted an operator that names what is allowed/,
    ],
    "a mistyped key of AWS": [
      statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceARNs", arns.topic)),
      /Condition\.ArnLike\.aws:SourceARNs is .*, wanted a key that AWS has/,
    ],
    "a mistyped key of a service": [
      statement(name, at.decrypt, when("StringEquals", "kms:ViaServices", services("sqs"))),
      /wanted a key that AWS has/,
    ],
    "a key of another service": [
      statement(name, at.send, when("StringEquals", "kms:ViaService", services("sqs"))),
      /wanted a key that AWS has/,
    ],
    "an operator that is none": [
      statement("shop-queue-policy", 0, when("StringEqual", "aws:SourceArn", arns.topic)),
      /wanted an operator that IAM knows/,
    ],
    "a condition that a missing key passes": [
      statement("shop-queue-policy", 0, when("ArnLikeIfExists", "aws:SourceArn", arns.topic)),
      /wanted ArnLike, which a missing key does not pass/,
    ],
    "a condition that an empty list passes": [
      statement(name, at.decrypt, when("ForAllValues:StringEquals", "kms:ViaService", services("sqs"))),
      /wanted StringEquals, which/,
    ],
    "a source that is anything": [
      statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", "*")),
      /wanted a value that excludes something/,
    ],
    "anything smuggled into a list": [
      statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", [arns.topic, "*"])),
      /wanted a value that excludes something/,
    ],
    "everything but one source": [
      statement("shop-queue-policy", 0, when("ArnNotLike", "aws:SourceArn", arns.topic)),
      /wanted an operator that names what is allowed/,
    ],
    "a source that may be missing": [
      statement("shop-queue-policy", 0, when("Null", "aws:SourceArn", "true")),
      /wanted an operator that names what is allowed/,
    ],
    "no value": [statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", [])), /wanted a value/],
    "a key of another issuer": [
      statement("deployer", 0, when("StringEquals", "token.example.org:sub", "shop"), "assumeRolePolicy"),
      /wanted a key that AWS has/,
    ],
  },
});
