import { customDomainRequiresModernTls } from "../../../../policies/rules/encryption/custom-domain-requires-modern-tls";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const rest = "aws:apigateway/domainName:DomainName";
const http = "aws:apigatewayv2/domainName:DomainName";

testRule(customDomainRequiresModernTls, {
  valid: [
    resource(rest, "api", { securityPolicy: "TLS_1_2" }),
    resource(http, "web", { domainNameConfiguration: { securityPolicy: "TLS_1_2" } }),
  ],
  refuses: {
    "a domain that says nothing": [drop("api", "securityPolicy"), /securityPolicy is not set, wanted TLS_1_2 or newer/],
    "TLS 1.0": [set("api", "securityPolicy", "TLS_1_0"), /securityPolicy is TLS_1_0/],
    "an HTTP API that says nothing": [
      drop("web", "domainNameConfiguration.securityPolicy"),
      /securityPolicy is not set/,
    ],
  },
});
