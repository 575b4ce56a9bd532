import { apiServesItsDocument } from "../../../../policies/rules/reliability/api-serves-its-document";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(apiServesItsDocument, {
  valid: [resource(t.api, "orders", { body: "{}" })],
  refuses: {
    "a mode in which lost operations stay alive": [
      set("orders", "putRestApiMode", "merge"),
      /putRestApiMode is merge, wanted overwrite/,
    ],
    "bodies that are not validated": [
      set("orders", "binaryMediaTypes", ["*/*"]),
      /binaryMediaTypes is \["\*\/\*"\], wanted none/,
    ],
    "an API without any address": [
      set("orders", "disableExecuteApiEndpoint", true),
      /disableExecuteApiEndpoint is true, wanted false/,
    ],
  },
});
