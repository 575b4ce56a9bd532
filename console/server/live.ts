// What is counted all the time: queues, calls, alarms. Read only while a page listens.

import { type MetricDataQuery, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { awsTypes } from "../../aws/resource-types";
import { countMessages } from "../../ops/queues/look";
import type { FunctionRate, Live, QueueDepth } from "../contract";
import { reasonOf } from "./http";
import { physicalName } from "./picture/model";
import type { ConsoleSources } from "./sources";

/** Functions' calls are counted over this time. */
export const rateMinutes = 5;

/** How often each is read, in reads of the queues: alarms and metrics change by the minute. */
const slowEvery = 5;

/** Reads what is counted. */
export interface LiveReader {
  read(): Promise<Live>;
}

export function createLiveReader(sources: ConsoleSources, now: () => number = Date.now): LiveReader {
  const { clients, resources, metrics, target } = sources;
  const queues = resources.flatMap((resource) => {
    const url = resource.state.url ?? resource.id;
    return resource.type === awsTypes.sqs.queue && typeof url === "string"
      ? [{ name: physicalName(resource), url }]
      : [];
  });
  const functions = resources
    .filter(({ type }) => type === awsTypes.lambda.function)
    .map((resource) => physicalName(resource));
  let round = 0;
  let slow: Pick<Live, "functions" | "alarms"> = { functions: {}, alarms: {} };
  let slowProblems: readonly string[] = [];

  async function readQueues(problems: string[]): Promise<Record<string, QueueDepth>> {
    const read = await Promise.allSettled(queues.map(({ url }) => countMessages(clients.sqs, url)));
    return Object.fromEntries(
      read.flatMap((result, index) => {
        const name = queues[index]?.name ?? "";
        if (result.status === "fulfilled") return [[name, result.value] as const];
        problems.push(`${name} could not be counted: ${reasonOf(result.reason)}`);
        return [];
      }),
    );
  }

  async function readRates(): Promise<Record<string, FunctionRate>> {
    const queries = functions.flatMap((name, index) =>
      (["Invocations", "Errors"] as const).map(
        (MetricName): MetricDataQuery => ({
          Id: `${MetricName.toLowerCase()}${index}`,
          MetricStat: {
            Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: [{ Name: "FunctionName", Value: name }] },
            Period: 60,
            Stat: "Sum",
          },
        }),
      ),
    );
    const to = now();
    const { lines } = await metrics.data(queries, { from: to - rateMinutes * 60_000, to });
    const sum = (id: string) =>
      (lines.find((line) => line.id === id)?.points ?? []).reduce((total, [, value]) => total + value, 0);
    return Object.fromEntries(
      functions.map((name, index) => [
        name,
        { invocations: sum(`invocations${index}`), errors: sum(`errors${index}`) },
      ]),
    );
  }

  async function readAlarms(): Promise<Record<string, string>> {
    const states: Record<string, string> = {};
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: clients.cloudWatch }, {})) {
      for (const { AlarmName = "", StateValue = "" } of MetricAlarms)
        if (AlarmName.endsWith(`-${target.outputs.stack.environmentSuffix}`)) states[AlarmName] = StateValue;
    }
    return states;
  }

  return {
    async read() {
      const problems: string[] = [];
      const depths = readQueues(problems);
      if (round % slowEvery === 0) {
        const [rates, alarms] = await Promise.allSettled([readRates(), readAlarms()]);
        slow = {
          functions: rates.status === "fulfilled" ? rates.value : slow.functions,
          alarms: alarms.status === "fulfilled" ? alarms.value : slow.alarms,
        };
        slowProblems = [rates, alarms].flatMap((result, index) =>
          result.status === "rejected"
            ? [`${index === 0 ? "metrics" : "alarms"} could not be read: ${reasonOf(result.reason)}`]
            : [],
        );
      }
      round += 1;
      return {
        at: new Date(now()).toISOString(),
        queues: await depths,
        ...slow,
        problems: [...problems, ...slowProblems],
      };
    },
  };
}
