import { archiveKeepsEvents } from "../../../../policies/rules/reliability/archive-keeps-events";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(archiveKeepsEvents, {
  valid: shop,
  failing: [
    {
      title: "an archive for ever",
      change: (valid) => drop(valid, "archive", "retentionDays"),
      type: t.archive,
      name: "archive",
      says: /retentionDays is not set, wanted 14 to 400/,
    },
    {
      title: "AWS\\u2019s own way to say for ever",
      change: (valid) => set(valid, "archive", "retentionDays", 0),
      type: t.archive,
      name: "archive",
      says: /retentionDays is 0/,
    },
    {
      title: "one day less",
      change: (valid) => set(valid, "archive", "retentionDays", 13),
      type: t.archive,
      name: "archive",
      says: /retentionDays is 13/,
    },
    {
      title: "some events only",
      change: (valid) => set(valid, "archive", "eventPattern", "{}"),
      type: t.archive,
      name: "archive",
      says: /eventPattern is \{\}, wanted none/,
    },
  ],
});
