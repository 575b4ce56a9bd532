import { metrics } from "../../functions/contracts/metric-catalog";
import type { StreamReader } from "./failures";
import type { Recorder } from "./recorder";
import type { Settings } from "./settings";
import type { Assumptions } from "./simulate";

export interface StreamConsumerOptions {
  readonly settings: Settings;
  readonly recorder: Recorder;
  readonly assume: Assumptions;
  readonly end: number;
  readonly fn: "orders-publisher" | "orders-auditor";
  /** State of the function from the failure on. */
  readonly mode: StreamReader;
  /** Whether the failure queue rejects what Lambda sends to it. */
  readonly refuses: boolean;
  /** Called when a failed batch's position reaches the failure queue. */
  given(queue: string, at: number): void;
  /** Called for a handled failure, which adds an entry to the error log. */
  onFailure(at: number): void;
}

/** A function that reads a table's stream, one record per batch at this low load. Each record waits for the one before it. */
export class StreamConsumer {
  #free = Number.NEGATIVE_INFINITY;
  #poisoned = false;

  constructor(readonly options: StreamConsumerOptions) {}

  /** A record arrives. @param handled called when the record is processed, if it is */
  take(at: number, handled: (at: number) => void): void {
    const { recorder, fn, mode, end } = this.options;
    const poison = mode === "poison" && at >= 0 && !this.#poisoned;
    const begin = Math.max(at, this.#free);
    if (begin >= end) return;
    if (at < 0 || mode === "ok" || (mode === "poison" && !poison)) {
      this.#invoke(at, begin, false);
      this.#free = begin + 1;
      handled(begin + 1);
      return;
    }
    this.#poisoned ||= poison;
    // Nothing calls the function, and only calls publish a stream's age.
    if (mode === "disabled") return;
    // A throttled batch is retried until its record is too old, which the settings set to an hour.
    if (mode === "reserved0") {
      for (let tried = begin; tried < end; tried += 60) recorder.throttled(fn, tried);
      this.#free = end;
      return;
    }
    this.#fail(at, begin);
  }

  #fail(at: number, begin: number): void {
    const { settings, recorder, fn, mode, assume, end } = this.options;
    const tooOld = at + settings.streamRecordAgeSeconds;
    let tried = begin;
    for (let attempt = 0; attempt <= settings.streamRetries && tried < Math.min(end, tooOld); attempt++) {
      this.#invoke(at, tried, mode === "crash");
      if (mode !== "crash") {
        recorder.custom(metrics.retriesScheduled, "orders", tried);
        this.options.onFailure(tried);
      }
      tried += assume.streamPause;
    }
    this.#free = tried;
    if (this.options.refuses) recorder.ofFunction(fn, "DestinationDeliveryFailures", tried);
    else this.options.given(`${fn}-failures`, tried);
  }

  #invoke(from: number, at: number, failed: boolean): void {
    const { recorder, fn } = this.options;
    recorder.call(fn, at, failed);
    recorder.ofFunction(fn, "IteratorAge", at, (at - from) * 1000);
  }
}
