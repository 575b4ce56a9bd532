import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { zipSync } from "fflate";
import { type Emulator, startEmulator } from "../../../local/emulator/start";

const name = "weighted";

describe("the weights of an alias in the emulator", () => {
  let emulator: Emulator;
  let lambda: LambdaClient;

  before(async () => {
    emulator = await startEmulator({ signal: new AbortController().signal });
    const { endpoint, region, credentials } = emulator;
    lambda = new LambdaClient({ endpoint, region, credentials: { ...credentials } });
    const iam = new IAMClient({ endpoint, region, credentials: { ...credentials } });
    const trust = {
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    iam.destroy();
    const code = "exports.handler = async (_event, context) => context.functionVersion;";
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: `arn:aws:iam::${emulator.accountId}:role/${name}`,
        Code: { ZipFile: zipSync({ "index.js": Buffer.from(code) }) },
      }),
    );
    await lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Description: "the next" }));
    await lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await lambda.send(new CreateAliasCommand({ FunctionName: name, Name: "live", FunctionVersion: "1" }));
  });

  after(async () => {
    lambda?.destroy();
    await emulator?.stop();
  });

  const weigh = (FunctionVersion: string, weights: Readonly<Record<string, number>>) =>
    lambda.send(
      new UpdateAliasCommand({
        FunctionName: name,
        Name: "live",
        FunctionVersion,
        RoutingConfig: { AdditionalVersionWeights: { ...weights } },
      }),
    );

  /** The versions that so many calls in a row go to. */
  async function called(count: number, Qualifier: string): Promise<string> {
    const versions: string[] = [];
    for (let call = 0; call < count; call += 1) {
      const { ExecutedVersion = "?", Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: name, Qualifier }),
      );
      expect(JSON.parse(Payload?.transformToString() ?? "null")).to.equal(ExecutedVersion);
      versions.push(ExecutedVersion);
    }
    return versions.join("");
  }

  it("are dealt out in turn: of ten calls at a tenth, the tenth goes to the other version", async () => {
    await weigh("1", { "2": 0.1 });

    expect(await called(20, "live")).to.equal("11111111121111111112");
  });

  it("count for the alias only, and not for its versions or for what is read about it", async () => {
    await weigh("1", { "2": 0.5 });

    expect(await called(4, "1")).to.equal("1111");
    for (let look = 0; look < 4; look += 1) {
      const { Version } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: "live" }),
      );
      expect(Version).to.equal("1");
    }
    expect(await called(4, "live")).to.equal("1212");
  });

  it("end with the alias's last move", async () => {
    await weigh("2", {});

    expect(await called(4, "live")).to.equal("2222");
  });
});
