import { expect } from "chai";
import { type RolloutWorld, rolloutWorld } from "../support/rollout-world";

const [create, get] = ["orders-create-test", "orders-get-test"];

describe("npm run ops -- rollout", () => {
  let world: RolloutWorld;

  async function open(...args: Parameters<typeof rolloutWorld>): Promise<void> {
    world = await rolloutWorld(...args);
  }

  afterEach(() => world.stop());

  it("shifts the calls of every function that has a newer version, and of no other", async () => {
    await open({ [create]: [1, 2], [get]: [3, 3] });

    const { code, console } = await world.run();

    expect(code).to.equal(0);
    expect(world.moves).to.deep.equal([`${create} 1 {"2":0.1}`, `${create} 2 {}`]);
    expect(world.fake.deployments.map(({ group, status }) => [group, status])).to.deep.equal([[create, "Succeeded"]]);
    expect(console.noted).to.include(`${get}: version 3 is the newest and has all calls`);
    const [{ id } = { id: "" }] = world.fake.deployments;
    expect(console.noted).to.include.members([
      `${create}: 10 % of the calls on version 2 (${id})`,
      `${create}: Succeeded, version 2 (${id})`,
    ]);
    expect(console.said).to.deep.equal(["rolled out: the newest versions have all calls"]);
  });

  it("has nothing to do when it runs again", async () => {
    await open({ [create]: [2, 2] });

    const { code, console } = await world.run();

    expect(code).to.equal(0);
    expect(console.said).to.deep.equal(["nothing to do"]);
    expect(world.fake.deployments).to.deep.equal([]);
  });

  it("says what would happen with --dry-run, and changes nothing", async () => {
    await open({ [create]: [1, 2] });

    const { code, console } = await world.run({ dryRun: true });

    expect(code).to.equal(0);
    expect(console.noted).to.deep.equal([`${create}: version 2 waits, version 1 is called`]);
    expect(console.said).to.deep.equal(["1 function waits for a roll-out"]);
    expect(world.fake.deployments).to.deep.equal([]);
    expect(world.moves).to.deep.equal([]);
  });

  it("is taken back when the first calls of a release throw: the one that throws, and those that are done", async () => {
    await open({ [create]: [1, 2], [get]: [1, 2] }, "CodeDeployDefault.LambdaAllAtOnce");
    // The other function has all its calls on the new version by the time the alarm of this one rings.
    world.fake.addGroup({
      application: "backoffice-rollout-test",
      name: create,
      configName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      alarms: [`${create}-alarm`],
    });
    world.betweenLooks = () => {
      world.minutes += 1;
      world.raised.add(`${create}-alarm`);
    };

    const { code, console } = await world.run();

    expect(code).to.equal(1);
    expect(world.aliases.get(create)).to.deep.equal({ version: "1", weights: {} });
    expect(world.aliases.get(get)).to.deep.equal({ version: "1", weights: {} });
    expect(console.said).to.deep.equal([
      `${create}: back at version 1: One or more alarms have been activated: ${create}-alarm`,
      `${get}: back at version 1: another function was taken back`,
      "taken back: the versions before have all calls. See docs/runbooks/rolled-back.md",
    ]);
  });

  it("is taken back when an alarm rings half-way, and stops the others", async () => {
    await open({ [create]: [1, 2], [get]: [1, 2] }, "CodeDeployDefault.LambdaLinear10PercentEvery1Minute");
    world.betweenLooks = () => {
      world.minutes += 1;
      if (world.minutes === 5) world.raised.add(`${create}-alarm`);
    };

    const { code, console } = await world.run();

    expect(code).to.equal(1);
    expect(world.moves).to.include(`${create} 1 {"2":0.5}`);
    expect(world.moves.filter((move) => move.endsWith(" {}"))).to.deep.equal([`${create} 1 {}`, `${get} 1 {}`]);
    expect(
      world.fake.deployments.filter(({ triggeredBy }) => triggeredBy === undefined).map(({ status }) => status),
    ).to.deep.equal(["Stopped", "Stopped"]);
    expect(console.noted.some((line) => line.startsWith(`${get}: stopping d-`))).to.equal(true);
  });

  it("knows a version that was taken back, and tries it again with --retry only", async () => {
    await open({ [create]: [1, 2], [get]: [1, 2] });
    world.betweenLooks = () => {
      world.minutes += 1;
      world.raised.add(`${create}-alarm`);
    };
    await world.run();
    world.raised.clear();
    const before = world.fake.deployments.length;

    const refused = await world.run();

    expect(refused.code).to.equal(3);
    expect(refused.console.noted).to.include(
      `${create}: version 2 was taken back before: fix it and deploy again, or try it again with --retry`,
    );
    expect(refused.console.said).to.deep.equal(["refused: nothing was begun"]);
    expect(world.fake.deployments).to.have.length(before);
    world.betweenLooks = () => {
      world.minutes += 1;
    };

    const { code } = await world.run({ retry: true });

    expect(code).to.equal(0);
    expect(world.aliases.get(create)?.version).to.equal("2");
  });

  it("knows a version that it has taken back itself, for another function failed", async () => {
    await open({ [create]: [1, 2], [get]: [1, 2] }, "CodeDeployDefault.LambdaAllAtOnce");
    world.fake.addGroup({
      application: "backoffice-rollout-test",
      name: create,
      configName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      alarms: [`${create}-alarm`],
    });
    world.betweenLooks = () => void world.raised.add(`${create}-alarm`);
    await world.run();
    world.raised.clear();

    const { code, console } = await world.run({ function: "orders-get" });

    expect(code).to.equal(3);
    expect(console.noted[0]).to.match(/^orders-get-test: version 2 was taken back before/);
  });

  it("rolls out the version after one that was taken back without being asked", async () => {
    await open({ [create]: [1, 2] });
    world.betweenLooks = () => void world.raised.add(`${create}-alarm`);
    await world.run();
    world.raised.clear();
    world.versions.get(create)?.push(3);
    world.betweenLooks = () => {
      world.minutes += 1;
    };

    expect((await world.run()).code).to.equal(0);
    expect(world.aliases.get(create)?.version).to.equal("3");
  });

  it("refuses while an alarm of a function that waits is raised, and begins nothing", async () => {
    await open({ [create]: [1, 2], [get]: [1, 2] });
    world.raised.add(`${get}-alarm`);

    const { code, console } = await world.run();

    expect(code).to.equal(3);
    expect(console.noted).to.include(
      `${get}: the alarm ${get}-alarm is raised, and would take back whatever is rolled out`,
    );
    expect(world.fake.deployments).to.deep.equal([]);
  });

  it("refuses where somebody has shared the calls manually", async () => {
    await open({ [create]: [1, 2] });
    world.aliases.set(create, { version: "1", weights: { "2": 0.5 } });

    const { code, console } = await world.run();

    expect(code).to.equal(3);
    expect(console.noted[0]).to.include("shared between the versions 1 and 2, and no deployment is running");
  });

  it("passes a version that nobody calls, and says that it was not tried", async () => {
    await open({ [create]: [1, 2] });
    world.calls.set(create, 0);

    const { code, console } = await world.run();

    expect(code).to.equal(0);
    expect(console.noted).to.include(`${create}: nobody called it meanwhile, so the new version was not tried`);
  });

  it("ends the following with Ctrl-C, not the roll-out, and follows it when it runs again", async () => {
    await open({ [create]: [1, 2] });
    world.betweenLooks = () => {
      world.minutes += 1;
      world.controller.abort();
    };

    const left = await world.run();

    const [{ id } = { id: "" }] = world.fake.deployments;
    expect(left.code).to.equal(1);
    expect(left.console.said[0]).to.equal(`${create}: ${id} goes on by itself`);
    expect(world.aliases.get(create)).to.deep.equal({ version: "1", weights: { "2": 0.1 } });
    Object.assign(world, { controller: new AbortController() });
    world.betweenLooks = () => {
      world.minutes += 1;
    };

    const { code, console } = await world.run();

    expect(code).to.equal(0);
    expect(console.noted[0]).to.equal(`${create}: a deployment is running, which is followed (${id})`);
    expect(world.fake.deployments).to.have.length(1);
    expect(world.aliases.get(create)).to.deep.equal({ version: "2", weights: {} });
  });

  it("follows a deployment to its end that ends while the state is read", async () => {
    await open({ [create]: [1, 2] });
    world.betweenLooks = () => world.controller.abort();
    await world.run();
    Object.assign(world, { controller: new AbortController() });
    world.betweenAnswers = () => {
      world.minutes = 5;
    };

    const { code } = await world.run();

    expect(code).to.equal(0);
    expect(world.aliases.get(create)).to.deep.equal({ version: "2", weights: {} });
  });

  it("rolls out what was published while it followed another deployment", async () => {
    await open({ [create]: [1, 2] });
    world.betweenLooks = () => world.controller.abort();
    await world.run();
    Object.assign(world, { controller: new AbortController() });
    world.versions.get(create)?.push(3);
    world.betweenLooks = () => {
      world.minutes += 1;
    };

    expect((await world.run()).code).to.equal(0);
    expect(world.aliases.get(create)?.version).to.equal("3");
  });

  it("deletes old versions when all is done, but the newest five and what is called", async () => {
    await open({ [create]: [1, 9] });

    const { console } = await world.run();

    expect(world.versions.get(create)).to.deep.equal([5, 6, 7, 8, 9]);
    expect(console.noted).to.include(`${create}: 4 old versions deleted: 1, 2, 3, 4`);
  });

  it("takes one function with --function, and no name that is not rolled out", async () => {
    await open({ [create]: [1, 2], [get]: [1, 2] });

    expect((await world.run({ function: "orders/get" })).code).to.equal(0);
    expect(world.aliases.get(create)?.version).to.equal("1");
    expect(world.aliases.get(get)?.version).to.equal("2");
    const error: unknown = await world.run({ function: "orders-greet" }).catch((caught: unknown) => caught);
    expect(String(error)).to.include(
      "--function must be one that is rolled out, 'orders-greet' given. There are: orders-create-test, orders-get-test",
    );
  });

  it("changes nothing where nobody can be asked and nobody has agreed", async () => {
    await open({ [create]: [1, 2] });

    const error: unknown = await world.run({ yes: false }).catch((caught: unknown) => caught);

    expect(String(error)).to.include(`Shift the calls of ${create} from version 1 to 2, in the test?`);
    expect(world.fake.deployments).to.deep.equal([]);
  });

  it("writes the plan and what became of it with --json", async () => {
    await open({ [create]: [1, 2] });

    const { console } = await world.run({ json: true });

    const answer = console.json();
    expect(answer.outcome).to.equal("rolled out");
    expect(answer.plan).to.deep.equal([{ kind: "start", functionName: create, from: "1", to: "2" }]);
    expect(answer.deployments).to.have.length(1);
  });
});
