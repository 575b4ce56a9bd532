import { apiOriginsAreNamed } from "../../../../policies/rules/network/api-origins-are-named";
import { resource, set } from "../../../support/policies/resources";
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
