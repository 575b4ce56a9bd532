import { functionsRunTheirOwnCode } from "../../../../policies/rules/reliability/functions-run-their-own-code";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(functionsRunTheirOwnCode, {
  valid: [
    resource(t.function, "create", { code: { hash: "c1" } }),
    resource(t.function, "get", { code: { hash: "9e" } }),
  ],
  refuses: {
    "a function with another's bundle": [
      set("get", "code.hash", "c1"),
      /code is that of 'create', wanted code of its own/,
    ],
    "code from elsewhere": [
      set("get", "layers", ["arn:aws:lambda:eu-central-1:999999999999:layer:helper:7"]),
      /layers is .*helper:7.*, wanted none/,
    ],
  },
});
