// Data points as AWS would publish them: the metric and dimensions in which an event counts, and when it shows.

import { receivesOutsideAge, sleepingQueueMinutes } from "../../aws/alarms/facts";
import { lambdaPoints, throttlePoints } from "../../aws/alarms/points";
import type { MetricPoint } from "../../aws/alarms/series";
import { ALIAS } from "../../components/functions";
import { type MetricDefinition, metricNamespace } from "../../functions/contracts/metric-catalog";

/** A message's stay in a queue; seconds. */
export interface Passage {
  readonly from: number;
  /** When it was received. */
  readonly receives: readonly number[];
  /** When it was deleted; Infinity if it was not. */
  readonly until: number;
}

/** Records events, in seconds since the failure, and converts them to data points. */
export class Recorder {
  readonly #points: MetricPoint[] = [];

  /**
   * @param suffix environment suffix of the stack
   * @param origin moment of the failure, epoch seconds
   */
  constructor(
    readonly suffix: string,
    readonly origin: number,
  ) {}

  get points(): readonly MetricPoint[] {
    return this.#points;
  }

  /** A call that ran. */
  call(fn: string, at: number, failed = false, durationMs = 100): void {
    const call = { functionName: this.#name(fn), version: "1", at: this.#ms(at), durationMs, failed };
    this.#points.push(...lambdaPoints([call], () => [ALIAS]));
  }

  /** A call that Lambda throttled. */
  throttled(fn: string, at: number): void {
    this.#points.push(...throttlePoints(this.#name(fn), [ALIAS], [{ at: this.#ms(at), count: 1 }]));
  }

  /** A metric that Lambda publishes for a function as a whole. */
  ofFunction(fn: string, name: string, at: number, value = 1): void {
    this.#count("AWS/Lambda", name, { FunctionName: this.#name(fn) }, at, value);
  }

  /** One of the program's own metrics. */
  custom({ name }: MetricDefinition, service: string, at: number, extra: Readonly<Record<string, string>> = {}): void {
    this.#count(metricNamespace, name, { environment: this.suffix, service, ...extra }, at);
  }

  /** A request to the API, which adds 0 or 1 to the metrics of errors. */
  request(at: number, serverError: boolean): void {
    const dimensions = { ApiName: this.#name("orders-api"), Stage: this.suffix };
    this.#count("AWS/ApiGateway", "Count", dimensions, at);
    this.#count("AWS/ApiGateway", "4XXError", dimensions, at, 0);
    this.#count("AWS/ApiGateway", "5XXError", dimensions, at, Number(serverError));
  }

  ofTopic(topic: string, name: string, at: number): void {
    this.#count("AWS/SNS", name, { TopicName: this.#name(topic) }, at);
  }

  ofRule(name: string, at: number): void {
    const dimensions = {
      EventBusName: this.#name("shipments-bus"),
      RuleName: this.#name("shipments-carrier-events"),
    };
    this.#count("AWS/Events", name, dimensions, at);
  }

  throttledWrite(table: string, at: number): void {
    this.#count("AWS/DynamoDB", "WriteThrottleEvents", { TableName: this.#name(table) }, at);
  }

  /** A queue that is polled all the time: its age minute by minute, without messages that were received too often to count. */
  polledQueue(queue: string, passages: readonly Passage[], from: number, to: number): void {
    for (let at = from; at < to; at += 60) {
      const ages = passages
        .filter(
          ({ from: came, until, receives }) =>
            came <= at && at < until && receivesBefore(receives, at) < receivesOutsideAge,
        )
        .map(({ from: came }) => at - came);
      this.#ofQueue(queue, "ApproximateAgeOfOldestMessage", at, Math.max(0, ...ages));
    }
  }

  /** A queue without activity until its first message. Nothing reads it, so its messages stay. */
  sleepingQueue(queue: string, arrivals: readonly number[], to: number): void {
    const first = Math.min(...arrivals);
    for (let at = first + sleepingQueueMinutes * 60; at < to; at += 60) {
      const there = arrivals.filter((came) => came <= at).length;
      this.#ofQueue(queue, "ApproximateNumberOfMessagesVisible", at, there);
    }
  }

  #ofQueue(queue: string, name: string, at: number, value: number): void {
    this.#count("AWS/SQS", name, { QueueName: this.#name(queue) }, at, value);
  }

  #count(namespace: string, name: string, dimensions: Readonly<Record<string, string>>, at: number, value = 1): void {
    this.#points.push({ namespace, name, dimensions, at: this.#ms(at), value });
  }

  #name(logicalName: string): string {
    return `${logicalName}-${this.suffix}`;
  }

  #ms(at: number): number {
    return (this.origin + at) * 1000;
  }
}

function receivesBefore(receives: readonly number[], at: number): number {
  return receives.filter((received) => received <= at).length;
}
