import { expect } from "chai";
import { writeAppSpec } from "../../../aws/app-spec";
import { FakeCodeDeploy } from "../../../local/codedeploy/fake";
import type { AliasTarget } from "../../../local/codedeploy/ports";
import { predefinedShift, stepsOf } from "../../../local/codedeploy/shift";

const application = "backoffice-rollout-local";
const group = "orders-create-local";
const content = writeAppSpec({ functionName: group, alias: "live", current: "1", target: "2" });

function open(configName = "CodeDeployDefault.LambdaCanary10Percent5Minutes") {
  const world = { minutes: 0, alias: { version: "1", weights: {} } as AliasTarget, raised: [] as string[] };
  const fake = new FakeCodeDeploy({
    now: () => world.minutes * 60_000,
    ports: {
      getAlias: async () => world.alias,
      setAlias: async (_name, _alias, target) => {
        world.alias = target;
      },
      raisedAlarms: async (names) => names.filter((name) => world.raised.includes(name)),
    },
  });
  fake.addGroup({ application, name: group, configName, alarms: ["errors"] });
  return { fake, world };
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => (error as { readonly code?: string }).code,
  );
}

describe("the fake of CodeDeploy", () => {
  it("gives a canary its share at once, and everything when its minutes are over", async () => {
    const { fake, world } = open();

    const { id } = await fake.create({ application, group, content });

    expect(world.alias).to.deep.equal({ version: "1", weights: { "2": 0.1 } });
    world.minutes = 4;
    await fake.tick();
    expect(fake.deployment(id).status).to.equal("InProgress");
    world.minutes = 5;
    await fake.tick();
    expect(fake.deployment(id).status).to.equal("Succeeded");
    expect(world.alias).to.deep.equal({ version: "2", weights: {} });
  });

  it("gives back everything when an alarm is raised, and says which", async () => {
    const { fake, world } = open();
    const { id } = await fake.create({ application, group, content });
    world.minutes = 1;
    world.raised.push("errors");

    await fake.tick();

    const { status, error, rollbackId = "" } = fake.deployment(id);
    expect([status, error?.code]).to.deep.equal(["Stopped", "ALARM_ACTIVE"]);
    expect(error?.message).to.include("errors");
    expect(fake.deployment(rollbackId).triggeredBy).to.equal(id);
    expect(world.alias).to.deep.equal({ version: "1", weights: {} });
  });

  it("takes back even what shifts all at once when an alarm is raised already, unless alarms are not to count", async () => {
    const { fake, world } = open("CodeDeployDefault.LambdaAllAtOnce");
    world.raised.push("errors");

    const refused = await fake.create({ application, group, content });
    expect(refused.status).to.equal("Stopped");
    const blind = await fake.create({ application, group, content, watches: false });

    expect(blind.status).to.equal("Succeeded");
    expect(world.alias.version).to.equal("2");
  });

  it("refuses what CodeDeploy refuses", async () => {
    const { fake, world } = open();
    const ask = (more: object) => codeOf(fake.create({ application, group, content, ...more }));
    const same = writeAppSpec({ functionName: group, alias: "live", current: "1", target: "1" });

    expect(await ask({ group: "others" })).to.equal("DeploymentGroupDoesNotExistException");
    expect(await ask({ configName: "CodeDeployDefault.OneAtATime" })).to.equal("DeploymentConfigDoesNotExistException");
    expect(await ask({ content: same })).to.equal("InvalidRevisionException");
    expect(await ask({ content: "{}" })).to.equal("InvalidRevisionException");
    world.alias = { version: "7", weights: {} };
    expect(await ask({})).to.equal("InvalidRevisionException");
    world.alias = { version: "1", weights: {} };
    const { id } = await fake.create({ application, group, content });
    expect(await ask({})).to.equal("DeploymentLimitExceededException");
    await fake.stop(id, true);
    expect(await codeOf(fake.stop(id, true))).to.equal("DeploymentAlreadyCompletedException");
  });

  it("leaves the calls shared when a deployment is stopped without going back", async () => {
    const { fake, world } = open();
    const { id } = await fake.create({ application, group, content });

    await fake.stop(id, false);

    expect(world.alias).to.deep.equal({ version: "1", weights: { "2": 0.1 } });
  });
});

describe("the steps of a shift", () => {
  it("are those that AWS's names say", () => {
    expect(predefinedShift("CodeDeployDefault.LambdaCanary10Percent15Minutes")).to.deep.equal({
      type: "TimeBasedCanary",
      percentage: 10,
      interval: 15,
    });
    expect(predefinedShift("CodeDeployDefault.LambdaLinear10PercentEvery1Minute")).to.deep.equal({
      type: "TimeBasedLinear",
      percentage: 10,
      interval: 1,
    });
    expect(predefinedShift("CodeDeployDefault.OneAtATime")).to.equal(undefined);
  });

  it("end with everything, however the share divides it", () => {
    expect(stepsOf({ type: "TimeBasedLinear", percentage: 40, interval: 3 })).to.deep.equal([
      { minute: 0, percent: 40 },
      { minute: 3, percent: 80 },
      { minute: 6, percent: 100 },
    ]);
    expect(stepsOf({ type: "TimeBasedCanary", percentage: 40, interval: 3 })).to.deep.equal([
      { minute: 0, percent: 40 },
      { minute: 3, percent: 100 },
    ]);
    expect(stepsOf({ type: "AllAtOnce", percentage: 100, interval: 0 })).to.deep.equal([{ minute: 0, percent: 100 }]);
  });
});
