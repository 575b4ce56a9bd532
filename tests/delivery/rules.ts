import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EPHEMERAL } from "../../bootstrap/names";
import { projectRoot } from "../../launch/project-root.cjs";
import { type Job, readWorkflow, type Step, stepsOf, type Workflow } from "./workflow";

/** Actions that may be used, each at the one commit that was looked at, with its release. */
const allowedActions: Readonly<Record<string, string>> = {
  "pulumi/actions@8e5e406f4007fca908480587cb9893c07090f58d": "v7.0.0",
  "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1": "v7.0.1",
  "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020": "v7.0.0",
  "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c": "v6.2.3",
};

/** Events that run with the rights of this repository on what others have written. */
const foreignEvents = ["pull_request_target", "workflow_run", "issue_comment", "issues", "discussion"];

/** What a job's token may write. */
const writable = ["id-token", "issues", "pull-requests"];

/** GitHub environments that docs/delivery.md sets up. */
const environments = ["dev", "prod", "ephemeral", "dev-preview", "prod-preview", "$" + "{{ matrix.stack }}-preview"];

const FROM_HERE = "github.event.pull_request.head.repo.full_name == github.repository";
const EXPRESSION = /\$\{\{/;
const RUNS_PULUMI = /ephemeral\.ts (?:--\S+ \S+ )?(?:destroy|sweep)/;
const CHANGES = /pulumi (?:up|destroy|refresh(?!.*--preview-only))|ephemeral\.ts (?:destroy|sweep)/;

/** What this house asks of a workflow beyond what GitHub's parser does. Each problem starts with the rule's name. */
export function workflowProblems(text: string): string[] {
  const workflow = readWorkflow(text);
  return [
    ...triggerProblems(workflow),
    ...(JSON.stringify(workflow.permissions) === "{}" ? [] : ["permissions: the workflow's must be {}"]),
    ...[...workflow.jobs].flatMap(([id, job]) => jobProblems(workflow, job).map((problem) => `${problem} (${id})`)),
    ...textProblems(text),
  ];
}

/** What this house asks of a composite action. */
export function actionProblems(text: string): string[] {
  return textProblems(text);
}

function triggerProblems({ on }: Workflow): string[] {
  return Object.keys(on)
    .filter((event) => foreignEvents.includes(event))
    .map((event) => `trigger: ${event} runs with our rights on what others write`);
}

function jobProblems(workflow: Workflow, job: Job): string[] {
  return [
    ...(job["timeout-minutes"] === undefined ? ["timeout: there must be timeout-minutes"] : []),
    ...(/-\d\d\.\d\d$/.test(job["runs-on"] ?? "") ? [] : ["runner: must be of one release, not the latest"]),
    ...permissionProblems(job),
    ...roleProblems(workflow, job),
    ...concurrencyProblems(workflow, job),
    ...installProblems(job),
    ...(JSON.stringify(job.env ?? {}).match(/github\.token|secrets\./)
      ? ["secret: belongs to the step that uses it"]
      : []),
  ];
}

function permissionProblems({ permissions }: Job): string[] {
  if (typeof permissions !== "object") return ["permissions: the job must list its own"];
  return Object.entries(permissions)
    .filter(([name, level]) => level === "write" && !writable.includes(name))
    .map(([name]) => `permissions: no job writes ${name}`);
}

function roleProblems({ on }: Workflow, job: Job): string[] {
  const takesRole = (job.steps ?? []).some(({ uses = "" }) => uses.startsWith("aws-actions/"));
  const token = typeof job.permissions === "object" && job.permissions["id-token"] === "write";
  if (!token && !takesRole) return [];
  const problems = token === takesRole ? [] : ["role: id-token is for jobs that take a role, and for all of them"];
  if (!environments.includes(job.environment ?? ""))
    problems.push("role: there must be a GitHub environment that is set up");
  const condition = (job.if ?? "").replace(/\s+/g, " ");
  if ("pull_request" in on && !demands(condition, FROM_HERE))
    problems.push("fork: a job with a role must be for pull requests of this repository only");
  if (!("pull_request" in on) && condition !== "github.ref == 'refs/heads/main'")
    problems.push("branch: a job with a role must be for main only");
  return problems;
}

/** Every step of a job can ask for the job's token: where there is one, packages are installed by the action that runs none of them. */
function installProblems({ permissions, steps = [] }: Job): string[] {
  if (typeof permissions !== "object" || permissions["id-token"] !== "write") return [];
  return steps.some(({ run = "" }) => /^\s*npm (?:c|i)/m.test(run))
    ? ["install: a job with a role installs by the action alone"]
    : [];
}

/** Whether a condition cannot hold unless this part does: it stands first, and no `||` outside of parentheses goes around it. */
function demands(condition: string, part: string): boolean {
  let top = condition;
  for (let before = ""; before !== top; ) {
    before = top;
    top = top.replace(/\([^()]*\)/g, "");
  }
  return condition.startsWith(part) && /^( &&|$)/.test(condition.slice(part.length)) && !top.includes("||");
}

function concurrencyProblems(workflow: Workflow, job: Job): string[] {
  const groups = [workflow.concurrency, job.concurrency].filter((group) => group !== undefined);
  if (groups.length === 0) return ["concurrency: there must be a group"];
  const changes = (job.steps ?? []).some(({ run = "" }) => CHANGES.test(run.replace(/\s+/g, " ")));
  const stopped = groups.some((group) => group["cancel-in-progress"] !== false);
  return changes && stopped ? ["concurrency: what changes a stack is never stopped half-way"] : [];
}

function textProblems(text: string): string[] {
  return [
    ...usesProblems(text),
    ...stepsOf(text).flatMap((step) => stepProblems(step).map((problem) => `${problem} (${step.name ?? step.uses})`)),
    ...(/secrets:\s*inherit/.test(text) ? ["secret: none is inherited"] : []),
  ];
}

function usesProblems(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)(?:\s+#\s*(\S+))?\s*$/gm)].flatMap(([, action = "", release]) => {
    if (action.startsWith("./"))
      return existsSync(join(projectRoot, action, "action.yml")) ? [] : [`uses: there is no ${action}`];
    if (!/@[0-9a-f]{40}$/.test(action)) return [`uses: ${action} is not pinned by the SHA of a commit`];
    if (allowedActions[action] === undefined) return [`uses: ${action} is not on the list`];
    return allowedActions[action] === release ? [] : [`uses: ${action} is ${allowedActions[action]}, not ${release}`];
  });
}

function stepProblems(step: Step): string[] {
  const outside = JSON.stringify({ ...step, env: undefined });
  return [
    ...(EXPRESSION.test(step.run ?? "") ? ["expression: values come to a command by env, never inside it"] : []),
    ...(/secrets\.|github\.token/.test(outside) ? ["secret: comes to a step by env only"] : []),
    ...(/^actions\/checkout@/.test(step.uses ?? "") && step.with?.["persist-credentials"] !== false
      ? ["checkout: must leave no credentials behind"]
      : []),
    ...commandProblems((step.run ?? "").replace(/\\\n/g, " ").replace(/[ \t]+/g, " ")),
  ];
}

/** Commands that a step may run: whatever else is needed is a script with tests. */
function commandProblems(run: string): string[] {
  const lines = run.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .flatMap((line) => {
      if (/^(exec )?pulumi /.test(line)) return [...signalProblems(line, lines), ...pulumiProblems(line)];
      const [, script] = /^npm run (?:-s )?([\w:-]+)/.exec(line) ?? [];
      if (script !== undefined) return script in scripts() ? [] : [`script: package.json has no ${script}`];
      if (["npm cit", "npm ci --ignore-scripts", "exit 1"].includes(line)) return [];
      if (line.startsWith("npm ci")) return ["install: nothing that is installed may run by itself"];
      if (RUNS_PULUMI.test(line) && !line.startsWith("exec "))
        return ["signal: a cancelled run must reach pulumi: exec, as the only command of the step"];
      const [, file] = /^(?:exec )?node scripts\/run\.mjs (\S+)/.exec(line) ?? [];
      if (file === undefined) return [`script: '${line.split(" ")[0]}' is not one of npm, pulumi and scripts/run.mjs`];
      return existsSync(join(projectRoot, file)) ? [] : [`script: there is no ${file}`];
    });
}

/**
 * GitHub signals the step's shell alone, which neither passes signals on nor ends while a command runs: Pulumi would be killed ten seconds
 * later, with its lock and what it was making left behind. `exec` puts it in the shell's place; in a pipe that does nothing.
 */
function signalProblems(line: string, lines: readonly string[]): string[] {
  const alone = lines.filter((other) => other !== "").length === 1;
  return alone && line.startsWith("exec ") && !/[|&;](?!1)/.test(line)
    ? []
    : ["signal: a cancelled run must reach pulumi: exec, as the only command of the step"];
}

function pulumiProblems(line: string): string[] {
  const [, verb = ""] = /^(?:exec )?pulumi (\w+)/.exec(line) ?? [];
  if (!["up", "preview", "refresh", "destroy"].includes(verb)) return [];
  return [
    // A bucket's backend would print a signed address of the whole state.
    ...(line.includes("--suppress-permalink=true") ? [] : ["secret: the link to the state must not be printed"]),
    ...(line.includes("--suppress-outputs") || verb === "destroy" ? [] : ["secret: outputs must not be printed"]),
    ...(line.includes("--non-interactive") ? [] : ["script: nobody is there to answer pulumi"]),
    ...(verb !== "up" || line.includes("--policy-pack policies") ? [] : ["policies: nothing is deployed unjudged"]),
    ...(line.includes("--policy-pack ") ? packConfigProblems(line) : []),
  ];
}

/** Without the stack's own configuration the pack judges everything as it does prod, and refuses every other stack. */
function packConfigProblems(line: string): string[] {
  const [, stack = ""] = /--stack "?([^"\s]+)"?/.exec(line) ?? [];
  const wanted = `policies/config/${stack.startsWith("pr-") ? EPHEMERAL : stack}.json`;
  const [, given] = /--policy-pack-config "?([^"\s]+)"?/.exec(line) ?? [];
  if (given !== wanted) return [`policies: ${stack} is judged by ${wanted}, not ${given}`];
  return given.includes("$") || existsSync(join(projectRoot, given)) ? [] : [`policies: there is no ${given}`];
}

function scripts(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")).scripts;
}
