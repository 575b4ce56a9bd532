// Cost of an invocation: the request, its duration by memory and architecture, its log lines, its trace.
import { bytes, milliseconds } from "./assumptions";
import { recordsPerBatch, tracedShare } from "./load";
import { perGigabyteIn, perGigabyteSecond } from "./prices";
import { type Origin, type Reason, type Step, type StepContext, step } from "./step";

/** One function's part in the processing of an event. */
export interface Invocation extends Reason {
  readonly name: string;
  /** Invocations per event; below 1 for a batch. */
  readonly perEvent: number;
  /** Milliseconds of one invocation. */
  readonly duration: number;
  /** Log lines per event, and per invocation. */
  readonly linesPerEvent: number;
  readonly linesPerInvocation: number;
  /** Lines of metrics per invocation. */
  readonly metricLines: number;
  /** Why this function starts traces; `within`: it runs in its caller's trace. */
  readonly traces: Origin | "within";
}

/** Steps of one function. */
export function invocationSteps({ graph, load }: StepContext, invocation: Invocation): Step[] {
  const { name, perEvent, duration, why, origin } = invocation;
  const { memorySize, architectures, tracingConfig } = graph.lambda(name);
  const gigabyteSeconds = (memorySize / 1024) * (duration / 1000) * perEvent;
  const [architecture] = architectures;
  const logged =
    invocation.linesPerEvent * bytes.logLine +
    perEvent *
      (invocation.linesPerInvocation * bytes.logLine + invocation.metricLines * bytes.metricLine + bytes.platformLines);
  const traces = tracingConfig?.mode === "Active" ? invocation.traces : "within";
  return [
    step(`invocation of ${name}`, "lambdaRequest", perEvent, {
      why,
      origin,
      uses: { resource: name, milliseconds: duration },
    }),
    {
      what: `time of ${name}`,
      why: `${memorySize} MB on ${architecture}, ${duration} ms an invocation`,
      origin,
      count: gigabyteSeconds,
      unitPrice: perGigabyteSecond[architecture] * 1_000_000,
    },
    logStep(`log of ${name}`, logged, { why: "log lines, metrics as log lines, platform lines", origin }),
    ...(traces === "within"
      ? []
      : [
          step(`trace of ${name}`, "trace", perEvent * tracedShare(load.perSecond * perEvent), {
            why: "active tracing, and nobody before it has decided about the trace",
            origin: traces,
          }),
        ]),
  ];
}

/** Log data of this size in bytes. */
export function logStep(what: string, size: number, reason: Reason): Step {
  // USD per million bytes.
  return { what, ...reason, count: size, unitPrice: perGigabyteIn.logs / 1000 };
}

/** Invocations of a function that reads a queue or a stream. */
export interface Batch {
  /** Records per invocation. */
  readonly records: number;
  /** Invocations per record. */
  readonly perEvent: number;
  /** Milliseconds of one invocation. @param concurrency records processed at the same time @param perRecord milliseconds for each */
  duration(concurrency: number, perRecord: number): number;
}

/** Batches of an event source mapping, from its batch size, its batching window and the load. */
export function batchOf({ graph, load }: StepContext, mapping: string, eventsPerSecond = load.perSecond): Batch {
  const { batchSize, maximumBatchingWindowInSeconds } = graph.mapping(mapping);
  const records = recordsPerBatch({ ...load, perSecond: eventsPerSecond }, batchSize, maximumBatchingWindowInSeconds);
  return {
    records,
    perEvent: 1 / records,
    duration: (concurrency, perRecord) => milliseconds.own + Math.ceil(records / concurrency) * perRecord,
  };
}
