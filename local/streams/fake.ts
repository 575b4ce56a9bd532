import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { MetricWriter } from "../alarms/source";
import { connectService, type ServiceTarget } from "../service/connection";
import { runMapping } from "./run-mapping";
import { compileFilter, type StreamMapping } from "./settings";

/** The metrics of mappings. Iterator ages are in milliseconds. */
export const streamMetricTitles = {
  titles: ["AWS/Lambda IteratorAge", "AWS/Lambda DestinationDeliveryFailures"],
  durations: ["AWS/Lambda IteratorAge"],
};

/** A fake for Lambda's event source mappings of DynamoDB streams, because the emulator drops the failed part of a batch. */
export interface StreamMappings {
  /** Starts to deliver. @throws {EventPatternError} Lambda would reject a filter */
  add(mapping: StreamMapping): void;
  /** How many there are. */
  count(): number;
  /** Whether none of them had anything to deliver when it last read its stream. */
  idle(): boolean;
  /** Stops all of them and waits for that; repeatable. A call in progress is not awaited. */
  stop(): Promise<void>;
}

/**
 * @param onProblem called with the reason why a mapping could not go on
 * @param metrics takes what Lambda measures of mappings: `streamMetricTitles`. Default: nobody does
 */
export function createStreamMappings(
  target: ServiceTarget,
  onProblem: (text: string) => void,
  metrics: MetricWriter = { add: () => undefined },
): StreamMappings {
  const { config, lambda, sqs, destroy } = connectService(target);
  const clients = { streams: new DynamoDBStreamsClient(config), lambda, sqs, metrics };
  const stopped = new AbortController();
  const running: Promise<void>[] = [];
  const busy = new Set<StreamMapping>();
  return {
    add(mapping) {
      const onBusy = (is: boolean) => void (is ? busy.add(mapping) : busy.delete(mapping));
      onBusy(true);
      const passes = compileFilter(mapping.patterns);
      const work = runMapping(mapping, passes, clients, stopped.signal, onProblem, onBusy);
      running.push(
        work.catch((error: unknown) => {
          if (!stopped.signal.aborted)
            onProblem(`the stream mapping of ${mapping.functionArn} ended: ${String(error)}`);
        }),
      );
    },
    count: () => running.length,
    idle: () => busy.size === 0,
    async stop() {
      stopped.abort();
      await Promise.all(running);
      destroy();
    },
  };
}
