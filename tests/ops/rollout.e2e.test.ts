// The command itself, in processes of its own, against the emulator and the fake of CodeDeploy: a second stands for a minute.
import { SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetAliasCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { deployedStack, settled } from "./support/stack";

const name = "orders-get-local";
const alarm = "orders-get-rollout-alarm-local";

describe("npm run ops -- rollout, on a stack that is rolled out", () => {
  const up = deployedStack({ rollout: '{"strategy":"canary","percent":10,"minutes":5}' });

  /** A new version of one function, as `pulumi up` publishes one. */
  async function release(description: string): Promise<string> {
    const { lambda } = up.stack.aws;
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Description: description }));
    const { Version = "" } = await lambda.send(new PublishVersionCommand({ FunctionName: name }));
    return Version;
  }

  async function called(): Promise<{ readonly version: string; readonly weights: Readonly<Record<string, number>> }> {
    const found = await up.stack.aws.lambda.send(new GetAliasCommand({ FunctionName: name, Name: "live" }));
    return { version: found.FunctionVersion ?? "", weights: found.RoutingConfig?.AdditionalVersionWeights ?? {} };
  }

  const ring = (StateValue: "ALARM" | "OK") =>
    up.stack.aws.cloudWatch.send(new SetAlarmStateCommand({ AlarmName: alarm, StateValue, StateReason: "the test" }));

  it("has nothing to do after the first deployment", async () => {
    const { code, stdout } = await up.stack.ops("rollout", "--yes");

    expect([code, stdout.trim()]).to.deep.equal([0, "nothing to do"]);
  });

  it("gives a good release a tenth of the calls, then all, and deletes versions that nobody needs", async () => {
    for (let count = 0; count < 6; count += 1) await release(`release ${count}`);
    const version = await release("a good release");
    const running = up.stack.ops("rollout", "--yes");
    await settled(async () => (await called()).weights[version] === 0.1, "a tenth of the calls on the new version");

    const { code, stdout, stderr } = await running;

    expect(code, stderr).to.equal(0);
    expect(stdout.trim()).to.equal("rolled out: the newest versions have all calls");
    expect(await called()).to.deep.equal({ version, weights: {} });
    const { Versions = [] } = await up.stack.aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }));
    expect(Versions.filter(({ Version = "" }) => Version !== "$LATEST")).to.have.length(5);
  });

  it("takes a release back whose alarm rings half-way, and refuses it from then on", async () => {
    const { version: before } = await called();
    const version = await release("a bad release");
    const running = up.stack.ops("rollout", "--yes");
    await settled(async () => (await called()).weights[version] === 0.1, "a tenth of the calls on the new version");
    await ring("ALARM");

    const { code, stdout } = await running;

    expect(code).to.equal(1);
    expect(stdout).to.include(`${name}: back at version ${before}: One or more alarms have been activated: ${alarm}`);
    expect(await called()).to.deep.equal({ version: before, weights: {} });
    const ringing = await up.stack.ops("rollout", "--yes", "--retry");
    expect([ringing.code, ringing.stderr.includes(`the alarm ${alarm} is raised`)]).to.deep.equal([3, true]);
    await ring("OK");
    const again = await up.stack.ops("rollout", "--yes");
    expect([again.code, again.stderr.includes(`version ${version} was taken back before`)]).to.deep.equal([3, true]);
  });

  it("is left by Ctrl-C and goes on; the next run follows it to its end", async () => {
    const version = await release("the fix");
    const left = up.stack.opsUntil(async () => (await called()).weights[version] === 0.1, "rollout", "--yes");

    const { code, stdout } = await left;

    expect(code).to.equal(1);
    expect(stdout).to.match(/orders-get-local: d-\w+ goes on by itself/);
    const next = await up.stack.ops("rollout", "--yes", "--json");
    expect(next.code).to.equal(0);
    expect(await called()).to.deep.equal({ version, weights: {} });
  });
});
