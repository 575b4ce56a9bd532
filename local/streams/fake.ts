import { Agent } from "node:http";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Credentials } from "../../ops/stack/local-credentials";
import { runMapping } from "./run-mapping";
import { compileFilter, type StreamMapping } from "./settings";

/** Lambda's event source mappings of DynamoDB streams, in place of the emulator's, which drops the failed part of a batch. */
export interface StreamMappings {
  /** Begins to deliver. @throws {EventPatternError} Lambda refuses a filter */
  add(mapping: StreamMapping): void;
  /** How many there are. */
  count(): number;
  /** Whether none of them had anything to deliver when it last read its stream. */
  idle(): boolean;
  /** Ends all of them and waits for that; repeatable. A call that is under way is not waited for. */
  stop(): Promise<void>;
}

/** A function runs for at most a quarter of an hour. */
const longestCallMs = 900_000;

/**
 * @param place the emulator and its administrator's key
 * @param onProblem told, in words, what keeps a mapping from its work
 */
export function createStreamMappings(
  place: { readonly endpoint: string; readonly region: string; readonly credentials: Credentials },
  onProblem: (text: string) => void,
): StreamMappings {
  const httpAgent = new Agent({ keepAlive: true });
  const config = {
    endpoint: place.endpoint,
    region: place.region,
    credentials: { ...place.credentials }, // the SDK writes into what it is given
    requestHandler: { httpAgent, requestTimeout: longestCallMs },
  };
  const clients = {
    streams: new DynamoDBStreamsClient(config),
    // A second call would be a second delivery, of which Lambda's own rules know nothing.
    lambda: new LambdaClient({ ...config, maxAttempts: 1 }),
    // By this endpoint, whatever host the queue's address names.
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
  };
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
      httpAgent.destroy();
    },
  };
}
