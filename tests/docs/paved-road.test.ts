// What somebody who changes something relies on says one thing everywhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { projectRoot } from "../../launch/project-root.cjs";

/** What VS Code writes for the folder that is open. */
const folder = ["$", "{workspaceFolder}/"].join("");

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const json = (path: string) => JSON.parse(read(path));

describe("the paved road", () => {
  it("tests by one command: in CI, in each workflow that tests, and in CONTRIBUTING.md", () => {
    const [, command = ""] = /^exec (.+)$/m.exec(read(".ci/run")) ?? [];
    expect(command).to.equal("npm cit");

    for (const file of ["pull-request.yml", "deploy.yml"]) {
      const { steps } = parse(read(`.github/workflows/${file}`)).jobs.test;
      expect(steps.map(({ run }: { run?: string }) => run).filter((run?: string) => run !== undefined)).to.deep.equal([
        command,
      ]);
    }
    expect(read("CONTRIBUTING.md")).to.match(new RegExp(`^${command} .*what CI runs`, "m"));
  });

  it("has one version, with an entry in the changelog", () => {
    const { version } = json("package.json");
    const lock = json("package-lock.json");

    expect(version).to.match(/^[1-9]\d*\.\d+\.\d+$/);
    expect([lock.version, ...["", "policies", "bootstrap"].map((name) => lock.packages[name].version)]).to.deep.equal(
      Array(4).fill(version),
    );
    expect(["policies", "bootstrap"].map((name) => json(`${name}/package.json`).version)).to.deep.equal([
      version,
      version,
    ]);
    const headings = [...read("CHANGELOG.md").matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);
    expect(headings[0]).to.equal("Unreleased");
    expect(headings[1]).to.match(new RegExp(`^${version.replaceAll(".", "\\.")} - \\d{4}-\\d\\d-\\d\\d$`));
  });

  it("debugs programs that exist, by the project's own Node.js", () => {
    const { configurations, inputs } = json(".vscode/launch.json");

    const launched = configurations.filter(({ request }: { request: string }) => request === "launch");
    expect(launched).to.have.length(4);
    const inProject = (path: string) => existsSync(join(projectRoot, path.replace(folder, "")));
    for (const { name, program, runtimeExecutable } of launched) {
      expect(inProject(program), name).to.equal(true);
      expect(runtimeExecutable, name).to.equal(`${folder}node_modules/.bin/node`);
    }
    const { options } = inputs.find(({ id }: { id: string }) => id === "function");
    for (const pipeline of options) expect(existsSync(join(projectRoot, "tests/functions", pipeline))).to.equal(true);
    const command = inputs.find(({ id }: { id: string }) => id === "command").default;
    expect(existsSync(join(projectRoot, command.split(" ")[0]))).to.equal(true);
  });

  it("formats alike in editors and in the check", () => {
    const { formatter } = json("biome.json");
    expect(read(".editorconfig")).to.contain(`max_line_length = ${formatter.lineWidth}\n`);
    expect(read(".editorconfig")).to.contain(
      `[*]\ncharset = utf-8\nend_of_line = lf\nindent_style = ${formatter.indentStyle}\nindent_size = ${formatter.indentWidth}\n`,
    );
  });

  it("states the systems that the code checks", () => {
    const page = read("docs/releasing.md");
    const { engines } = json("package.json");

    expect(page).to.contain(`| Node.js | ${engines.node.replace(">=", "")} or later.`);
    const [, minor = ""] = /minimum = \{ major: 3, minor: (\d+) \}/.exec(read("local/emulator/python.ts")) ?? [];
    expect(page).to.contain(`| Python | 3.${minor} or later,`);
  });

  it("asks in each issue form for what is needed to see the problem", () => {
    const forms = readdirSync(join(projectRoot, ".github/ISSUE_TEMPLATE")).filter((file) => file !== "config.yml");

    expect(forms.sort()).to.deep.equal(["bug.yml", "idea.yml"]);
    for (const file of forms) {
      const { name, description, body } = parse(read(`.github/ISSUE_TEMPLATE/${file}`));
      expect(
        [name, description].every((text) => typeof text === "string"),
        file,
      ).to.equal(true);
      const ids = body.map(({ id }: { id: string }) => id);
      expect(new Set(ids).size, file).to.equal(ids.length);
      expect(
        body.some(({ validations }: { validations?: { required: boolean } }) => validations?.required),
        file,
      ).to.equal(true);
    }
  });
});
