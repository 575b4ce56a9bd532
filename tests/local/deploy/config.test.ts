import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { StackConfigError } from "../../../cli/stack-files/read";
import { loadStackConfig } from "../../../program/config";
import { secretSettings } from "../../support/secret-settings";

describe("reading a stack's configuration", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "backoffice-config-"));
    const project =
      "name: shop\nconfig:\n  shop:greeting: hello\n  size: { type: integer, default: 3 }\n  aws:region: us-east-1\n";
    await writeFile(join(folder, "Pulumi.yaml"), project);
    await writeFile(join(folder, "Pulumi.dev.yaml"), "config:\n  shop:limits: { low: 1, high: 2 }\n  shop:on: true\n");
    await writeFile(
      join(folder, "Pulumi.prod.yaml"),
      "config:\n  aws:region: eu-west-1\n  shop:token: { secure: v1:abc }\n",
    );
    await writeFile(join(folder, "Pulumi.empty.yaml"), "");
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("merges the project's values with the stack's, objects as JSON with sorted keys", () => {
    const { project, region, values } = loadStackConfig("dev", {}, folder);

    expect({ project, region }).to.deep.equal({ project: "shop", region: "us-east-1" });
    expect(values).to.deep.equal({
      "shop:greeting": "hello",
      "shop:size": "3",
      "aws:region": "us-east-1",
      "shop:limits": '{"high":2,"low":1}',
      "shop:on": "true",
    });
  });

  for (const [key, value] of Object.entries(secretSettings)) {
    it(`takes ${key}, which holds a secret by the program's settings, for one when it is given for a run, and not from a file`, async () => {
      await writeFile(join(folder, "Pulumi.plain.yaml"), `config:\n  shop:${key}: ${value}\n`);

      expect(loadStackConfig("dev", { [key]: value }, folder).secretKeys).to.deep.equal([`shop:${key}`]);
      expect(loadStackConfig("plain", {}, folder).secretKeys).to.deep.equal([]);
    });
  }

  it("lets overrides win, with or without the project's name", () => {
    const overrides = { greeting: "moin", "shop:on": "false", "aws:region": "eu-north-1", "new:key": "x" };

    const { values, region } = loadStackConfig("dev", overrides, folder);

    expect(values).to.include({ "shop:greeting": "moin", "shop:on": "false", "new:key": "x" });
    expect(region).to.equal("eu-north-1");
  });

  it("takes an empty stack file", () => {
    expect(loadStackConfig("empty", {}, folder).values).to.include({ "shop:size": "3" });
  });

  it("names the stacks that there are when one is missing", () => {
    const load = () => loadStackConfig("staging", {}, folder);

    expect(load).to.throw(
      StackConfigError,
      /no stack "staging": Pulumi\.staging\.yaml is missing\. Stacks: dev, empty, prod/,
    );
  });

  it("asks for the value of an encrypted key, and keeps it secret", () => {
    expect(() => loadStackConfig("prod", {}, folder)).to.throw(
      StackConfigError,
      /shop:token.*encrypted.*--set shop:token=VALUE/,
    );

    const { values, secretKeys } = loadStackConfig("prod", { token: "t" }, folder);

    expect(values["shop:token"]).to.equal("t");
    expect(secretKeys).to.deep.equal(["shop:token"]);
  });

  it("names the file that cannot be read", async () => {
    await writeFile(join(folder, "Pulumi.dev.yaml"), "config: [");

    expect(() => loadStackConfig("dev", {}, folder)).to.throw(StackConfigError, /Pulumi\.dev\.yaml cannot be read/);
  });
});
