import { environmentFitsLambda } from "../../../../policies/rules/reliability/environment-fits-lambda";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

const variables = { LOG_LEVEL: "INFO", AUTH_ISSUER: "https://login.example.com/", QUEUE_URL: "https://sqs.example/q" };
const failing = (title: string, name: string, value: string, says: RegExp) => ({
  title,
  change: (valid: Parameters<typeof set>[0]) => set(valid, "sender", `environment.variables.${name}`, value),
  type: t.function,
  name: "sender",
  says,
});

testRule(environmentFitsLambda, {
  valid: [resource(t.function, "sender", { environment: { variables } }), resource(t.function, "bare")],
  failing: [
    failing("a name that Lambda keeps", "AWS_REGION", "eu-central-1", /AWS_REGION is reserved/),
    failing("connections that are not checked", "NODE_TLS_REJECT_UNAUTHORIZED", "0", /REJECT_UNAUTHORIZED is 0/),
    failing("a debugger", "NODE_OPTIONS", "--inspect=0.0.0.0", /NODE_OPTIONS is --inspect/),
    failing(
      "a plain address",
      "AUTH_ISSUER",
      "http://localhost:8080/",
      /AUTH_ISSUER is http:.*wanted an https address/,
    ),
    failing("debug lines", "LOG_LEVEL", "DEBUG", /LOG_LEVEL is DEBUG, wanted INFO or WARN or ERROR/),
    failing("more than 4 KB", "TEMPLATE", "x".repeat(4_096), /environment.variables is \d+ bytes, wanted at most 4096/),
  ],
});
