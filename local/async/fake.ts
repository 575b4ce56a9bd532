import { randomUUID } from "node:crypto";
import { GetSubscriptionAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { messageOf } from "../../values/message-of";
import type { MetricWriter } from "../alarms/source";
import { connectService, type ServiceTarget } from "../service/connection";
import { insisting } from "../service/insist";
import { isRefusedForGood } from "../service/refused";
import { tryToEnd } from "./attempts";
import type { AsyncEvent, GivenUp } from "./event";
import { handOver } from "./hand-over";
import { admits, callOnce, namesOf, readSettings } from "./lambda";
import { limited } from "./limit";
import { type DestinationMessage, deadLetter, invocationRecord } from "./records";
import { type AsyncSettings, type AsyncWaits, shortenedWaits } from "./settings";
import { snsEvent } from "./sns-event";

/** A topic's subscription that calls a function. */
export interface FunctionSubscription {
  readonly arn: string;
  readonly topicArn: string;
  /** ARN of the function or its alias. */
  readonly functionArn: string;
  /** Queue of the local run that is subscribed to the topic in the function's place. */
  readonly queueUrl: string;
}

/** Numbers of events and messages so far. */
export interface AsyncCounts {
  readonly subscriptions: number;
  /** Events accepted. */
  readonly events: number;
  /** Tries after the first, of any event. */
  readonly retries: number;
  /** Events that ended in a failure destination or a function's dead letters, or nowhere for want of one. */
  readonly givenUp: number;
  /** Messages that SNS could not deliver. */
  readonly undelivered: number;
  /** Events in progress, and messages that were received but not delivered yet. */
  readonly open: number;
}

/** A fake for Lambda's asynchronous invocations and SNS's calls of functions, because the emulator calls a topic's function only once. */
export interface AsyncInvocations {
  /** Begins to deliver. */
  subscribe(subscription: FunctionSubscription): void;
  /** Accepts an event, as Lambda does for a call of the type `Event`. */
  accept(functionArn: string, payload: string): void;
  /** The queues that are subscribed in functions' places. */
  queueUrls(): readonly string[];
  counts(): AsyncCounts;
  readonly waits: AsyncWaits;
  /** Stops everything and waits for that; repeatable. Events in progress are lost, because they are in memory. */
  stop(): Promise<void>;
}

/** The metrics of asynchronous invocations, and of topics' calls of functions. */
export const asyncMetricTitles = {
  titles: [
    ...["AsyncEventsReceived", "AsyncEventsDropped", "DestinationDeliveryFailures", "DeadLetterErrors"].map(
      (name) => `AWS/Lambda ${name}`,
    ),
    ...["NumberOfNotificationsRedrivenToDlq", "NumberOfNotificationsFailedToRedriveToDlq"].map(
      (name) => `AWS/SNS ${name}`,
    ),
  ],
};

/** Most calls at the same time, because the emulator starts a process for each. */
const mostCalls = 10;
const batchSize = 10;

/**
 * @param onProblem called with the reason why an event could not be delivered
 * @param waits between an event's tries. Default: shortened
 * @param metrics takes what Lambda and SNS measure: `asyncMetricTitles`. Default: nobody does
 */
export function createAsyncInvocations(
  target: ServiceTarget,
  onProblem: (text: string) => void,
  waits: AsyncWaits = shortenedWaits,
  metrics: MetricWriter = { add: () => undefined },
): AsyncInvocations {
  const { config, lambda, sqs, destroy } = connectService(target);
  const sns = new SNSClient(config);
  const stopped = new AbortController();
  const { signal } = stopped;
  const running = new Set<Promise<void>>();
  const subscriptions: FunctionSubscription[] = [];
  const inTurn = limited(mostCalls);
  const count = { events: 0, retries: 0, givenUp: 0, undelivered: 0, open: 0 };

  /** Runs work in the background until it ends or the fake is stopped. */
  function start(what: string, work: () => Promise<void>): void {
    const run = work()
      .catch((error: unknown) => {
        if (!signal.aborted) onProblem(`${what} ended: ${String(error)}`);
      })
      .finally(() => running.delete(run));
    running.add(run);
  }

  /** As `start`, and counts the work as in progress. */
  function startOpen(what: string, work: () => Promise<void>): void {
    count.open += 1;
    start(what, () =>
      work().finally(() => {
        count.open -= 1;
      }),
    );
  }

  const { insist, pause } = insisting("an asynchronous invocation", signal, onProblem);

  const ofFunction = (functionArn: string, name: string) => {
    const dimensions = { FunctionName: namesOf(functionArn).FunctionName };
    metrics.add({ namespace: "AWS/Lambda", name, dimensions, at: Date.now(), value: 1 });
  };
  const ofTopic = (topicArn: string, name: string) => {
    const dimensions = { TopicName: topicArn.split(":").at(-1) ?? "" };
    metrics.add({ namespace: "AWS/SNS", name, dimensions, at: Date.now(), value: 1 });
  };

  /** @returns false when the queue will never accept the message, which is lost then */
  async function send(queueArn: string, { body, attributes }: DestinationMessage): Promise<boolean> {
    return insist(`send to ${queueArn}`, async () => {
      try {
        const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueArn.split(":").at(-1) }));
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes: { ...attributes } }), {
          abortSignal: signal,
        });
        return true;
      } catch (error) {
        if (!isRefusedForGood(error)) throw error;
        onProblem(`a message is lost, for ${queueArn} refuses it: ${messageOf(error)}`);
        return false;
      }
    });
  }

  /** Lambda Developer Guide, "Types of metrics for Lambda functions": an event counts as dropped also when a queue has taken it. */
  async function giveUp(given: GivenUp, { onFailureArn, deadLetterArn }: AsyncSettings): Promise<void> {
    const { functionArn } = given.event;
    count.givenUp += 1;
    ofFunction(functionArn, "AsyncEventsDropped");
    if (onFailureArn !== undefined && !(await send(onFailureArn, invocationRecord(given, new Date()))))
      ofFunction(functionArn, "DestinationDeliveryFailures");
    if (deadLetterArn !== undefined && !(await send(deadLetterArn, deadLetter(given))))
      ofFunction(functionArn, "DeadLetterErrors");
  }

  function accept(functionArn: string, payload: string): void {
    const event: AsyncEvent = { requestId: randomUUID(), functionArn, payload, acceptedAt: Date.now() };
    count.events += 1;
    ofFunction(functionArn, "AsyncEventsReceived");
    let tries = 0;
    startOpen(`an asynchronous invocation of ${functionArn}`, async () => {
      await tryToEnd(event, waits, {
        call: (one) =>
          inTurn(() => {
            if (tries > 0) count.retries += 1;
            tries += 1;
            return callOnce(lambda, one, signal, onProblem);
          }),
        settings: (arn) => insist(`read the settings of ${arn}`, () => readSettings(lambda, arn)),
        giveUp,
        now: Date.now,
        pause,
      });
    });
  }

  async function deliver({ arn, functionArn, topicArn }: FunctionSubscription, body: string): Promise<void> {
    const taken = await handOver({ attempt: () => admits(lambda, functionArn, topicArn, signal), pause });
    if (taken) return accept(functionArn, snsEvent(body, arn));
    count.undelivered += 1;
    const { Attributes } = await insist(`read the subscription ${arn}`, () =>
      sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn })),
    );
    const policy: { readonly deadLetterTargetArn?: string } = JSON.parse(Attributes?.RedrivePolicy ?? "{}");
    // The SNS Developer Guide documents no attributes for such a dead letter, so it has none here.
    if (policy.deadLetterTargetArn === undefined) return;
    const redriven = await send(policy.deadLetterTargetArn, { body, attributes: {} });
    ofTopic(topicArn, redriven ? "NumberOfNotificationsRedrivenToDlq" : "NumberOfNotificationsFailedToRedriveToDlq");
  }

  /** Removed from the queue before they are delivered: Lambda's own queue holds them from then on. */
  async function take(subscription: FunctionSubscription): Promise<void> {
    const { queueUrl } = subscription;
    for (;;) {
      const messages = await insist<readonly Message[]>("read its topic's messages", async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: batchSize, WaitTimeSeconds: 20 }),
          { abortSignal: signal },
        );
        return Messages;
      });
      if (messages.length === 0) continue;
      for (const { Body = "" } of messages) {
        startOpen(`a delivery to ${subscription.functionArn}`, () => deliver(subscription, Body));
      }
      await insist("remove its topic's messages", () =>
        sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          }),
        ),
      );
    }
  }

  return {
    waits,
    subscribe(subscription) {
      subscriptions.push(subscription);
      start(`the subscription of ${subscription.functionArn}`, () => take(subscription));
    },
    accept,
    queueUrls: () => subscriptions.map(({ queueUrl }) => queueUrl),
    counts: () => ({ ...count, subscriptions: subscriptions.length }),
    async stop() {
      stopped.abort();
      await Promise.all(running);
      destroy();
    },
  };
}
