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
const failing = (title: string, preflight: string, refusal: string, says: RegExp) => ({
  title,
  change: (valid: Parameters<typeof set>[0]) => set(valid, "orders", "body", body(preflight, refusal)),
  type: api,
  name: "orders",
  says,
});

testRule(apiOriginsAreNamed, {
  valid: [resource(api, "orders", { body: body(shop, shop) })],
  failing: [
    failing("every origin", "*", "*", /body is \*, wanted an https origin/),
    failing("a page that can be changed on the way", "http://shop.example.com", shop, /body is http:/),
    failing("answers for different pages", shop, "https://old.example.com", /wanted the same origin in all answers/),
  ],
});
