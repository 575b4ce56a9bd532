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
  failing: [
    {
      title: "a key without a policy",
      change: (valid) => drop(valid, "shop", "policy"),
      type: type,
      name: "shop",
      says: /policy is not set/,
    },
    {
      title: "a policy without statements",
      change: (valid) => set(valid, "shop", "policy", '{"Statement":[]}'),
      type: type,
      name: "shop",
      says: /wanted a policy with statements/,
    },
    {
      title: "a policy that cannot be read",
      change: (valid) => set(valid, "shop", "policy", "{"),
      type: type,
      name: "shop",
      says: /policy is \{/,
    },
    {
      title: "a disabled key",
      change: (valid) => set(valid, "shop", "isEnabled", false),
      type: type,
      name: "shop",
      says: /isEnabled is false/,
    },
  ],
});
