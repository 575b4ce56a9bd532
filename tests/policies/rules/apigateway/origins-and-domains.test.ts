import {
  apiOriginsAreNamed,
  customDomainRequiresModernTls,
} from "../../../../policies/rules/apigateway/origins-and-domains";
import { drop, resource, set } from "../../../support/policies/resources";
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
