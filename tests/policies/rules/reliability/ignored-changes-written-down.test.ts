import type { Resource } from "../../../../local/policies/requests";
import { ignoredChangesWrittenDown } from "../../../../policies/rules/reliability/ignored-changes-written-down";
import { change, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

function ignoring(valid: readonly Resource[], name: string, ignoreChanges: readonly string[]): readonly Resource[] {
  return change(valid, name, (item) => ({ ...item, ignoreChanges }));
}

testRule(ignoredChangesWrittenDown, {
  valid: [resource(t.queue, "queue"), resource(t.alias, "alias", {}, { ignoreChanges: ["functionVersion"] })],
  config: { allowed: { [t.alias]: ["functionVersion"] }, reason: "A roll-out moves the version of an alias." },
  failing: [
    {
      title: "a policy whose changes are ignored",
      change: (valid) => ignoring(valid, "queue", ["policy"]),
      type: t.queue,
      name: "queue",
      says: /ignoreChanges is policy, wanted nothing/,
    },
    {
      title: "everything ignored",
      change: (valid) => ignoring(valid, "alias", ["*"]),
      type: t.alias,
      name: "alias",
      says: /ignoreChanges is \*, wanted only functionVersion/,
    },
    {
      title: "one more than is written down",
      change: (valid) => ignoring(valid, "alias", ["functionVersion", "functionName"]),
      type: t.alias,
      name: "alias",
      says: /ignoreChanges is functionName/,
    },
  ],
});
