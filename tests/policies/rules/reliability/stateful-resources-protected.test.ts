import type { Resource } from "../../../../local/policies/requests";
import { statefulResourcesProtected } from "../../../../policies/rules/reliability/stateful-resources-protected";
import { change, drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

const bucket = "aws:s3/bucket:Bucket";

function bare(valid: readonly Resource[], name: string): readonly Resource[] {
  return change(valid, name, (item) => ({ ...item, protect: false }));
}

testRule(statefulResourcesProtected, {
  valid: [
    resource(t.table, "orders", { deletionProtectionEnabled: true }, { protect: true }),
    resource(t.key, "key", {}, { protect: true }),
    resource(bucket, "trail", {}, { protect: true }),
  ],
  failing: [
    {
      title: "a table that a mistake can delete",
      change: (valid) => bare(valid, "orders"),
      type: t.table,
      name: "orders",
      says: /protect is false, wanted true/,
    },
    {
      title: "a table that the console can delete",
      change: (valid) => drop(valid, "orders", "deletionProtectionEnabled"),
      type: t.table,
      name: "orders",
      says: /deletionProtectionEnabled is not set/,
    },
    {
      title: "a table without protection of its own",
      change: (valid) => set(valid, "orders", "deletionProtectionEnabled", false),
      type: t.table,
      name: "orders",
      says: /deletionProtectionEnabled is false/,
    },
    {
      title: "a key that a mistake can delete",
      change: (valid) => bare(valid, "key"),
      type: t.key,
      name: "key",
      says: /protect is false/,
    },
    {
      title: "a bucket that a mistake can delete",
      change: (valid) => bare(valid, "trail"),
      type: bucket,
      name: "trail",
      says: /protect is false/,
    },
    {
      title: "a bucket that is emptied first",
      change: (valid) => set(valid, "trail", "forceDestroy", true),
      type: bucket,
      name: "trail",
      says: /forceDestroy is true/,
    },
  ],
});
