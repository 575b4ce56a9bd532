import { configurationSetRequiresTls } from "../../../../policies/rules/encryption/configuration-set-requires-tls";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sesv2/configurationSet:ConfigurationSet";
const older = "aws:ses/configurationSet:ConfigurationSet";

testRule(configurationSetRequiresTls, {
  valid: [
    resource(type, "mail", { deliveryOptions: { tlsPolicy: "REQUIRE" } }),
    resource(older, "old", { deliveryOptions: { tlsPolicy: "Require" } }),
  ],
  failing: [
    {
      title: "a set that says nothing",
      change: (valid) => drop(valid, "mail", "deliveryOptions"),
      type: type,
      name: "mail",
      says: /tlsPolicy is not set, wanted REQUIRE/,
    },
    {
      title: "TLS where it is offered",
      change: (valid) => set(valid, "mail", "deliveryOptions.tlsPolicy", "OPTIONAL"),
      type: type,
      name: "mail",
      says: /tlsPolicy is OPTIONAL/,
    },
    {
      title: "the same of the older API",
      change: (valid) => set(valid, "old", "deliveryOptions.tlsPolicy", "Optional"),
      type: older,
      name: "old",
      says: /tlsPolicy is Optional/,
    },
  ],
});
