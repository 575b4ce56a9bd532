// Each rule about workflows is shown to bite: one change to a workflow that holds to all of them, and the problem it must make.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { diagnose } from "./github-parser";
import { actionProblems, workflowProblems } from "./rules";

type Change = readonly [what: string, file: string, from: string | RegExp, to: string, problem: string];

const checkout = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const fromHere = "github.event.pull_request.head.repo.full_name == github.repository";

const changes: readonly Change[] = [
  ["an action by its tag", "deploy.yml", checkout, "actions/checkout@v7", "uses:"],
  ["an action by a branch", "deploy.yml", checkout, "actions/checkout@main", "uses:"],
  ["an action by half a SHA", "deploy.yml", checkout, "actions/checkout@3d3c42e", "uses:"],
  ["an action at another commit", "deploy.yml", /@3d3c42e5/, "@3d3c42e6", "uses:"],
  ["an action without its release", "deploy.yml", / # v7\.0\.1/, "", "uses:"],
  ["an action with another release beside it", "deploy.yml", "# v7.0.1", "# v7.0.2", "uses:"],
  [
    "an action that nobody has looked at",
    "deploy.yml",
    checkout,
    "evil/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "uses:",
  ],
  [
    "an action of this repository that is not there",
    "deploy.yml",
    "./.github/actions/setup",
    "./.github/actions/up",
    "uses:",
  ],
  ["a job that may hang", "deploy.yml", /\n {4}timeout-minutes: 60/, "", "timeout:"],
  ["a runner that changes by itself", "deploy.yml", "ubuntu-24.04", "ubuntu-latest", "runner:"],
  ["rights for all jobs", "deploy.yml", "\npermissions: {}", "\npermissions: write-all", "permissions:"],
  ["no word about rights", "deploy.yml", "\npermissions: {}\n", "\n", "permissions:"],
  [
    "a job with the rights of the repository's settings",
    "deploy.yml",
    /\n {4}permissions:\n {6}contents: read\n {4}steps/,
    "\n    steps",
    "permissions:",
  ],
  ["a job that may push", "deploy.yml", "contents: read", "contents: write", "permissions:"],
  [
    "a job that may publish packages",
    "deploy.yml",
    "id-token: write",
    "packages: write\n      id-token: write",
    "permissions:",
  ],
  [
    "a token that nobody needs",
    "deploy.yml",
    "      contents: read\n    steps",
    "      contents: read\n      id-token: write\n    steps",
    "role:",
  ],
  ["a role without the token", "deploy.yml", /\n {6}id-token: write/, "", "role:"],
  ["a role outside of an environment", "deploy.yml", /\n {4}environment: prod/, "", "role:"],
  ["an environment that nobody has set up", "deploy.yml", "environment: prod", "environment: production", "role:"],
  ["a deployment of any branch", "deploy.yml", "if: github.ref == 'refs/heads/main'", "if: always()", "branch:"],
  [
    "a trigger with our rights on their code",
    "pull-request.yml",
    "\n  pull_request:",
    "\n  pull_request_target:",
    "trigger:",
  ],
  ["a trigger by what others say", "drift.yml", "  workflow_dispatch:", "  issue_comment:", "trigger:"],
  ["credentials for forks", "pull-request.yml", `${fromHere} &&`, "", "fork:"],
  ["credentials for forks by another way", "ephemeral.yml", `${fromHere} &&`, `${fromHere} ||`, "fork:"],
  [
    "a way around at the end",
    "ephemeral.yml",
    "github.event.label.name == 'ephemeral'))\n    runs-on",
    "github.event.label.name == 'ephemeral')) || github.actor == 'x'\n    runs-on",
    "fork:",
  ],
  ["a way around in front", "pull-request.yml", fromHere, `github.actor == 'x' || ${fromHere}`, "fork:"],
  [
    "deployments that stop one another",
    "deploy.yml",
    "group: deploy-prod\n      cancel-in-progress: false",
    "group: deploy-prod\n      cancel-in-progress: true",
    "concurrency:",
  ],
  [
    "a destroy that is stopped half-way",
    "ephemeral.yml",
    "cancel-in-progress: false",
    "cancel-in-progress: true",
    "concurrency:",
  ],
  ["a sweep that does not say", "ephemeral-sweep.yml", /\n {2}cancel-in-progress: false/, "", "concurrency:"],
  [
    "jobs all at once",
    "drift.yml",
    /\nconcurrency:\n {2}group: drift\n {2}cancel-in-progress: false/,
    "",
    "concurrency:",
  ],
  [
    "a title inside a command",
    "ephemeral.yml",
    '"pr-$PULL_REQUEST"',
    '"$' + '{{ github.event.pull_request.title }}"',
    "expression:",
  ],
  ["an input inside a command", "drift.yml", '--stack "$STACK"', "--stack $" + "{{ matrix.stack }}", "expression:"],
  ["a script in line", "deploy.yml", "run: npm cit", "run: curl -sSf https://example.com/x.sh | sh", "script:"],
  ["an npm script that is not there", "pull-request.yml", "npm run -s policies", "npm run -s polices", "script:"],
  ["a script that is not there", "drift.yml", "drift-issue.ts", "drift-issues.ts", "script:"],
  ["a git token left behind", "deploy.yml", "persist-credentials: false", "persist-credentials: true", "checkout:"],
  ["a git token left behind by default", "deploy.yml", /\n {8}with:\n {10}persist-credentials: false/, "", "checkout:"],
  [
    "a token for every step",
    "deploy.yml",
    "    env:\n      PULUMI",
    "    env:\n      GH_TOKEN: $" + "{{ github.token }}\n      PULUMI",
    "secret:",
  ],
  [
    "a secret as an argument",
    "deploy.yml",
    "aws-region: $" + "{{ vars.AWS_REGION }}",
    "aws-secret-access-key: $" + "{{ secrets.KEY }}",
    "secret:",
  ],
  ["a link to the state in the log", "deploy.yml", "--suppress-permalink=true --message", "--message", "secret:"],
  [
    "outputs in the log",
    "deploy.yml",
    "--suppress-outputs --suppress-permalink=true --message",
    "--suppress-permalink=true --message",
    "secret:",
  ],
  ["a deployment that nobody has judged", "deploy.yml", "--policy-pack policies ", "", "policies:"],
  [
    "dev judged as prod is",
    "deploy.yml",
    " --policy-pack-config policies/config/dev.json",
    "",
    "policies: dev is judged by policies/config/dev.json",
  ],
  ["prod judged as dev is", "deploy.yml", "policies/config/prod.json", "policies/config/dev.json", "policies:"],
  [
    "a preview by nobody's levels",
    "pull-request.yml",
    "policies/config/$STACK.json",
    "policies/config/dev.json",
    "policies:",
  ],
  [
    "a pull request's stack judged by a file that is not there",
    "ephemeral.yml",
    "config/ephemeral.json",
    "config/pr.json",
    "policies:",
  ],
  [
    "packages that run while the token is in reach",
    "deploy.yml",
    /run: node scripts\/run\.mjs scripts\/delivery\/newest-commit\.ts/,
    "run: npm ci --ignore-scripts",
    "install:",
  ],
  ["a question to nobody", "drift.yml", "--non-interactive ", "", "script:"],
  ["a deployment that no signal reaches", "deploy.yml", "exec pulumi up", "pulumi up", "signal:"],
  ["a preview that no signal reaches", "pull-request.yml", "exec pulumi preview", "pulumi preview", "signal:"],
  [
    "a shell that waits for a pipe",
    "drift.yml",
    '> "$RUNNER_TEMP/drift.txt" 2>&1',
    '2>&1 | tee "$RUNNER_TEMP/drift.txt"',
    "signal:",
  ],
  [
    "a shell that has something else to do",
    "ephemeral.yml",
    "run: >-\n          exec pulumi up",
    "run: |\n          npm run policies\n          exec pulumi up",
    "signal:",
  ],
  ["a destroy that no signal reaches", "ephemeral.yml", "exec node", "node", "signal:"],
  ["a sweep that no signal reaches", "ephemeral-sweep.yml", "exec node", "node", "signal:"],
];

describe("a workflow", () => {
  for (const [what, file, from, to, problem] of changes) {
    it(`is refused with ${what}`, () => {
      const text = readFileSync(join(projectRoot, ".github/workflows", file), "utf8");
      const changed = text.replace(from, () => to);

      expect(changed).not.to.equal(text);
      const problems = workflowProblems(changed);
      expect(
        problems.filter((found) => found.startsWith(problem)),
        problems.join("; "),
      ).not.to.deep.equal([]);
    });
  }

  const syntax: readonly (readonly [what: string, from: string, to: string])[] = [
    ["a key that GitHub does not know", "runs-on:", "run-on:"],
    ["a function that GitHub does not know", "!cancelled()", "!canceled()"],
    ["a context that is not there", "vars.AWS_REGION", "var.AWS_REGION"],
    ["a permission that is not there", "id-token: write", "id-tokens: write"],
    ["a permission that cannot be given", "id-token: write", "id-token: read"],
    ["an indentation that is wrong", "    steps:", "   steps:"],
  ];
  for (const [what, from, to] of syntax) {
    it(`is refused by GitHub's own parser with ${what}`, async () => {
      const text = readFileSync(join(projectRoot, ".github/workflows/pull-request.yml"), "utf8");

      expect(await diagnose("workflow", "pull-request.yml", text.replace(from, to))).not.to.deep.equal([]);
    });
  }
});

describe("a composite action", () => {
  const text = readFileSync(join(projectRoot, ".github/actions/setup/action.yml"), "utf8");

  it("is refused with an action by its tag, packages that run, or a command that takes an input as it comes", () => {
    expect(actionProblems(text.replace(/@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0/, "@v7"))).to.have.length(1);
    expect(actionProblems(text.replace("npm ci --ignore-scripts", "npm ci"))).to.deep.equal([
      "install: nothing that is installed may run by itself (Packages)",
    ]);
    expect(actionProblems(text.replace("run: npm ci", `run: npm ci $${"{{ inputs.pulumi }}"}`))).not.to.deep.equal([]);
  });

  it("is refused by GitHub's own parser with a key that it does not know", async () => {
    expect(await diagnose("action", "action.yml", text.replace("using:", "use:"))).not.to.deep.equal([]);
  });
});
