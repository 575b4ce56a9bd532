import { expect } from "chai";
import { insightTables, isInsighted } from "../../../../components/config/insight-tables";
import { insightsFitTables, streamCarriesBothImages } from "../../../../policies/rules/dynamodb/streams-and-insights";
import type { Resource } from "../../../../program/policies/requests";
import { program } from "../../../support/policies/program";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { t } from "../../../support/policies/shops/wired-parts";

testRule(streamCarriesBothImages, {
  valid: shop,
  refuses: {
    "a stream of keys only": [
      set("orders", "streamViewType", "KEYS_ONLY"),
      /streamViewType is KEYS_ONLY, wanted NEW_AND_OLD_IMAGES/,
    ],
    "a stream that says nothing about images": [drop("orders", "streamViewType"), /streamViewType is not set/],
    "a stream that is off": [set("orders", "streamEnabled", false), /streamEnabled is false/],
    "a table without a stream that somebody reads": [
      chain(drop("orders", "streamEnabled"), drop("orders", "streamViewType")),
      /streamEnabled is not set, wanted true, for 'auditing' reads the stream/,
    ],
  },
});

const insights = "aws:dynamodb/contributorInsights:ContributorInsights";

testRule(insightsFitTables, {
  valid: [
    resource(t.table, "orders", {
      name: "orders",
      hashKey: "orderId",
      globalSecondaryIndexes: [{ name: "ByCustomer", hashKey: "customerId", rangeKey: "createdAt" }],
    }),
    // Nobody asked for its hot keys.
    resource(t.table, "suppressions", { name: "suppressions", hashKey: "address" }),
    resource(insights, "of-table", { tableName: "orders" }),
    resource(insights, "of-index", { tableName: "orders", indexName: "ByCustomer" }),
  ],
  passes: { "a stack without insights": [resource(t.table, "orders")] },
  refuses: {
    "a table keyed by addresses": [
      (valid) => [...valid, resource(insights, "of-people", { tableName: "suppressions" })],
      "of-people",
      /tableName is suppressions, keyed by address, wanted a table or index that no personal data is the key of/,
    ],
    "an index whose sort key is an email address": [
      set("orders", "globalSecondaryIndexes.0.rangeKey", "customerEmail"),
      "of-index",
      /indexName is orders's ByCustomer, keyed by customerEmail/,
    ],
    "an index without": [without("of-index"), "orders", /contributor insights is none for ByCustomer/],
    "a table without": [without("of-table"), "orders", /contributor insights is none for the table/],
    "a table with two": [
      drop("of-index", "indexName"),
      /tableName is orders, wanted another table or index than 'of-table'/,
    ],
    "an index that is not there": [set("of-index", "indexName", "ByCustomre"), /indexName is ByCustomre/],
  },
});

describe("the tables that contributorInsights may name", () => {
  it("are those that the rule lets through, with their indexes, and no others", async () => {
    const resources = (await program("prod")).filter(({ type }) => type !== insights);
    const tables = resources.filter(({ type }) => type === t.table);
    const refused = await judge(insightsFitTables, [...resources, ...tables.flatMap(insightsOf)]);

    const passed = tables.filter(({ name }) => !refused.some(({ urn }) => urn.includes(`::${name}-`)));
    expect(passed.map(({ name }) => name)).to.deep.equal(
      tables.map(({ name }) => name).filter((name) => isInsighted(insightTables, name)),
    );
    expect(passed).to.have.length(insightTables.length);
  });
});

/** One for the table, and one for each of its indexes. */
function insightsOf({ name, inputs }: Resource): readonly Resource[] {
  const indexes = (inputs.globalSecondaryIndexes ?? []) as readonly { readonly name: string }[];
  return [undefined, ...indexes.map((index) => index.name)].map((indexName) =>
    resource(insights, `${name}-${indexName ?? "itself"}`, {
      tableName: inputs.name,
      ...(indexName !== undefined && { indexName }),
    }),
  );
}
