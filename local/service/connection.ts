import { Agent } from "node:http";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Credentials } from "../../ops/stack/local-credentials";

/** The emulator and its administrator's credentials: what AWS's services do themselves is not limited by a function's role. */
export interface ServiceTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/** A function runs for at most a quarter of an hour. */
const longestCallMs = 900_000;

/** Clients for a fake of a service that calls functions; `config` is for the clients that only it needs. */
export function connectService(target: ServiceTarget) {
  const httpAgent = new Agent({ keepAlive: true });
  const config = {
    endpoint: target.endpoint,
    region: target.region,
    credentials: { ...target.credentials }, // the SDK modifies the object
    requestHandler: { httpAgent, requestTimeout: longestCallMs },
  };
  return {
    config,
    // A second call would be a second delivery, of which Lambda's own rules know nothing.
    lambda: new LambdaClient({ ...config, maxAttempts: 1 }),
    // By this endpoint, whatever host the queue's address names.
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
    destroy: () => httpAgent.destroy(),
  };
}
