import { resourceRule } from "../../engine/define";

export const customDomainRequiresModernTls = resourceRule({
  name: "custom-domain-requires-modern-tls",
  concern: "encryption",
  description: "Custom domains of APIs take TLS 1.2 or newer only.",
  rationale: "API Gateway's default for edge-optimized domains is TLS 1.0, which is broken.",
  remediation: "Set securityPolicy to TLS_1_2 or newer.",
  controls: ["api.tls"],
  severity: "high",
  types: ["aws:apigateway/domainName:DomainName", "aws:apigatewayv2/domainName:DomainName"],
  check(domain, { report }) {
    const property = domain.type.includes("v2") ? "domainNameConfiguration.securityPolicy" : "securityPolicy";
    const policy = domain.text(property);
    if (policy !== undefined && /^(TLS_1_2|TLS_1_3|SecurityPolicy_TLS1[23]_)/.test(policy)) return;
    report(domain, property, policy, "TLS_1_2 or newer");
  },
});
