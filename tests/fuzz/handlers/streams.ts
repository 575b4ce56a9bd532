// The consumers of the orders table's stream: no record, whatever it holds, holds up the ones behind it.
import type { DynamoDBRecord } from "aws-lambda";
import { streamRecords } from "../../../functions/contracts/samples";
import { createHandler as createAuditor } from "../../../functions/orders/auditor/handler";
import { createHandler as createPublisher } from "../../../functions/orders/publisher/handler";
import type { UnreadableRecord } from "../../../functions/shared/stream-consumer";
import { cancelledOrder, storedOrder, streamRecord } from "../../functions/orders/fixtures";
import { lambdaContext, recordingRuntime } from "../../functions/shared/doubles";
import { mutated } from "./mutations";
import { refusalOf } from "./storable";
import type { Target } from "./target";

const good: readonly DynamoDBRecord[] = [
  streamRecord(undefined, storedOrder()),
  streamRecord(storedOrder(), cancelledOrder()),
  streamRecord(cancelledOrder(), undefined),
  ...(streamRecords["orders-table"] ?? []),
];

/** Most bytes that EventBridge and SNS take. Source: AWS, "PutEvents" and "Publish". */
const largestMessage = 262_144;

function consumer(
  name: string,
  make: (aside: UnreadableRecord[], written: unknown[]) => { handler: Handler; failure: () => unknown },
): Target {
  return {
    name,
    open: () => {
      const aside: UnreadableRecord[] = [];
      const written: unknown[] = [];
      const { handler, failure } = make(aside, written);
      let serial = 1;
      return async (random) => {
        const before = { aside: aside.length, written: written.length };
        const record = random.pick(good);
        // Positions and ids are DynamoDB's own; what an item holds was written by somebody.
        const image = (of: unknown) => (of === undefined ? undefined : Object(wellFormed(mutated(of, random))));
        const { NewImage, OldImage } = record.dynamodb ?? {};
        const bad: DynamoDBRecord = {
          ...record,
          eventID: `event-${serial}`,
          dynamodb: {
            ...record.dynamodb,
            SequenceNumber: String(serial++),
            ...(NewImage !== undefined && { NewImage: image(NewImage) }),
            ...(OldImage !== undefined && { OldImage: image(OldImage) }),
          },
        };
        const { batchItemFailures } = await handler({ Records: [bad] }, lambdaContext());
        const faults: string[] = [];
        if (batchItemFailures.length > 0) faults.push(`comes back, for ${String(failure())}`);
        if (aside.length > before.aside && written.length > before.written) faults.push("set aside, but written");
        for (const item of written.slice(before.written)) {
          if (Buffer.byteLength(JSON.stringify(item)) > largestMessage) faults.push("wrote more than a message holds");
          const refusal = refusalOf(Object(item), []);
          if (refusal !== undefined) faults.push(`wrote an item that ${refusal}`);
        }
        return faults;
      };
    },
  };
}

/** DynamoDB keeps UTF-8, which has no halves of characters. */
function wellFormed(value: unknown): unknown {
  // JSON.stringify escapes halves, and nothing else of that form.
  return JSON.parse((JSON.stringify(value) ?? "null").replace(/\\ud[89a-f][0-9a-f]{2}/gi, "\\ufffd"));
}

type Handler = ReturnType<typeof createAuditor>;

export const streamTargets: readonly Target[] = [
  consumer("orders publisher", (aside, written) => {
    const recorded = recordingRuntime();
    const handler = createPublisher({
      runtime: recorded.runtime,
      topic: { publish: async (request) => void written.push(request) },
      bus: {
        put: async (events) => {
          written.push(...events);
          return new Map();
        },
      },
      setAside: async (unreadable) => void aside.push(unreadable),
    });
    return { handler, failure: () => recorded.failures.at(-1)?.error };
  }),
  consumer("orders auditor", (aside, written) => {
    const recorded = recordingRuntime();
    const handler = createAuditor({
      runtime: recorded.runtime,
      audit: {
        record: async (entry) => {
          written.push(entry);
          return "recorded";
        },
      },
      setAside: async (unreadable) => void aside.push(unreadable),
    });
    return { handler, failure: () => recorded.failures.at(-1)?.error };
  }),
];
