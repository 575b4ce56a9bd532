import { keyIsInUse } from "../../../../policies/rules/encryption/key-is-in-use";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:kms/key:Key";

testRule(keyIsInUse, {
  valid: [
    resource(type, "shop", {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "x", Action: "kms:*", Resource: "*" }] }),
    }),
  ],
  refuses: {
    "a key without a policy": [drop("shop", "policy"), /policy is not set/],
    "a policy without statements": [set("shop", "policy", '{"Statement":[]}'), /wanted a policy with statements/],
    "a policy that cannot be read": [set("shop", "policy", "{"), /policy is \{/],
    "a disabled key": [set("shop", "isEnabled", false), /isEnabled is false/],
  },
});
