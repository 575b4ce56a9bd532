// The failure queues, and the redrive target of each. The names are those of the stack's outputs.

import { UsageError } from "../../cli/errors";
import type { PipelineName } from "../../components/pipelines";
import { member } from "../../values/member";
import { type OpsOutputs, outputText, physicalNameOf } from "../stack/outputs";

/** Where the messages of a failure queue go back to. */
export type WayBack =
  /** To the queue that they came from, or should have reached. */
  | {
      readonly kind: "queue";
      readonly queueUrl: string;
      /** What sent them to the dead-letter queue: the reader of that queue, a topic's subscription, or a rule's target. */
      readonly from: "reader" | "subscription" | "rule";
      /** True when its reader accepts an operator's permit for one more email. */
      readonly permits: boolean;
      /** True when an attribute must show its reader which messages were redriven. @default false */
      readonly marked?: boolean;
    }
  /** To a function that a topic calls, with the same message id, by which the function recognizes a message. */
  | { readonly kind: "topic-call"; readonly functionName: string }
  /** To a function: the event of an asynchronous call that failed. */
  | {
      readonly kind: "call";
      readonly functionName: string;
      /** True when the function accepts an operator's permit for one more email. */
      readonly permits: boolean;
    }
  /** None: EventBridge encrypted the events with the stack's key, so they cannot be read. */
  | { readonly kind: "sealed" }
  /** To the reader of a table's stream: the queue has positions in the stream, and records that could not be read. */
  | { readonly kind: "stream"; readonly functionName: string; readonly writes: "audit" | "events" };

/** A queue that holds failures. */
export interface FailureQueue {
  /** Physical name. */
  readonly name: string;
  readonly url: string;
  readonly pipeline: string;
  readonly wayBack: WayBack;
}

type Find = (pipeline: PipelineName, key: string) => string | undefined;

interface Row {
  readonly pipeline: PipelineName;
  /** Output that holds the queue's URL. */
  readonly output: string;
  readonly wayBack: (find: Find) => WayBack | undefined;
}

const rows: readonly Row[] = [
  stream("orders", "publisherFailureQueueUrl", "publisher", "events"),
  stream("orders", "auditorFailureQueueUrl", "auditor", "audit"),
  back("confirmations", "deadLetterQueueUrl", "queueUrl", "reader", { permits: true, marked: true }),
  back("confirmations", "subscriptionDeadLetterQueueUrl", "queueUrl", "subscription", { permits: false, marked: true }),
  back("confirmations", "feedbackDeadLetterQueueUrl", "feedbackQueueUrl", "reader"),
  back("confirmations", "feedbackSubscriptionDeadLetterQueueUrl", "feedbackQueueUrl", "subscription"),
  back("shipments", "deadLetterQueueUrl", "queueUrl", "reader"),
  back("shipments", "targetDeadLetterQueueUrl", "queueUrl", "rule"),
  { pipeline: "shipments", output: "busDeadLetterQueueUrl", wayBack: () => ({ kind: "sealed" }) },
  call("notifications", "deliveryDeadLetterQueueUrl", "topic-call"),
  call("notifications", "failureQueueUrl", "call"),
];

function back(
  pipeline: PipelineName,
  output: string,
  source: string,
  from: "reader" | "subscription" | "rule",
  reads: { readonly permits: boolean; readonly marked: boolean } = { permits: false, marked: false },
): Row {
  return {
    pipeline,
    output,
    wayBack(find) {
      const queueUrl = find(pipeline, source);
      return queueUrl === undefined ? undefined : { kind: "queue", queueUrl, from, ...reads };
    },
  };
}

function call(pipeline: PipelineName, output: string, kind: "topic-call" | "call"): Row {
  return {
    pipeline,
    output,
    wayBack(find) {
      const functionName = find(pipeline, "functionName");
      if (functionName === undefined) return undefined;
      return kind === "call" ? { kind, functionName, permits: true } : { kind, functionName };
    },
  };
}

function stream(pipeline: PipelineName, output: string, fn: string, writes: "audit" | "events"): Row {
  return {
    pipeline,
    output,
    wayBack(find) {
      const functionName = find(pipeline, `functionNames.${fn}`);
      return functionName === undefined ? undefined : { kind: "stream", functionName, writes };
    },
  };
}

/** Outputs that hold the URL of a failure queue, as `pipeline.output`: each must have its row here. */
export const knownFailureOutputs: readonly string[] = rows.map(({ pipeline, output }) => `${pipeline}.${output}`);

/** Whether an output holds the URL of a queue for failures, by its name. */
export function isFailureOutput(key: string): boolean {
  return /(deadLetter|failure)QueueUrl$/i.test(key);
}

/** The failure queues that the stack has. */
export function failureQueues(outputs: OpsOutputs): readonly FailureQueue[] {
  const find: Find = (pipeline, path) => {
    const [key = "", inner] = path.split(".");
    if (inner === undefined) return outputText(outputs, pipeline, key);
    const value = member(member(outputs[pipeline], key), inner);
    return typeof value === "string" ? value : undefined;
  };
  return rows.flatMap(({ pipeline, output, wayBack }) => {
    const url = find(pipeline, output);
    const way = wayBack(find);
    return url === undefined || way === undefined ? [] : [{ name: queueName(url), url, pipeline, wayBack: way }];
  });
}

/** The failure queue with the name that the user typed. @throws {UsageError} there is none; the message lists the queues */
export function findFailureQueue(outputs: OpsOutputs, typed: string): FailureQueue {
  const queues = failureQueues(outputs);
  const names = queues.map(({ name }) => name);
  const wanted = physicalNameOf(typed.split("/").at(-1) ?? typed, outputs, names);
  const found = queues.find(({ name, url }) => name === wanted || url === typed);
  if (found !== undefined) return found;
  throw new UsageError(`there is no dead-letter or failure queue '${typed}'. There are:\n  ${names.join("\n  ")}`);
}

/** Last part of a queue's URL. */
export function queueName(url: string): string {
  return url.split("/").at(-1) ?? url;
}

/** Whether a redrive to this target can carry an operator's permit for one more email, `--confirm-resend`. */
export function takesPermits(way: WayBack): boolean {
  return (way.kind === "queue" || way.kind === "call") && way.permits;
}

/** The redrive target as text. */
export function describeWayBack(way: WayBack): string {
  switch (way.kind) {
    case "queue":
      return `queue ${queueName(way.queueUrl)}`;
    case "topic-call":
      return `function ${way.functionName}, called as its topic does`;
    case "call":
      return `function ${way.functionName}, called again with the original event`;
    case "sealed":
      return "manual: events that the bus could not open or seal";
    case "stream":
      return `function ${way.functionName}, with the records of its stream`;
  }
}
