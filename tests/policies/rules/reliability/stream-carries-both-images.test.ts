import { streamCarriesBothImages } from "../../../../policies/rules/reliability/stream-carries-both-images";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(streamCarriesBothImages, {
  valid: shop,
  failing: [
    {
      title: "a stream of keys only",
      change: (valid) => set(valid, "orders", "streamViewType", "KEYS_ONLY"),
      type: t.table,
      name: "orders",
      says: /streamViewType is KEYS_ONLY, wanted NEW_AND_OLD_IMAGES/,
    },
    {
      title: "a stream that says nothing about images",
      change: (valid) => drop(valid, "orders", "streamViewType"),
      type: t.table,
      name: "orders",
      says: /streamViewType is not set/,
    },
    {
      title: "a stream that is off",
      change: (valid) => set(valid, "orders", "streamEnabled", false),
      type: t.table,
      name: "orders",
      says: /streamEnabled is false/,
    },
    {
      title: "a table without a stream that somebody reads",
      change: (valid) => drop(drop(valid, "orders", "streamEnabled"), "orders", "streamViewType"),
      type: t.table,
      name: "orders",
      says: /streamEnabled is not set, wanted true, for 'auditing' reads the stream/,
    },
  ],
});
