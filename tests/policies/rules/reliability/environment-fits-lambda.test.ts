import { environmentFitsLambda } from "../../../../policies/rules/reliability/environment-fits-lambda";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

const variables = { LOG_LEVEL: "INFO", AUTH_ISSUER: "https://login.example.com/", QUEUE_URL: "https://sqs.example/q" };
const having = (name: string, value: string) => set("sender", `environment.variables.${name}`, value);

testRule(environmentFitsLambda, {
  valid: [resource(t.function, "sender", { environment: { variables } }), resource(t.function, "bare")],
  refuses: {
    "a name that Lambda keeps": [having("AWS_REGION", "eu-central-1"), /AWS_REGION is reserved/],
    "connections that are not checked": [having("NODE_TLS_REJECT_UNAUTHORIZED", "0"), /REJECT_UNAUTHORIZED is 0/],
    "a debugger": [having("NODE_OPTIONS", "--inspect=0.0.0.0"), /NODE_OPTIONS is --inspect/],
    "a plain address": [
      having("AUTH_ISSUER", "http://localhost:8080/"),
      /AUTH_ISSUER is http:.*wanted an https address/,
    ],
    "debug lines": [having("LOG_LEVEL", "DEBUG"), /LOG_LEVEL is DEBUG, wanted INFO or WARN or ERROR/],
    "more than 4 KB": [
      having("TEMPLATE", "x".repeat(4_096)),
      /environment.variables is \d+ bytes, wanted at most 4096/,
    ],
  },
});
