import { expect } from "chai";
import type { Releases } from "../../console/contract";
import { releaseRoutes } from "../../console/server/releases";
import { type RolloutWorld, rolloutWorld } from "../ops/support/rollout-world";

const [create, get] = ["orders-create-test", "orders-get-test"];

describe("the releases that the console shows", () => {
  let world: RolloutWorld;

  afterEach(() => world.stop());

  /** @param day on which somebody looks; the world begins with day 0 */
  async function read(day = 1): Promise<Releases> {
    const [route] = releaseRoutes(world, { commandOptions: "--stack test" }, () => day * 86_400_000);
    return (await route?.handle({}, world.controller.signal)) as Releases;
  }

  it("have a version that is newest, one that waits, and the command that rolls it out", async () => {
    world = await rolloutWorld({ [create]: [1, 2], [get]: [3, 3] });

    expect(await read()).to.deep.equal({
      functions: [
        {
          functionName: create,
          shares: [{ version: "1", share: 1 }],
          newest: "2",
          state: "waits",
          next: "version 2 waits, version 1 is called",
          deployments: [],
        },
        {
          functionName: get,
          shares: [{ version: "3", share: 1 }],
          newest: "3",
          state: "live",
          next: "version 3 is the newest and has all calls",
          deployments: [],
        },
      ],
      notices: [],
      command: "npm run ops -- rollout --stack test",
    });
  });

  it("have the share of each version while a roll-out is on its way", async () => {
    world = await rolloutWorld({ [create]: [1, 2] });
    let during: Releases | undefined;
    const end = world.run();
    const shifted = async () => {
      while (world.moves.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      during = await read();
    };
    world.betweenLooks = () => undefined;
    await shifted();
    world.betweenLooks = () => {
      world.minutes += 1;
    };
    await end;

    const [{ shares, state, deployments } = { shares: [], state: "", deployments: [] }] = during?.functions ?? [];
    expect(state).to.equal("rolling");
    expect(shares).to.deep.equal([
      { version: "1", share: 0.9 },
      { version: "2", share: 0.1 },
    ]);
    expect(deployments.map(({ from, to, status }) => [from, to, status])).to.deep.equal([["1", "2", "InProgress"]]);
  });

  it("have what was taken back and why, newest first, and refuse to try it again", async () => {
    world = await rolloutWorld({ [create]: [1, 2] });
    world.betweenLooks = () => {
      world.minutes += 1;
      world.raised.add(`${create}-alarm`);
    };
    await world.run();
    world.raised.clear();

    const [{ state, next, deployments } = { state: "", next: "", deployments: [] }] = (await read()).functions;

    expect([state, next]).to.deep.equal([
      "refused",
      "version 2 was taken back before: fix it and deploy again, or try it again with --retry",
    ]);
    const [, stopped] = deployments;
    expect(deployments.map(({ status, takesBack }) => [status, takesBack])).to.deep.equal([
      ["Succeeded", stopped?.id],
      ["Stopped", undefined],
    ]);
    expect(stopped?.reason).to.equal(`One or more alarms have been activated: ${create}-alarm`);
  });

  it("leave out deployments of more than 30 days ago", async () => {
    world = await rolloutWorld({ [create]: [1, 2] });
    await world.run();
    const [recent] = (await read()).functions;
    expect(recent?.deployments).to.have.length(1);

    const [late] = (await read(31)).functions;

    expect(late?.deployments).to.deep.equal([]);
  });

  it("show the others where one cannot be read, and say which", async () => {
    world = await rolloutWorld({ [create]: [1, 1], [get]: [1, 1] });
    world.aliases.delete(get);

    const { functions, notices } = await read();

    expect(functions.map(({ functionName }) => functionName)).to.deep.equal([create]);
    expect(notices).to.deep.equal([`${get} could not be read: Error: there is no function ${get}`]);
  });
});
