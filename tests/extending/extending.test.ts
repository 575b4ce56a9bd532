// X24: each command of docs/extending.md, and each step that has none, one after another in one copy of the project.
import { createHash } from "node:crypto";
import { expect } from "chai";
import { copyProject, type ProjectCopy } from "../support/project-copy";
import { cuts, findCommand, goesWhole } from "./drop-notifications";

describe("docs/extending.md, in a copy of the project", () => {
  let copy: ProjectCopy;
  before(() => {
    copy = copyProject();
  });
  after(() => copy.delete());

  const checked = () => expect([copy.typeErrors(), copy.lint()]).to.deep.equal([[], ""]);
  const writes = (kind: string, name: string) => {
    const { status, text } = copy.run("scripts/new.ts", kind, name);
    expect(status, text).to.equal(0);
  };
  const texts = () =>
    copy.files().map((file) => `${file} ${createHash("sha256").update(copy.read(file)).digest("hex")}`);
  const test = (...paths: readonly string[]) => copy.run("scripts/test.ts", ...paths);
  const passes = (...paths: readonly string[]) => {
    const { status, text } = test(...paths);
    expect(text, text).to.match(/^[1-9]\d* passed, 0 failed$/m);
    expect(status).to.equal(0);
  };
  const holdsToPolicies = (stack: string) =>
    expect(copy.run("scripts/policies.ts", "--stack", stack).text).to.contain(": 0 mandatory violations, 0 advisory");

  it("refuses names that are taken or of another form, and unknown kinds", () => {
    const refusals: readonly (readonly [args: readonly string[], says: string])[] = [
      [["pipeline", "orders"], "there is already a pipeline 'orders'"],
      [["pipeline", "Late-Returns"], "one word of 3 to 16 lower-case letters, such as returns, 'Late-Returns' given"],
      [["function", "orders/create"], "there is already a function 'orders/create'"],
      [["function", "parcels/find"], "there is no pipeline 'parcels'; there are orders, confirmations,"],
      [["alarm", "bounce-rate"], "such as orders/surge, 'bounce-rate' given"],
      [["alarm", "monitoring/surge"], "functions of monitoring write no metric of their own"],
      [["field", "order/customerId"], "orders already have a field 'customerId'"],
      [["setting", "shopName"], "there is already a setting 'shopName'"],
      [["rule", "sqs/one"], "such as sns/topic-says-what-for, 'sqs/one' given"],
      [["stack", "test"], "there is no kind 'stack'"],
    ];
    for (const [args, says] of refusals) {
      const { status, text } = copy.run("scripts/new.ts", ...args);
      expect([status, text.includes(says)], text).to.deep.equal([2, true]);
    }
  });

  it("writes nothing, and names file and text, where a place is gone", () => {
    const [there, gone] = ["  ordersPipeline.audit,\n", "  ordersPipeline.auditTable,\n"];
    copy.replace("index.ts", there, gone);

    const { status, text } = copy.run("scripts/new.ts", "pipeline", "trialrun");

    expect(status).to.equal(1);
    expect(text).to.contain("nothing was written:\nindex.ts: nothing there reads 'ordersPipeline.audit,'");
    expect(copy.read("components/pipelines.ts")).to.not.contain("trialrun");
    copy.replace("index.ts", gone, there);
  });

  it("leaves everything as it was where what it would write is no program", () => {
    const template = "scripts/new/templates/function/handler.ts.mustache";
    const good = copy.read(template);
    copy.write(template, `${good}\n}`);
    const before = texts();

    const { status, text } = copy.run("scripts/new.ts", "function", "orders/trial-check");

    expect(status).to.equal(1);
    expect(text).to.contain("nothing was written: what would be is not well formed");
    expect(texts()).to.deep.equal(before);
    copy.write(template, good);
  });

  it("writes a pipeline, where lists of the program stand on one line", () => {
    const file = "scripts/cost/flows/all.ts";
    const before = copy.read(file);
    copy.write(
      file,
      before.replace(/(= \[)([^\]]*?),?\s*\];/, (_, open, list) => `${open}${list.replaceAll(/\s+/g, " ")}];`),
    );
    expect(copy.read(file)).to.match(/processed: readonly Flow\[\] = \[.*\];\n/);

    writes("pipeline", "trialrun");

    expect(copy.read(file)).to.match(/\[\s*trialrunEvent,/);
  });

  it("writes a function, an alarm, a field and a rule that compile, pass and hold to the policies together", () => {
    writes("function", "orders/trial-check");
    writes("alarm", "shipments/trial");
    writes("field", "order/trialNote");
    writes("rule", "sns/topic-tells-its-trial");

    checked();
    expect(copy.read("docs/policies.md")).to.contain("`topic-tells-its-trial`");
    expect(copy.read("docs/openapi.json")).to.contain('"trialNote"');
    passes(
      ...["tests/functions/trialrun", "tests/functions/orders/trial-check.test.ts"],
      ...["tests/functions/contracts/order-trial-note.test.ts", "tests/functions/confirmations/email"],
      ...["sns/topic-tells-its-trial", "dynamodb/streams-and-insights", "every-service/conventions"].map(
        (name) => `tests/policies/rules/${name}.test.ts`,
      ),
      ...["program", "config/policy-limits", "config/budget", "outputs"].map(
        (name) => `tests/components/${name}.test.ts`,
      ),
      ...["alarms", "least-privilege", "environment"].map((name) => `tests/components/acceptance/${name}.test.ts`),
      ...[
        "tests/bootstrap/rights.test.ts",
        "tests/components/network/network.test.ts",
        "tests/console/picture.test.ts",
        "tests/ops/queues",
        "tests/recovery",
        "tests/docs/runbooks.test.ts",
        "tests/functions/contracts/samples.test.ts",
        "tests/scripts/configuration/page.test.ts",
      ],
    );
    holdsToPolicies("prod");
    expect(copy.run("scripts/cost.ts", "--stack", "prod").text).to.contain("trialrun: order changed");
  });

  it("writes a setting, which a test names with file and line until something reads it", () => {
    const unread = "tests/components/config/used-settings.test.ts";
    writes("setting", "trialCheckTries");
    expect(copy.read("docs/configuration.md")).to.contain("### trialCheckTries\n");

    expect(test(unread).text).to.match(/"components\/config\/schema\.ts:\d+ trialCheckTries"\n/);

    copy.replace(
      "components/orders/trial-check.ts",
      "environment: {}",
      "environment: { TRIES: String(args.stack.config.trialCheckTries) }",
    );
    passes(unread, "tests/scripts/configuration/page.test.ts");
  });

  it("is followed by the program itself: a function of the registry without a folder is named with it", () => {
    const [registered, more] = [
      'title: "Shipments", functions: ["processor"',
      'title: "Shipments", functions: ["late"',
    ];
    copy.replace("components/pipelines.ts", registered, more);

    expect(copy.run("scripts/graph.ts", "--stack", "dev").text).to.contain("functions/shipments/late");

    copy.replace("components/pipelines.ts", more, registered);
  });

  it("leaves the name of the project to Pulumi.yaml: with another one the program is the same, and judged alike", () => {
    const urns = (name: string): readonly string[] => {
      const graph: readonly { readonly urn: string }[] = JSON.parse(
        copy.run("scripts/graph.ts", "--stack", "local").text,
      );
      return graph.map(({ urn }) =>
        urn.replace(`:local::${name}::`, ":local::PROJECT::").replace(`Stack::${name}-`, "Stack::PROJECT-"),
      );
    };
    const before = urns("backoffice");
    copy.replace("Pulumi.yaml", "name: backoffice", "name: teashop");
    for (const stack of ["dev", "prod", "local"])
      copy.write(
        `Pulumi.${stack}.yaml`,
        copy.read(`Pulumi.${stack}.yaml`).replaceAll("\n  backoffice:", "\n  teashop:"),
      );

    expect(urns("teashop")).to.have.members(before);
    expect(before.some((urn) => urn.endsWith("::PROJECT-local"))).to.equal(true);
    holdsToPolicies("dev");
  });

  it("drops a pipeline from what is deployed, step by step; each place that is left, there and elsewhere, is named with file and line", () => {
    expect(copy.read("docs/extending.md")).to.contain(findCommand);
    for (const file of copy.files().filter(goesWhole)) copy.remove(file);
    for (const file of copy.files().filter((each) => each.startsWith("scripts/new/")))
      expect(copy.read(file), `${file}: \`npm run new\` must work without it`).to.not.match(/notification/i);
    const namedFiles = () => new Set(copy.typeErrors().map((line) => line.slice(0, line.indexOf("("))));
    const [registry, ...uses] = cuts;
    for (const cut of registry === undefined ? [] : [registry]) copy.cut(cut);
    const usedBy = uses.filter(({ file }) => file.endsWith(".ts")).map(({ file }) => file);

    const broken = namedFiles();
    for (const cut of uses) copy.cut(cut);
    const left = namedFiles();

    const deployed = (file: string) => /^(index\.ts|(components|functions|aws|policies|program)\/)/.test(file);
    expect(usedBy).to.include.members([...broken].filter(deployed));
    expect([...broken].filter(deployed)).to.include.members(["index.ts", "components/config/schema.ts"]);
    expect([...left].filter(deployed)).to.deep.equal([]);
    expect([...left]).to.include.members([
      ...["local/traffic/assemble.ts", "local/bench/inputs.ts", "ops/trace/events.ts"],
      ...["scripts/cost/flows/all.ts", "scripts/configuration/examples.ts", "tests/support/redaction/event-kinds.ts"],
      ...["tests/support/pulumi-fixtures.ts", "tests/policies/settings/text-values.ts"],
    ]);
    expect(copy.run("scripts/graph.ts", "--stack", "prod").text).to.not.contain('"notifications-');
    holdsToPolicies("prod");
  });
});
