import { apiServesItsDocument } from "../../../../policies/rules/reliability/api-serves-its-document";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(apiServesItsDocument, {
  valid: [resource(t.api, "orders", { body: "{}" })],
  failing: [
    {
      title: "a mode in which lost operations stay alive",
      change: (valid) => set(valid, "orders", "putRestApiMode", "merge"),
      type: t.api,
      name: "orders",
      says: /putRestApiMode is merge, wanted overwrite/,
    },
    {
      title: "bodies that are not validated",
      change: (valid) => set(valid, "orders", "binaryMediaTypes", ["*/*"]),
      type: t.api,
      name: "orders",
      says: /binaryMediaTypes is \["\*\/\*"\], wanted none/,
    },
    {
      title: "an API without any address",
      change: (valid) => set(valid, "orders", "disableExecuteApiEndpoint", true),
      type: t.api,
      name: "orders",
      says: /disableExecuteApiEndpoint is true, wanted false/,
    },
  ],
});
