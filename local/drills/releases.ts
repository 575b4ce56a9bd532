// Faults that somebody releases.
import {
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { ALIAS } from "../../components/functions";
import { peek } from "../../ops/queues/peek";
import { readAlias } from "../../ops/rollout/versions";
import { operatorsCommand } from "../traffic/operators-command";
import { until } from "../traffic/poll";
import type { Traffic } from "../traffic/traffic";
import type { Lever } from "./drill";
import { named, queueUrl } from "./levers";

/** Changes of a function's variables: `undefined` removes one. */
type Variables = Readonly<Record<string, string | undefined>>;

/** The version that the alias led to before the last release of a function. */
const versionsBefore = new Map<string, string>();

/** @throws {Error} no release of it was made */
export function versionBefore(traffic: Traffic, functionName: string): string {
  const version = versionsBefore.get(named(traffic, functionName));
  if (version === undefined) throw new Error(`no release of ${functionName} was made`);
  return version;
}

/** A new version of a function is called by everybody at once, with other variables. Undone by a version with those from before. */
export function release(functionName: string, what: string, change: Variables): Lever {
  return {
    what,
    async pull(traffic) {
      const { published, good, publish, lead } = await publishChanged(traffic, functionName, change);
      await lead(published);
      return async () => {
        await good();
        await lead(await publish());
      };
    },
  };
}

/** A new version of a function is released when messages of its queue, by name, wait for their next try. */
export function releaseAmidRetries(functionName: string, queue: string, change: Variables): Lever {
  const { what, pull } = release(
    functionName,
    `${functionName} is released while messages wait for their next try`,
    change,
  );
  return {
    what,
    async pull(traffic) {
      const { ok } = await until(
        async () => {
          const waiting = await peek(traffic.stack.target, queueUrl(traffic, queue));
          return { ok: waiting.some(({ ReceiveCount }) => ReceiveCount > 1), detail: String(waiting.length) };
        },
        { signal: traffic.signal, stretch: traffic.stretch },
      );
      if (!ok) throw new Error(`no message of ${queue} waited for its next try`);
      return pull(traffic);
    },
  };
}

/**
 * A version with other variables is rolled out by `npm run ops -- rollout`, which must take it back. Undone by a version with the variables from
 * before, which nobody calls until it is rolled out.
 */
export function rolledOut(functionName: string, what: string, change: Variables): Lever {
  return {
    what,
    async pull(traffic) {
      const { before, good, publish, FunctionName } = await publishChanged(traffic, functionName, change);
      const command = operatorsCommand(["rollout", "--yes", "--function", FunctionName], { signal: traffic.signal });
      return async () => {
        const { code, stdout, stderr } = await command;
        if (code !== 1 || !stdout.includes(`${FunctionName}: back at version ${before}`))
          throw new Error(`the release was not taken back: exit code ${code}: ${stdout.trim()} ${stderr.trim()}`);
        const { version } = await readAlias(traffic.aws.lambda, FunctionName, ALIAS);
        if (version !== before)
          throw new Error(`${ALIAS} of ${FunctionName} leads to version ${version} and not to ${before}`);
        await good();
        await publish();
      };
    },
  };
}

/** Publishes a version of a function with other variables, which nobody calls yet. */
export async function publishChanged(traffic: Traffic, functionName: string, change: Variables) {
  const { lambda } = traffic.aws;
  const FunctionName = named(traffic, functionName);
  const [{ Environment }, { version: before }] = await Promise.all([
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    readAlias(lambda, FunctionName, ALIAS),
  ]);
  versionsBefore.set(FunctionName, before);
  const declared = Environment?.Variables ?? {};
  const set = async (variables: Record<string, string>) => {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: variables } }));
  };
  const publish = async () => (await lambda.send(new PublishVersionCommand({ FunctionName }))).Version ?? "";
  await set(
    Object.fromEntries(
      Object.entries({ ...declared, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  );
  return {
    FunctionName,
    before,
    published: await publish(),
    publish,
    good: () => set(declared),
    /** @param weights shares of the calls, 0 to 1, by further versions */
    lead: async (version: string, weights: Record<string, number> = {}) => {
      const RoutingConfig = { AdditionalVersionWeights: weights };
      await lambda.send(new UpdateAliasCommand({ FunctionName, Name: ALIAS, FunctionVersion: version, RoutingConfig }));
    },
  };
}
