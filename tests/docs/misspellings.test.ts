// What the check of documents is worth: one letter wrong, and it says so.
import { expect } from "chai";
import { problemsOf } from "./support/check";
import { type Facts, facts } from "./support/facts";
import { allPages } from "./support/pages";

const misspelt: readonly (readonly [kind: string, path: string, right: string, wrong: string])[] = [
  ["an npm script", "README.md", "`npm run mutations`", "`npm run mutation`"],
  ["a flag of npm start", "README.md", "npm start -- --keep", "npm start -- --kepp"],
  ["a flag of another command", "docs/cost.md", "--orders 1000000", "--order 1000000"],
  [
    "an operator's command",
    "docs/runbooks/dead-letters.md",
    "npm run ops -- deadletters\n",
    "npm run ops -- deadleters\n",
  ],
  ["a flag of an operator's command", "docs/runbooks/function-errors.md", "--since 2h --limit", "--sinse 2h --limit"],
  ["a flag on its own", "docs/operations.md", "`--show-addresses`", "`--show-adresses`"],
  ["a flag in code", "README.md", "token -- --staff", "token -- --stafff"],
  [
    "a queue of a command",
    "docs/runbooks/rule-failures.md",
    "--queue shipments-target-dead-letters",
    "--queue shipment-target-dead-letters",
  ],
  [
    "a function of a command",
    "docs/runbooks/order-failures.md",
    "--function orders-update-status",
    "--function orders-updates-status",
  ],
  ["a stack", "README.md", "policies -- --stack prod", "policies -- --stack production"],
  [
    "a call of AWS",
    "docs/runbooks/rule-failures.md",
    "aws events list-targets-by-rule",
    "aws events list-target-by-rule",
  ],
  [
    "a parameter of AWS",
    "docs/runbooks/function-throttles.md",
    "--reserved-concurrent-executions",
    "--reserved-concurrent-execution",
  ],
  [
    "a physical name",
    "docs/runbooks/error-log-unavailable.md",
    "--table-name monitoring-errors-prod",
    "--table-name monitoring-error-prod",
  ],
  ["a command of Pulumi", "docs/delivery.md", "pulumi cancel --stack dev", "pulumi cancle --stack dev"],
  ["a flag of Pulumi", "docs/delivery.md", "--expect-no-changes", "--expect-no-change"],
  ["a setting that is set", "README.md", "backoffice:senderAddress", "backoffice:senderAdress"],
  ["a setting in prose", "docs/runbooks/queue-age.md", "`queueAgeSeconds`", "`queueAgeSecond`"],
  ["a setting in a comment", "README.md", "likewise alertEmail", "likewise alertMail"],
  ["a rule", "docs/upgrading.md", "`replacement-keeps-data`", "`replacement-keeps-date`"],
  ["a rule that is configured", "docs/policies.md", '"log-group-retention"', '"log-groups-retention"'],
  ["a parameter of a rule", "docs/policies.md", '"minimumDays"', '"minimalDays"'],
  ["an alarm", "docs/runbooks/README.md", "`monitoring-backup-failed-alarm`", "`monitoring-backup-faild-alarm`"],
  ["an ending of alarms", "docs/runbooks/README.md", "`-iterator-age-alarm`", "`-iterator-ages-alarm`"],
  ["a queue in prose", "docs/operations.md", "`orders-auditor-failures`", "`orders-audit-failures`"],
  [
    "an output of a command",
    "docs/shipments.md",
    "stack output shipments --json | jq -r .archiveName",
    "stack output shipment --json | jq -r .archiveName",
  ],
  ["a field of an output", "docs/shipments.md", ".archiveName", ".archivName"],
  ["an output in prose", "docs/going-live.md", "`dkimRecords`", "`dkimRecord`"],
  ["a file", "docs/policies.md", "`tests/policies/mutations/survivors.ts`", "`tests/policies/mutations/survivor.ts`"],
  ["a folder", "README.md", "bootstrap/    what", "bootstraps/   what"],
  ["a link", "README.md", "(docs/delivery.md)", "(docs/deliveries.md)"],
  ["a name in a drawing", "docs/architecture.md", '["orders-publisher"]', '["orders-publishers"]'],
  ["a code of an error", "docs/runbooks/dead-letters.md", "`RETRIES_EXHAUSTED`", "`RETRYS_EXHAUSTED`"],
];

describe("a document with one word misspelt", () => {
  const pages = allPages();
  let known: Facts;

  before(async () => {
    known = await facts();
  });

  for (const [kind, path, right, wrong] of misspelt) {
    it(`is found by ${kind}: ${wrong.trim()}`, async () => {
      const page = pages.find((candidate) => candidate.path === path);
      if (page === undefined) throw new Error(`there is no page ${path}`);
      expect(page.text, `${path} does not say this any more`).to.contain(right);
      const changed = { path, text: page.text.replace(right, () => wrong) };

      const [before, after] = [await problemsOf(page, pages, known), await problemsOf(changed, pages, known)];

      expect(after.filter((problem) => !before.includes(problem))).to.not.deep.equal([]);
    });
  }

  it("is found by an anchor that no heading makes", async () => {
    const text =
      "[replacement](docs/upgrading.md#what-replaces-a-resource) and [nothing](docs/upgrading.md#what-replaces)";

    expect(await problemsOf({ path: "README.md", text }, pages, known)).to.deep.equal([
      "'docs/upgrading.md' has no heading '#what-replaces'",
    ]);
  });
});
