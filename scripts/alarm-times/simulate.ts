// Sends orders through a simulated shop, one after the other, and records the metrics of each part, before and after a failure.
import { asynchronousRetrySeconds } from "../../aws/alarms/facts";
import type { MetricPoint } from "../../aws/alarms/series";
import { metrics } from "../../functions/contracts/metric-catalog";
import type { Delivery, World } from "./failures";
import { QueueConsumer } from "./queue-consumer";
import { Recorder } from "./recorder";
import type { Settings } from "./settings";
import { StreamConsumer } from "./stream-consumer";

/** Least load by requirement E9: orders a day, which sets the seconds between two orders. */
export const ordersPerDay = 2_000;
const secondsPerOrder = 86_400 / ordersPerDay;

/** Values of one run for what AWS does not document. */
export interface Assumptions {
  /** Seconds from the last order to the failure. */
  readonly quiet: number;
  /** Seconds between two attempts of a stream's record, which AWS does not document. */
  readonly streamPause: number;
  /** Returns random numbers from 0 up to but not including 1. */
  readonly random: () => number;
}

/** Minutes before the failure: at least as many as any alarm evaluates. */
export const before = 25;

/**
 * Data points of a shop in which the failure begins at `origin`, epoch seconds.
 *
 * @param after minutes after the failure
 */
export function simulate(
  settings: Settings,
  broken: Partial<World>,
  origin: number,
  after: number,
  assume: Assumptions,
): readonly MetricPoint[] {
  const recorder = new Recorder(settings.suffix, origin);
  const end = after * 60;
  const shop = new Shop(settings, recorder, broken, assume, end);
  const healthy = Math.floor((before * 60) / secondsPerOrder);
  for (let at = -assume.quiet - healthy * secondsPerOrder; at < end; at += secondsPerOrder) shop.order(at);
  shop.close(-before * 60);
  return recorder.points;
}

class Shop {
  readonly #publisher: StreamConsumer;
  readonly #auditor: StreamConsumer;
  readonly #sender: QueueConsumer;
  readonly #feedback: QueueConsumer;
  readonly #shipments: QueueConsumer;
  readonly #deadLetters = new Map<string, number[]>();

  constructor(
    settings: Settings,
    readonly recorder: Recorder,
    readonly broken: Partial<World>,
    assume: Assumptions,
    readonly end: number,
  ) {
    const shared = { settings, recorder, assume, end, given: (queue: string, at: number) => this.#give(queue, at) };
    const refuses = broken.failureQueues === "refuse";
    const stream = { ...shared, refuses, onFailure: (at: number) => this.#logged("orders", at) };
    this.#publisher = new StreamConsumer({ ...stream, fn: "orders-publisher", mode: broken.publisher ?? "ok" });
    this.#auditor = new StreamConsumer({ ...stream, fn: "orders-auditor", mode: broken.auditor ?? "ok" });
    const queue = (service: "confirmations" | "shipments", fn: string, name: string, mode: World["sender"]) =>
      new QueueConsumer({
        ...shared,
        service,
        fn: `${service}-${fn}`,
        queue: name,
        mode,
        onFailure: (at) => this.#logged(service, at),
      });
    this.#sender = queue("confirmations", "sender", "confirmations-queue", broken.sender ?? "ok");
    this.#feedback = queue("confirmations", "feedback", "confirmations-feedback-queue", broken.feedback ?? "ok");
    this.#shipments = queue("shipments", "processor", "shipments-queue", broken.shipments ?? "ok");
  }

  /** Processes an order, with one carrier event and one notification. */
  order(at: number): void {
    if (this.#request(at)) {
      this.#auditor.take(at + 1, (done) => this.recorder.custom(metrics.auditEntriesWritten, "orders", done));
      this.#publisher.take(at + 1, (done) => {
        this.recorder.custom(metrics.eventsPublished, "orders", done);
        this.#topic("confirmations-topic", "confirmations-subscription-dead-letters", "requests", done, (came) =>
          this.#sender.take(came, (sent) => this.#sent(sent)),
        );
      });
    }
    this.#carrierEvent(at + 10);
    this.#notification(at + 20);
  }

  /** Records what is known only at the end: depths and ages of queues. */
  close(from: number): void {
    for (const consumer of [this.#sender, this.#feedback, this.#shipments]) consumer.close(from);
    for (const [queue, arrivals] of this.#deadLetters) this.recorder.sleepingQueue(queue, arrivals, this.end);
  }

  /** @returns whether the order was stored */
  #request(at: number): boolean {
    const mode = at < 0 ? "ok" : (this.broken.api ?? "ok");
    this.recorder.request(at, mode !== "ok");
    this.recorder.call("orders-authorizer", at, mode === "issuerDown");
    if (mode === "issuerDown") return false;
    if (mode === "reserved0") this.recorder.throttled("orders-create", at);
    else this.recorder.call("orders-create", at, mode === "crash");
    if (mode === "tableThrottled") this.recorder.throttledWrite("orders-table", at);
    if (mode === "tableDown") this.#logged("orders", at);
    if (mode === "ok") this.recorder.custom(metrics.ordersPlaced, "orders", at);
    return mode === "ok";
  }

  #sent(at: number): void {
    this.recorder.custom(metrics.emailsSent, "confirmations", at);
    const queue = "confirmations-feedback-subscription-dead-letters";
    for (const later of [1, 5])
      this.#topic("confirmations-feedback-topic", queue, "feedbackEvents", at + later, (came) =>
        this.#feedback.take(came, (done) => this.recorder.custom(metrics.emailsDelivered, "confirmations", done)),
      );
  }

  #topic(
    topic: string,
    deadLetters: string,
    hop: "requests" | "feedbackEvents" | "notices",
    at: number,
    deliver: (at: number) => void,
  ): void {
    const mode: Delivery = at < 0 ? "ok" : (this.broken[hop] ?? "ok");
    if (mode === "ok") deliver(at + 1);
    if (mode === "refused") {
      this.recorder.ofTopic(topic, "NumberOfNotificationsRedrivenToDlq", at);
      this.#give(deadLetters, at);
    }
    if (mode === "refusedTwice") this.recorder.ofTopic(topic, "NumberOfNotificationsFailedToRedriveToDlq", at);
  }

  #carrierEvent(at: number): void {
    const mode = at < 0 ? "ok" : (this.broken.rule ?? "ok");
    if (mode === "ok")
      this.#shipments.take(at + 1, (done) => this.recorder.custom(metrics.shipmentEventsRecorded, "shipments", done));
    if (mode === "refused") {
      this.recorder.ofRule("FailedInvocations", at);
      this.#give("shipments-target-dead-letters", at);
    }
    // AWS does not document whether FailedInvocations counts these too.
    if (mode === "refusedTwice") this.recorder.ofRule("InvocationsFailedToBeSentToDlq", at);
    // The backoff is not documented. 185 attempts in a day mean at least one within the first minute.
    if (mode === "putOff") this.recorder.ofRule("RetryInvocationAttempts", at + 60);
  }

  #notification(at: number): void {
    this.#topic("notifications-topic", "notifications-delivery-dead-letters", "notices", at, (came) =>
      this.#process(came),
    );
  }

  #process(at: number): void {
    const fn = "notifications-processor";
    const mode = at < 0 ? "ok" : (this.broken.notifications ?? "ok");
    if (mode === "reserved0") {
      // Lambda does not retry: see "Configuring reserved concurrency", Lambda developer guide.
      this.#dropped(at);
      return;
    }
    if (mode === "ok") this.recorder.custom(metrics.notificationsDelivered, "notifications", at);
    if (mode === "webhookDown" || mode === "fallbackDown")
      this.recorder.custom(metrics.notificationsFailed, "notifications", at);
    const fails = mode === "fallbackDown" || mode === "crash";
    let tried = at;
    for (const pause of fails ? [0, ...asynchronousRetrySeconds] : [0]) {
      tried += pause;
      this.recorder.call(fn, tried, fails, mode === "webhookDown" ? 5_000 : 100);
      if (mode === "fallbackDown") this.#logged("notifications", tried);
    }
    if (fails) this.#dropped(tried);
  }

  #dropped(at: number): void {
    const fn = "notifications-processor";
    if (this.broken.failureQueues === "refuse") {
      this.recorder.ofFunction(fn, "DestinationDeliveryFailures", at);
      return;
    }
    this.recorder.ofFunction(fn, "AsyncEventsDropped", at);
    this.#give("notifications-processor-failures", at);
  }

  #logged(service: string, at: number): void {
    if (at >= 0 && this.broken.errorLog === "down") this.recorder.custom(metrics.errorLogFallback, service, at);
  }

  #give(queue: string, at: number): void {
    this.#deadLetters.set(queue, [...(this.#deadLetters.get(queue) ?? []), at]);
  }
}
