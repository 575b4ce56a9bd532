import { functionUrlIsClosed } from "../../../../policies/rules/network/function-url-is-closed";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/functionUrl:FunctionUrl";

testRule(functionUrlIsClosed, {
  valid: [
    resource(type, "url", { authorizationType: "AWS_IAM", cors: { allowOrigins: ["https://shop.example.com"] } }),
    resource(type, "silent", { authorizationType: "AWS_IAM" }),
  ],
  failing: [
    {
      title: "an open address",
      change: (valid) => set(valid, "url", "authorizationType", "NONE"),
      type: type,
      name: "url",
      says: /authorizationType is NONE, wanted AWS_IAM/,
    },
    {
      title: "no authorization said",
      change: (valid) => drop(valid, "url", "authorizationType"),
      type: type,
      name: "url",
      says: /authorizationType is not set/,
    },
    {
      title: "every origin",
      change: (valid) => set(valid, "url", "cors.allowOrigins", ["https://shop.example.com", "*"]),
      type: type,
      name: "url",
      says: /cors.allowOrigins is/,
    },
  ],
});
