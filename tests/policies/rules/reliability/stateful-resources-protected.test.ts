import { statefulResourcesProtected } from "../../../../policies/rules/reliability/stateful-resources-protected";
import { change, drop, type NamedChange, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

const bucket = "aws:s3/bucket:Bucket";

function bare(name: string): NamedChange {
  return change(name, (item) => ({ ...item, protect: false }));
}

testRule(statefulResourcesProtected, {
  valid: [
    resource(t.table, "orders", { deletionProtectionEnabled: true }, { protect: true }),
    resource(t.key, "key", {}, { protect: true }),
    resource(bucket, "trail", {}, { protect: true }),
  ],
  refuses: {
    "a table that a mistake can delete": [bare("orders"), /protect is false, wanted true/],
    "a table that the console can delete": [
      drop("orders", "deletionProtectionEnabled"),
      /deletionProtectionEnabled is not set/,
    ],
    "a table without protection of its own": [
      set("orders", "deletionProtectionEnabled", false),
      /deletionProtectionEnabled is false/,
    ],
    "a key that a mistake can delete": [bare("key"), /protect is false/],
    "a bucket that a mistake can delete": [bare("trail"), /protect is false/],
    "a bucket that is emptied first": [set("trail", "forceDestroy", true), /forceDestroy is true/],
  },
});
