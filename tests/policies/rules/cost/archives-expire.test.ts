import { archivesExpire } from "../../../../policies/rules/cost/archives-expire";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudwatch/eventArchive:EventArchive";

testRule(archivesExpire, {
  valid: [resource(type, "archive", { retentionDays: 365 })],
  failing: [
    {
      title: "an archive that says nothing",
      change: (valid) => drop(valid, "archive", "retentionDays"),
      type: type,
      name: "archive",
      says: /retentionDays is not set/,
    },
    {
      title: "for ever",
      change: (valid) => set(valid, "archive", "retentionDays", 0),
      type: type,
      name: "archive",
      says: /retentionDays is 0/,
    },
    {
      title: "a day too long",
      change: (valid) => set(valid, "archive", "retentionDays", 366),
      type: type,
      name: "archive",
      says: /retentionDays is 366/,
    },
  ],
});
