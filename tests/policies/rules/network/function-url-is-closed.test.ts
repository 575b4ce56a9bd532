import { functionUrlIsClosed } from "../../../../policies/rules/network/function-url-is-closed";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/functionUrl:FunctionUrl";

testRule(functionUrlIsClosed, {
  valid: [
    resource(type, "url", { authorizationType: "AWS_IAM", cors: { allowOrigins: ["https://shop.example.com"] } }),
    resource(type, "silent", { authorizationType: "AWS_IAM" }),
  ],
  refuses: {
    "an open address": [set("url", "authorizationType", "NONE"), /authorizationType is NONE, wanted AWS_IAM/],
    "no authorization said": [drop("url", "authorizationType"), /authorizationType is not set/],
    "every origin": [set("url", "cors.allowOrigins", ["https://shop.example.com", "*"]), /cors.allowOrigins is/],
  },
});
