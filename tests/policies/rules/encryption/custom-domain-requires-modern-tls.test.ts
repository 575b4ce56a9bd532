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
  failing: [
    {
      title: "a domain that says nothing",
      change: (valid) => drop(valid, "api", "securityPolicy"),
      type: rest,
      name: "api",
      says: /securityPolicy is not set, wanted TLS_1_2 or newer/,
    },
    {
      title: "TLS 1.0",
      change: (valid) => set(valid, "api", "securityPolicy", "TLS_1_0"),
      type: rest,
      name: "api",
      says: /securityPolicy is TLS_1_0/,
    },
    {
      title: "an HTTP API that says nothing",
      change: (valid) => drop(valid, "web", "domainNameConfiguration.securityPolicy"),
      type: http,
      name: "web",
      says: /securityPolicy is not set/,
    },
  ],
});
