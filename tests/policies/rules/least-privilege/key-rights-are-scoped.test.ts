import { keyRightsAreScoped } from "../../../../policies/rules/least-privilege/key-rights-are-scoped";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, policy, statement, types } from "./fixture";
import { arns, at, services, shop } from "./shop";

const name = "shop-sender-policy";
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const wanted = /Statement\[9\]\.Condition is .*, wanted StringEquals on kms:ViaService or/;

testRule(keyRightsAreScoped, {
  valid: shop,
  refuses: {
    "no condition": [statement(name, at.decrypt, { Condition: undefined }), wanted],
    "a condition of another kind": [
      statement(name, at.decrypt, when("StringEquals", "kms:CallerAccount", "123456789012")),
      wanted,
    ],
    "a pattern for all services": [
      statement(name, at.decrypt, when("StringLike", "kms:ViaService", "*.amazonaws.com")),
      wanted,
    ],
    "a service that may be missing": [
      statement(name, at.decrypt, when("StringEqualsIfExists", "kms:ViaService", services("sqs"))),
      wanted,
    ],
    "every key": [
      statement(name, at.decrypt, { Resource: "*" }),
      /Statement\[9\]\.Resource is \["\*"\], wanted the ARN of one key/,
    ],
    "every key of the account": [
      statement(name, at.decrypt, { Resource: arns.key.replace("key/1", "key/*") }),
      /key\/\*/,
    ],
    "an alias, which is no key": [
      statement(name, at.decrypt, { Resource: arns.key.replace("key/1", "alias/shop") }),
      /alias\/shop/,
    ],
    "an open statement beside the good ones": [
      also(name, grant("kms:Decrypt", arns.key)),
      /Statement\[11\]\.Condition/,
    ],
    "a managed policy": [
      (valid) => [
        ...valid,
        resource("aws:iam/policy:Policy", "open", { policy: policy(grant("kms:*", "*")) }),
        resource(types.attachment, "attached", {
          role: "shop-sender-role",
          policyArn: "arn:aws:test:eu-central-1:123456789012:Policy/open",
        }),
      ],
      "open",
      /Statement\[0\]\.Resource is/,
    ],
  },
});
