import { archiveKeepsEvents } from "../../../../policies/rules/reliability/archive-keeps-events";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

testRule(archiveKeepsEvents, {
  valid: shop,
  refuses: {
    "an archive for ever": [drop("archive", "retentionDays"), /retentionDays is not set, wanted 14 to 400/],
    "AWS\\u2019s own way to say for ever": [set("archive", "retentionDays", 0), /retentionDays is 0/],
    "one day less": [set("archive", "retentionDays", 13), /retentionDays is 13/],
    "some events only": [set("archive", "eventPattern", "{}"), /eventPattern is \{\}, wanted none/],
  },
});
