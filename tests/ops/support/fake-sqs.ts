import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";

/** What happens to one call. `lost`: it is done, and the answer does not arrive. */
export type Outcome = "works" | "refused" | "lost" | "broken";

interface Kept {
  readonly id: string;
  readonly body: string;
  readonly attributes: NonNullable<Message["MessageAttributes"]>;
  readonly sentAt: number;
  visible: boolean;
}

/** Queues in memory, by URL. Received messages stay hidden until they are given back; a receipt is the message's id. */
export interface FakeSqs {
  readonly queues: ReadonlyMap<string, Map<string, Kept>>;
  put(url: string, body: string, attributes?: Kept["attributes"], sentAt?: number): string;
  /** Replaceable: a test may act between two calls. */
  send: (command: unknown) => Promise<never>;
}

/** @param fate outcome of sends and deletes, by the message's body or receipt */
export function fakeSqs(
  expectedOutcome: (call: "send" | "delete", subject: string) => Outcome = () => "works",
): FakeSqs {
  const queues = new Map<string, Map<string, Kept>>();
  let count = 0;
  const queue = (url = "") => {
    const found = queues.get(url) ?? new Map<string, Kept>();
    queues.set(url, found);
    return found;
  };
  function put(url: string, body: string, attributes: Kept["attributes"] = {}, sentAt = 0): string {
    count += 1;
    const id = `id-${count}`;
    queue(url).set(id, { id, body, attributes, sentAt, visible: true });
    return id;
  }
  function suffer(call: "send" | "delete", subject: string, act: () => unknown): unknown {
    const kind = expectedOutcome(call, subject);
    if (kind === "refused")
      throw Object.assign(new Error("no"), { name: "Refused", $metadata: { httpStatusCode: 400 } });
    if (kind === "broken") throw new Error("no connection");
    const answer = act();
    if (kind === "lost") throw new Error("the answer was lost");
    return answer;
  }
  function answer(command: unknown): unknown {
    if (command instanceof ReceiveMessageCommand) {
      const { QueueUrl, MaxNumberOfMessages = 1 } = command.input;
      const taken = [...queue(QueueUrl).values()].filter(({ visible }) => visible).slice(0, MaxNumberOfMessages);
      for (const kept of taken) kept.visible = false;
      return {
        Messages: taken.map(({ id, body, attributes, sentAt }) => ({
          MessageId: id,
          ReceiptHandle: id,
          Body: body,
          MessageAttributes: attributes,
          Attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: "1" },
        })),
      };
    }
    if (command instanceof SendMessageCommand) {
      const { QueueUrl = "", MessageBody = "", MessageAttributes } = command.input;
      return suffer("send", MessageBody, () => ({ MessageId: put(QueueUrl, MessageBody, MessageAttributes) }));
    }
    if (command instanceof DeleteMessageCommand) {
      const { QueueUrl, ReceiptHandle = "" } = command.input;
      return suffer("delete", ReceiptHandle, () => queue(QueueUrl).delete(ReceiptHandle));
    }
    if (command instanceof ChangeMessageVisibilityBatchCommand) {
      for (const { ReceiptHandle = "" } of command.input.Entries ?? []) {
        const kept = queue(command.input.QueueUrl).get(ReceiptHandle);
        if (kept !== undefined) kept.visible = true;
      }
      return {};
    }
    throw new Error("an unexpected call");
  }
  // The SDK's overloads cannot be written down here: each caller knows the answer of its own command.
  return { queues, put, send: async (command) => answer(command) as never };
}
