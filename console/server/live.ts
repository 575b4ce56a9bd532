// What is counted all the time: queues, calls, alarms. Read only while a page listens.

import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { awsTypes } from "../../aws/resource-types";
import { countMessages } from "../../ops/queues/look";
import { describeAlarms } from "../../ops/stack/alarms";
import type { FunctionRate, Live, QueueDepth } from "../contract";
import { reasonOf } from "./http";
import { physicalName } from "./picture/model";
import type { ConsoleSources } from "./sources";

/** Functions' calls are counted over this time. */
export const rateMinutes = 5;

/** Counts of queues between two readings of alarms and calls, which change by the minute. */
export const countsBetweenMinutes = 5;

/** Reads what is counted. Neither reading throws: `problems` has what could not be read. */
export interface LiveReader {
  countQueues(): Promise<void>;
  /** Calls of functions, and alarms. May take long, and the queues do not wait for it. */
  readMinutes(): Promise<void>;
  /** What the last readings found. */
  current(): Live;
}

export function createLiveReader(sources: ConsoleSources, now: () => number = Date.now): LiveReader {
  const { clients, resources, metrics, target } = sources;
  const namesOf = (wanted: string) => resources.filter(({ type }) => type === wanted).map((each) => physicalName(each));
  const queues = namesOf(awsTypes.sqs.queue);
  const functions = namesOf(awsTypes.lambda.function);
  /** As SQS says it, once: the partition, or an emulator, decides what it looks like. */
  const urls = new Map<string, string>();
  let state: Omit<Live, "problems"> & {
    readonly queueProblems: readonly string[];
    readonly minuteProblems: readonly string[];
  } = { queues: {}, functions: {}, alarms: {}, queueProblems: [], minuteProblems: [] };

  async function depthOf(name: string): Promise<QueueDepth> {
    const url = urls.get(name) ?? (await clients.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? "";
    urls.set(name, url);
    return countMessages(clients.sqs, url);
  }

  async function readQueues(problems: string[]): Promise<Record<string, QueueDepth>> {
    const read = await Promise.allSettled(queues.map(depthOf));
    return Object.fromEntries(
      read.flatMap((result, index) => {
        const name = queues[index] ?? "";
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
    const alarms = await describeAlarms(clients.cloudWatch, target.outputs.stack.environmentSuffix);
    return Object.fromEntries(alarms.map(({ AlarmName = "", StateValue = "" }) => [AlarmName, StateValue]));
  }

  return {
    async countQueues() {
      const problems: string[] = [];
      const read = await readQueues(problems);
      // Only now: the minutes may have been read meanwhile.
      state = { ...state, queues: read, queueProblems: problems };
    },
    async readMinutes() {
      const [rates, alarms] = await Promise.allSettled([readRates(), readAlarms()]);
      state = {
        ...state,
        ...(rates.status === "fulfilled" && { functions: rates.value }),
        ...(alarms.status === "fulfilled" && { alarms: alarms.value }),
        minuteProblems: [rates, alarms].flatMap((result, index) =>
          result.status === "rejected"
            ? [`${index === 0 ? "metrics" : "alarms"} could not be read: ${reasonOf(result.reason)}`]
            : [],
        ),
      };
    },
    current() {
      const { queueProblems, minuteProblems, ...counted } = state;
      return { ...counted, problems: [...queueProblems, ...minuteProblems] };
    },
  };
}
