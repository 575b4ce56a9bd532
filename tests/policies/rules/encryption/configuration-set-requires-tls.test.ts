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
  refuses: {
    "a set that says nothing": [drop("mail", "deliveryOptions"), /tlsPolicy is not set, wanted REQUIRE/],
    "TLS where it is offered": [set("mail", "deliveryOptions.tlsPolicy", "OPTIONAL"), /tlsPolicy is OPTIONAL/],
    "the same of the older API": [set("old", "deliveryOptions.tlsPolicy", "Optional"), /tlsPolicy is Optional/],
  },
});
