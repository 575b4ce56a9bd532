import { archivesExpire } from "../../../../policies/rules/cost/archives-expire";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudwatch/eventArchive:EventArchive";

testRule(archivesExpire, {
  valid: [resource(type, "archive", { retentionDays: 365 })],
  refuses: {
    "an archive that says nothing": [drop("archive", "retentionDays"), /retentionDays is not set/],
    "for ever": [set("archive", "retentionDays", 0), /retentionDays is 0/],
    "a day too long": [set("archive", "retentionDays", 366), /retentionDays is 366/],
  },
});
