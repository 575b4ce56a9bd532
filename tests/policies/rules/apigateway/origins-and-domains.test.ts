import {
  apiOriginsAreNamed,
  customDomainRequiresModernTls,
} from "../../../../policies/rules/apigateway/origins-and-domains";
import { chain, drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const api = "aws:apigateway/restApi:RestApi";
const body = (preflight: string, refusal: string) =>
  JSON.stringify({
    paths: {
      "/orders": {
        options: {
          "x-amazon-apigateway-integration": {
            responses: {
              default: {
                responseParameters: { "method.response.header.Access-Control-Allow-Origin": `'${preflight}'` },
              },
            },
          },
        },
      },
    },
    "x-amazon-apigateway-gateway-responses": {
      DEFAULT_4XX: { responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": `'${refusal}'` } },
    },
  });
const shop = "https://shop.example.com";
const origins = (preflight: string, refusal: string) => set("orders", "body", body(preflight, refusal));

testRule(apiOriginsAreNamed, {
  valid: [resource(api, "orders", { body: body(shop, shop) })],
  refuses: {
    "every origin": [origins("*", "*"), /body is \*, wanted an https origin/],
    "a page that can be changed on the way": [origins("http://shop.example.com", shop), /body is http:/],
    "answers for different pages": [origins(shop, "https://old.example.com"), /wanted the same origin in all answers/],
  },
});

const rest = "aws:apigateway/domainName:DomainName";
const stricter = "SecurityPolicy_TLS13_1_3_2025_09";
const http = "aws:apigatewayv2/domainName:DomainName";

testRule(customDomainRequiresModernTls, {
  valid: [
    resource(rest, "api", { securityPolicy: "TLS_1_2" }),
    resource(http, "web", { domainNameConfiguration: { securityPolicy: "TLS_1_2" } }),
    resource(api, "own", {}),
  ],
  passes: {
    "a newer policy and its endpoint access mode": chain(
      set("api", "securityPolicy", stricter),
      set("api", "endpointAccessMode", "BASIC"),
    ),
  },
  refuses: {
    "a domain that says nothing": [drop("api", "securityPolicy"), /securityPolicy is not set, wanted TLS_1_2 or newer/],
    "TLS 1.0": [set("api", "securityPolicy", "TLS_1_0"), /securityPolicy is TLS_1_0/],
    "a newer policy without its endpoint access mode": [
      set("api", "securityPolicy", stricter),
      /endpointAccessMode is not set, wanted BASIC or STRICT/,
    ],
    "an API's own address by such a policy": [
      set("own", "securityPolicy", stricter),
      /endpointAccessMode is not set, wanted BASIC or STRICT/,
    ],
    "an API's own address by TLS 1.0": [set("own", "securityPolicy", "TLS_1_0"), /securityPolicy is TLS_1_0/],
    "an HTTP API that says nothing": [
      drop("web", "domainNameConfiguration.securityPolicy"),
      /securityPolicy is not set/,
    ],
  },
});
