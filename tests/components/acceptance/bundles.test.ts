// Point 12 of the acceptance list: what is deployed really starts, with exactly the environment that the program gives it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bundleFunctions } from "../../../components/blocks/bundle";
import { functionEntries } from "../../../components/functions";
import { projectRoot } from "../../../launch/project-root.cjs";
import { deployedEntries } from "../../support/deployed-entries";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { ofType } from "../../support/pulumi-queries";

type Environment = Readonly<Record<string, string>>;

/** What Lambda itself sets. */
const fromLambda = {
  AWS_REGION: "eu-south-2",
  AWS_LAMBDA_FUNCTION_NAME: "test",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
};

/** Variables that a function does without. */
const optional = ["CORS_ALLOWED_ORIGINS", "NOTIFICATIONS_TOPIC_ARN"];

function environmentOf(resources: readonly Declared[], entry: string): Environment {
  const fn = ofType(resources, "aws:lambda/function:Function").find(({ name }) => name === entry.replace("/", "-"));
  return (fn?.inputs.environment as { variables: Environment } | undefined)?.variables ?? {};
}

describe("the functions' bundles, deployed", () => {
  let folder: string;
  const file = (entry: string) => join(folder, entry, "index.js");

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-bundles-"));
    for (const [entry, { text }] of Object.entries(bundleFunctions())) {
      mkdirSync(join(folder, entry), { recursive: true });
      writeFileSync(file(entry), text);
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  /** Starts bundles one after the other; says for each what its handler is, or why it did not start. */
  function start(runs: readonly { readonly entry: string; readonly environment: Environment }[]): string[] {
    const input = runs.map(({ entry, environment }) => ({
      file: file(entry),
      environment: { ...fromLambda, ...environment },
    }));
    const child = spawnSync(process.execPath, [join(projectRoot, "tests/support/load-bundle.cjs")], {
      input: JSON.stringify(input),
      encoding: "utf8",
    });
    expect(child.status, child.stderr).to.equal(0);
    return JSON.parse(child.stdout);
  }

  for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
    it(`start with what ${stack} gives them`, async () => {
      const { resources } = await program(stack);

      const entries = deployedEntries(stack);
      const started = start(entries.map((entry) => ({ entry, environment: environmentOf(resources, entry) })));

      expect(started).to.deep.equal(entries.map(() => "function"));
    });
  }

  for (const entry of functionEntries) {
    it(`do not start without any one of their variables: ${entry}`, async () => {
      const { resources } = await program("dev");
      const environment = environmentOf(resources, entry);
      const names = Object.keys(environment).filter((name) => !optional.includes(name));

      const started = start(
        names.map((missing) => ({
          entry,
          environment: Object.fromEntries(Object.entries(environment).filter(([name]) => name !== missing)),
        })),
      );

      expect(
        started.map((answer, index) => [names[index], answer.includes(`${names[index]} is missing`)]),
      ).to.deep.equal(names.map((name) => [name, true]));
    });
  }
});
