import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import { documentOf } from "../../wiring/api-document";

const header = /\.header\.Access-Control-Allow-Origin$/i;

export const apiOriginsAreNamed = resourceRule({
  name: "api-origins-are-named",
  concern: "network",
  description: "An API answers scripts of one named web origin, by https.",
  rationale:
    "With * every page that a customer opens may call with a token it has got hold of and read the answer; a page by http can be changed on the way to do so.",
  remediation: "Set corsAllowedOrigins to the shop's https origin.",
  controls: ["api.authorization", "lambda.function-url"],
  severity: "medium",
  types: [awsTypes.apigateway.restApi],
  parameters: {
    any: z.boolean().default(false).describe("Whether every origin may call: where there are no customers."),
  },
  check(api, { report, parameters: { any } }) {
    const origins = new Set(originsIn(documentOf(api)));
    for (const found of origins) {
      if (any || /^https:\/\/[^*\s]+$/.test(found)) continue;
      report(api, "body", found, "an https origin in Access-Control-Allow-Origin");
    }
    if (origins.size > 1) report(api, "body", [...origins], "the same origin in all answers");
  },
});

/** Values of the header anywhere in a document; the document writes literal values in single quotes. */
function originsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    header.test(key) && typeof item === "string" ? [item.replace(/^'(.*)'$/, "$1")] : originsIn(item),
  );
}

export const customDomainRequiresModernTls = resourceRule({
  name: "custom-domain-requires-modern-tls",
  concern: "encryption",
  description:
    "Custom domains of APIs take TLS 1.2 or newer only, with the endpoint access mode that the newer security policies ask for.",
  rationale:
    "API Gateway's default for edge-optimized domains is TLS 1.0, which is broken. A security policy SecurityPolicy_... without an endpoint access mode is refused. Source: API Gateway's guide, Security policies for REST APIs.",
  remediation: "Set securityPolicy to TLS_1_2 or newer, and endpointAccessMode beside SecurityPolicy_....",
  controls: ["api.tls"],
  severity: "high",
  types: [awsTypes.apigateway.domainName, awsTypes.apigatewayv2.domainName, awsTypes.apigateway.restApi],
  check(resource, { report }) {
    const property = resource.type.includes("v2") ? "domainNameConfiguration.securityPolicy" : "securityPolicy";
    const policy = resource.text(property);
    if (policy?.startsWith("SecurityPolicy_") && resource.text("endpointAccessMode") === undefined)
      report(resource, "endpointAccessMode", undefined, `BASIC or STRICT, which ${policy} asks for`);
    // Where a domain leads to an API, the domain's policy decides; AWS takes TLS 1.2 or newer at an API's own address.
    if (resource.type === awsTypes.apigateway.restApi && policy === undefined) return;
    if (policy === undefined || !/^(TLS_1_2|TLS_1_3|SecurityPolicy_TLS1[23]_)/.test(policy))
      report(resource, property, policy, "TLS_1_2 or newer");
  },
});
