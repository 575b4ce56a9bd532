// X24: each command of docs/extending.md, in a copy of the project.
import { expect } from "chai";
import { copyProject, type ProjectCopy } from "../support/project-copy";

describe("npm run new, in a copy of the project", function () {
  this.timeout(900_000);
  let copy: ProjectCopy;
  beforeEach(() => {
    copy = copyProject();
  });
  afterEach(() => copy.delete());

  const checked = () => expect([copy.typeErrors(), copy.lint()]).to.deep.equal([[], ""]);
  const passes = (...paths: readonly string[]) => {
    const { status, text } = copy.run("scripts/test.ts", ...paths);
    expect(text).to.match(/^[1-9]\d* passed, 0 failed$/m);
    expect(status).to.equal(0);
  };

  it("writes a sixth pipeline that is deployed, watched, priced, and judged by the policies", () => {
    const { status, text } = copy.run("scripts/new.ts", "pipeline", "returns");

    expect([status, text]).to.deep.equal([0, text]);
    checked();
    passes("tests/functions/returns", "tests/components/program.test.ts", "tests/components/acceptance/alarms.test.ts");
    passes(
      "tests/components/acceptance/least-privilege.test.ts",
      "tests/ops/queues",
      "tests/scripts/configuration/page.test.ts",
    );
    expect(copy.run("scripts/policies.ts", "--stack", "prod").text).to.contain(": 0 mandatory violations, 0 advisory");
    expect(copy.run("scripts/cost.ts", "--stack", "prod").text).to.contain("returns: order changed");
  });

  it("writes a setting and a rule that pass, each in its page", () => {
    const written = [
      copy.run("scripts/new.ts", "setting", "returnsMaxConcurrency"),
      copy.run("scripts/new.ts", "rule", "sns/topic-says-what-for"),
    ];

    expect(written.map(({ status }) => status)).to.deep.equal([0, 0]);
    checked();
    expect(copy.read("docs/configuration.md")).to.contain("### returnsMaxConcurrency\n");
    expect(copy.read("docs/policies.md")).to.contain("`topic-says-what-for`");
    passes("tests/policies/rules/sns/topic-says-what-for.test.ts", "tests/scripts/configuration/page.test.ts");
  });

  it("writes nothing, and names file and text, where a place is gone", () => {
    copy.replace("index.ts", "    ordersPipeline.audit,\n", "    ordersPipeline.auditTable,\n");

    const { status, text } = copy.run("scripts/new.ts", "pipeline", "returns");

    expect(status).to.equal(1);
    expect(text).to.contain("nothing was written:\nindex.ts: nothing there reads 'ordersPipeline.audit,'");
    expect(copy.read("components/pipelines.ts")).to.not.contain("returns");
  });

  it("refuses names that are taken or of another form, and unknown kinds", () => {
    const refusals: readonly (readonly [args: readonly string[], says: string])[] = [
      [["pipeline", "orders"], "there is already a pipeline 'orders'"],
      [["pipeline", "Late-Returns"], "one word of 3 to 16 lower-case letters, such as returns, 'Late-Returns' given"],
      [["setting", "shopName"], "there is already a setting 'shopName'"],
      [["rule", "sqs/one"], "such as sns/topic-says-what-for, 'sqs/one' given"],
      [["stack", "test"], "there is no kind 'stack'"],
    ];
    for (const [args, says] of refusals) {
      const { status, text } = copy.run("scripts/new.ts", ...args);
      expect([status, text.includes(says)], text).to.deep.equal([2, true]);
    }
  });

  it("is followed by the compiler: what a new function in the registry lacks is named with its file", () => {
    copy.replace(
      "components/pipelines.ts",
      'title: "Shipments", functions: ["processor"]',
      'title: "Shipments", functions: ["processor", "late"]',
    );

    expect(copy.run("scripts/graph.ts", "--stack", "dev").text).to.contain("functions/shipments/late");
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
    expect(copy.run("scripts/policies.ts", "--stack", "dev").text).to.contain(": 0 mandatory violations, 0 advisory");
  });

  it("is not needed to drop a pipeline: the compiler names each file that used it", () => {
    for (const folder of ["components/notifications", "functions/notifications"]) copy.remove(folder);
    copy.write(
      "components/pipelines.ts",
      copy.read("components/pipelines.ts").replace(/^ {2}notifications: .*\n/m, ""),
    );

    const files = new Set(copy.typeErrors().map((line) => line.slice(0, line.indexOf("("))));

    expect([...files]).to.include.members([
      ...["index.ts", "components/config/schema.ts", "components/config/times.ts", "local/traffic/assemble.ts"],
      ...["ops/trace/events.ts", "scripts/cost/flows/notifications.ts"],
    ]);
  });
});
