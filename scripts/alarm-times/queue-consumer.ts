import { metrics } from "../../functions/contracts/metric-catalog";
import { backoffSeconds } from "../../functions/shared/backoff";
import type { QueueReader } from "./failures";
import type { Passage, Recorder } from "./recorder";
import type { Settings } from "./settings";
import type { Assumptions } from "./simulate";

export interface QueueConsumerOptions {
  readonly settings: Settings;
  readonly recorder: Recorder;
  readonly assume: Assumptions;
  readonly end: number;
  /** The function. */
  readonly fn: string;
  readonly service: "confirmations" | "shipments";
  readonly queue: string;
  /** State of the function from the failure on. */
  readonly mode: QueueReader;
  /** Called when a message reaches a dead-letter queue. */
  given(queue: string, at: number): void;
  /** Called for a handled failure, which adds an entry to the error log. */
  onFailure(at: number): void;
}

/** A function that reads a queue, as its metrics see it. */
export class QueueConsumer {
  readonly #passages: Passage[] = [];
  #poisoned = false;

  constructor(readonly options: QueueConsumerOptions) {}

  /** A message arrives. @param handled called when the message is processed, at once or after retries */
  take(at: number, handled: (at: number) => void): void {
    const { recorder, fn, mode } = this.options;
    const poison = mode === "poison" && at >= 0 && !this.#poisoned;
    if (at < 0 || mode === "ok" || (mode === "poison" && !poison)) {
      recorder.call(fn, at + 1);
      this.#passages.push({ from: at, receives: [at + 1], until: at + 1 });
      handled(at + 1);
    } else if (poison) {
      this.#poisoned = true;
      recorder.call(fn, at + 1);
      this.#passages.push({ from: at, receives: [at + 1], until: at + 1 });
      this.#givenUp(at + 1);
    } else {
      this.#fail(at);
    }
  }

  close(from: number): void {
    const { recorder, queue, end } = this.options;
    recorder.polledQueue(queue, this.#passages, from, end);
  }

  #fail(from: number): void {
    const { settings, mode, end } = this.options;
    const receives: number[] = [];
    const most = mode === "down" ? settings.backoff.maxProcessingAttempts : settings.redriveReceives;
    let at = from + 1;
    while (mode !== "disabled" && at < end && receives.length < most) {
      receives.push(at);
      at += this.#receive(at, receives.length);
    }
    const ended = receives.length === most;
    const until = ended ? (receives.at(-1) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    this.#passages.push({ from, receives, until });
    if (ended && mode !== "down") this.options.given(`${this.options.queue.replace(/-queue$/, "")}-dead-letters`, at);
  }

  /** @returns seconds until the message is visible again */
  #receive(at: number, count: number): number {
    const { settings, recorder, fn, service, mode, assume } = this.options;
    if (mode === "reserved0") {
      recorder.throttled(fn, at);
      return settings.visibilitySeconds;
    }
    recorder.call(fn, at, mode === "crash");
    if (mode === "crash") return settings.visibilitySeconds;
    this.options.onFailure(at);
    if (count >= settings.backoff.maxProcessingAttempts) {
      this.#givenUp(at);
      return 0;
    }
    recorder.custom(metrics.retriesScheduled, service, at);
    return 1 + backoffSeconds(settings.backoff, count, assume.random());
  }

  #givenUp(at: number): void {
    const { recorder, service, queue } = this.options;
    this.options.onFailure(at);
    recorder.custom(metrics.messagesDeadLettered, service, at);
    this.options.given(`${queue.replace(/-queue$/, "")}-dead-letters`, at);
  }
}
