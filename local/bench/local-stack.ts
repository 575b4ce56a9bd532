import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { type Deployment, type DeployOptions, deploy } from "../deploy/deploy";
import { startEmulator } from "../emulator/start";
import { startIssuer } from "../issuer/issuer";
import { type Aws, connect, type EmulatorTarget } from "../run/aws";
import { readOutputs, type StackOutputs } from "../run/outputs";

/** The whole program on an emulator of its own. */
export interface LocalStack {
  readonly target: EmulatorTarget;
  readonly aws: Aws;
  readonly outputs: StackOutputs;
  readonly deployment: Deployment;
  /** A good token of a customer. */
  readonly token: string;
  /** Stops everything that was started. */
  stop(): Promise<void>;
}

/** Starts emulator and issuer and deploys the program, with a limit on the API that no measurement meets. */
export async function startLocalStack({ wrapClients }: Pick<DeployOptions, "wrapClients"> = {}): Promise<LocalStack> {
  const { signal } = new AbortController();
  const undo: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const issuer = await startIssuer();
    undo.push(issuer.stop);
    const emulator = await startEmulator({ signal });
    undo.push(() => emulator.stop());
    const deployment = await deploy({
      stack: "local",
      endpoint: emulator.endpoint,
      overrides: { authIssuer: issuer.url, apiRateLimit: "1000", apiBurstLimit: "2000", ordersPerCustomer: "0" },
      signal,
      wrapClients,
    });
    const aws = connect(emulator);
    undo.push(() => aws.destroy());
    const outputs = readOutputs(deployment.outputs);
    const { Environment } = await aws.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: outputs.orders.functionNames.authorizer }),
    );
    issuer.expect({ audience: Environment?.Variables?.AUTH_AUDIENCE ?? "", staffScope: "" });
    const token = await issuer.token({ customer: "bench" });
    return { target: emulator, aws, outputs, deployment, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
