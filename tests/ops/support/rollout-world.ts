// A stack whose functions are rolled out, in memory: the command's own clients of CodeDeploy talk to the fake's API, and a look lasts as many
// minutes as a test says.
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import {
  DeleteFunctionCommand,
  GetAliasCommand,
  LambdaClient,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
} from "@aws-sdk/client-lambda";
import type { ExitCode } from "../../../cli/exit-codes";
import type { FakeCodeDeploy } from "../../../local/codedeploy/fake";
import type { AliasTarget } from "../../../local/codedeploy/ports";
import { startCodeDeploy } from "../../../local/codedeploy/server";
import { rollout } from "../../../ops/commands/rollout";
import type { RolloutClients } from "../../../ops/rollout/state";
import { readOpsOutputs } from "../../../ops/stack/outputs";
import type { Target } from "../../../ops/stack/target";
import { type RecordedConsole, recordedConsole } from "./console";

const application = "backoffice-rollout-test";

/** Functions of the stack, by physical name: the version that is called and those that are published. */
export interface RolloutWorld {
  readonly aliases: Map<string, AliasTarget>;
  readonly versions: Map<string, number[]>;
  /** Names of alarms that are raised. */
  readonly raised: Set<string>;
  /** Calls of each function that CloudWatch has counted. */
  readonly calls: Map<string, number>;
  readonly fake: FakeCodeDeploy;
  /** Simulated time in minutes. */
  minutes: number;
  /** What happens between two looks; by default a minute passes. */
  betweenLooks: () => void;
  /** What happens after each answer of Lambda; by default nothing. */
  betweenAnswers: () => void;
  /** Every target that an alias was given, in order: `name version weights`. */
  readonly moves: string[];
  readonly controller: AbortController;
  readonly clients: RolloutClients;
  readonly target: Target;
  /** Runs the command once. */
  run(
    input?: Partial<Parameters<typeof rollout>[1]>,
  ): Promise<{ readonly code: ExitCode; readonly console: RecordedConsole }>;
  stop(): Promise<void>;
}

/** @param functions physical names with the version that is called and the newest one */
export async function rolloutWorld(
  functions: Readonly<Record<string, readonly [called: number, newest: number]>>,
  configName = "CodeDeployDefault.LambdaCanary10Percent5Minutes",
): Promise<RolloutWorld> {
  const aliases = new Map<string, AliasTarget>();
  const versions = new Map<string, number[]>();
  const raised = new Set<string>();
  const calls = new Map<string, number>();
  const moves: string[] = [];
  const server = await startCodeDeploy({
    now: () => world.minutes * 60_000,
    ports: {
      getAlias: async (name) => aliasOf(name),
      async setAlias(name, _alias, target) {
        const before = JSON.stringify(aliases.get(name));
        aliases.set(name, target);
        if (JSON.stringify(target) !== before)
          moves.push(`${name} ${target.version} ${JSON.stringify(target.weights)}`);
      },
      raisedAlarms: async (names) => names.filter((name) => raised.has(name)),
    },
  });
  for (const [name, [called, newest]] of Object.entries(functions)) {
    aliases.set(name, { version: String(called), weights: {} });
    versions.set(
      name,
      Array.from({ length: newest }, (_, index) => index + 1),
    );
    calls.set(name, 10);
    server.fake.addGroup({ application, name, configName, alarms: [`${name}-alarm`] });
  }

  function aliasOf(name = ""): AliasTarget {
    const found = aliases.get(name);
    if (found === undefined) throw new Error(`there is no function ${name}`);
    return found;
  }

  function lambdaAnswer(command: unknown): unknown {
    if (command instanceof GetAliasCommand) return aliasShown(aliasOf(command.input.FunctionName));
    if (command instanceof ListAliasesCommand) return { Aliases: [aliasShown(aliasOf(command.input.FunctionName))] };
    if (command instanceof ListVersionsByFunctionCommand) {
      const { FunctionName = "", Marker = "0" } = command.input;
      // Two to a page, oldest first, as AWS lists them.
      const all = ["$LATEST", ...(versions.get(FunctionName) ?? []).map(String)];
      const next = Number(Marker) + 2;
      return {
        Versions: all.slice(Number(Marker), next).map((Version) => ({ Version })),
        ...(next < all.length && { NextMarker: String(next) }),
      };
    }
    if (command instanceof DeleteFunctionCommand) {
      const { FunctionName = "", Qualifier } = command.input;
      versions.set(
        FunctionName,
        (versions.get(FunctionName) ?? []).filter((version) => String(version) !== Qualifier),
      );
      return {};
    }
    throw new Error("an unexpected call of Lambda");
  }

  function cloudWatchAnswer(command: unknown): unknown {
    if (command instanceof DescribeAlarmsCommand)
      return {
        MetricAlarms: (command.input.AlarmNames ?? []).map((AlarmName) => ({
          AlarmName,
          StateValue: raised.has(AlarmName) ? "ALARM" : "OK",
        })),
      };
    if (command instanceof GetMetricStatisticsCommand) {
      const name = command.input.Dimensions?.find(({ Name }) => Name === "FunctionName")?.Value ?? "";
      return { Datapoints: [{ Sum: calls.get(name) ?? 0 }] };
    }
    throw new Error("an unexpected call of CloudWatch");
  }

  const options = { region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const clients = {
    codeDeploy: new CodeDeployClient({ ...options, endpoint: server.url, maxAttempts: 1 }),
    lambda: answering(new LambdaClient(options), (command) => {
      const answer = lambdaAnswer(command);
      world.betweenAnswers();
      return answer;
    }),
    cloudWatch: answering(new CloudWatchClient(options), cloudWatchAnswer),
  };
  const outputs = readOpsOutputs(
    {
      orders: { tableName: "t", auditTableName: "t" },
      confirmations: { deliveriesTableName: "t", suppressionsTableName: "t" },
      monitoring: { errorTableName: "t" },
      stack: {
        environmentSuffix: "test",
        region: "eu-central-1",
        accountId: "123456789012",
        rolloutApplicationName: application,
      },
    },
    "the test's",
  );
  const world: RolloutWorld = {
    ...{ aliases, versions, raised, calls, moves, clients, fake: server.fake },
    target: { title: "the test", outputs, region: "eu-central-1", accountId: "123456789012" },
    minutes: 0,
    betweenLooks: () => {
      world.minutes += 1;
    },
    betweenAnswers: () => undefined,
    controller: new AbortController(),
    async run(input = {}) {
      const console = recordedConsole();
      const { signal } = world.controller;
      const code = await rollout(
        { target: world.target, clients, console, signal },
        { json: false, retry: false, dryRun: false, yes: true, ...input },
        async () => world.betweenLooks(),
      );
      return { code, console };
    },
    async stop() {
      clients.codeDeploy.destroy();
      await server.stop();
    },
  };
  return world;
}

function aliasShown({ version, weights }: AliasTarget): object {
  return { FunctionVersion: version, RoutingConfig: { AdditionalVersionWeights: weights } };
}

/** A client of which each call is answered here. */
function answering<T extends object>(client: T, answer: (command: unknown) => unknown): T {
  return Object.defineProperty(client, "send", { value: async (command: unknown) => answer(command) });
}
