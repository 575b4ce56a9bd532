import { streamCarriesBothImages } from "../../../../policies/rules/reliability/stream-carries-both-images";
import { chain, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

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
