import { ignoredChangesWrittenDown } from "../../../../policies/rules/reliability/ignored-changes-written-down";
import { change, type NamedChange, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

function ignoring(name: string, ignoreChanges: readonly string[]): NamedChange {
  return change(name, (item) => ({ ...item, ignoreChanges }));
}

testRule(ignoredChangesWrittenDown, {
  valid: [resource(t.queue, "queue"), resource(t.alias, "alias", {}, { ignoreChanges: ["functionVersion"] })],
  config: { allowed: { [t.alias]: ["functionVersion"] }, reason: "A roll-out moves the version of an alias." },
  refuses: {
    "a policy whose changes are ignored": [ignoring("queue", ["policy"]), /ignoreChanges is policy, wanted nothing/],
    "everything ignored": [ignoring("alias", ["*"]), /ignoreChanges is \*, wanted only functionVersion/],
    "one more than is written down": [
      ignoring("alias", ["functionVersion", "functionName"]),
      /ignoreChanges is functionName/,
    ],
  },
});
