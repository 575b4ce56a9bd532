// `npm start -- --keep --keep-state`: what a run leaves is there again in the next one.
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { awsTypes } from "../../aws/resource-types";
import { readEmails } from "../console/email-book";
import type { RunningStack } from "../run/context";
import type { Teardown } from "../run/teardown";
import { connectService, type ServiceTarget } from "../service/connection";
import { type KeptState, stateFile, writeState } from "./file";
import { type Restored, restoreState, type StateClients } from "./restore";
import { readRunningState } from "./save";

/** More than a run's end may take otherwise: 100,000 items. Milliseconds. */
const SAVE_LIMIT_MS = 30_000;
/** What streams still have to deliver at the end may take this long. Milliseconds. */
const REST_LIMIT_MS = 1_000;

/** What no state holds, for people. */
const notKept =
  "Not kept: logs, metrics, alarm history, roll-outs, faults, and what streams and retried asynchronous calls had yet to deliver.";

async function withClients<T>(target: ServiceTarget, work: (clients: StateClients) => Promise<T>): Promise<T> {
  const { config, sqs, destroy } = connectService(target);
  try {
    return await work({ dynamo: new DynamoDBClient(config), sqs });
  } finally {
    destroy();
  }
}

/** Fills a stack that nobody uses yet. */
export function restoreInto(target: ServiceTarget, kept: KeptState): Promise<Restored> {
  return withClients(target, (clients) => restoreState(kept, clients));
}

/** Keeps the state when the run ends in order; a run that is killed leaves that of the run before. */
export function keepAtEnd(stack: RunningStack, teardown: Teardown): void {
  teardown.allow(SAVE_LIMIT_MS);
  teardown.add("keeping the state", async () => {
    console.log("keeping the state ...");
    for (const deadline = Date.now() + REST_LIMIT_MS; stack.streams?.idle() === false && Date.now() < deadline; )
      await delay(20);
    const state = await withClients(stack.target, async (clients) =>
      readRunningState({
        ...{ clients, target: stack.target, emails: await readEmails(stack) },
        tables: stack.deployment.declared.flatMap(({ type, id }) => (type === awsTypes.dynamodb.table ? [id] : [])),
      }),
    );
    writeState(state);
    console.log(`kept in ${stateFile}: ${textOf(state)}. ${notKept}`);
  });
}

/** How much there is in a state. */
export function textOf({ tables, queues, emails }: KeptState): string {
  const sum = (of: Readonly<Record<string, readonly unknown[]>>) =>
    Object.values(of)
      .reduce((all, { length }) => all + length, 0)
      .toLocaleString("en");
  return `items ${sum(tables)}, messages ${sum(queues)}, emails ${emails.length.toLocaleString("en")}`;
}
