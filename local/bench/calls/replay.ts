// Makes the calls of a recorded deployment again, by plain SDK clients: as many at a time, and nothing between them.
import * as apiGateway from "@aws-sdk/client-api-gateway";
import * as cloudWatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as dynamoDb from "@aws-sdk/client-dynamodb";
import * as eventBridge from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as lambda from "@aws-sdk/client-lambda";
import * as ses from "@aws-sdk/client-ses";
import * as sesV2 from "@aws-sdk/client-sesv2";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { messageOf } from "../../../values/message-of";
import type { Clients } from "../../deploy/clients";
import { type RecordedCall, type Strings, stringsOf } from "./record";

/** Where each client's commands are. */
const packages: Readonly<Record<Exclude<keyof Clients, "destroy">, object>> = {
  apiGateway,
  cloudWatch,
  dynamoDb,
  eventBridge,
  iam,
  kms,
  lambda,
  logs,
  ses,
  sesV2,
  sns,
  sqs,
};

/** Shorter strings are words of the API rather than names and ids. */
const shortestId = 6;

/** A call that is ready to be made. */
interface Prepared extends RecordedCall {
  readonly send: (input: unknown) => Promise<unknown>;
  /** Strings of the answer that some input holds. */
  readonly answer: Strings;
  /** Strings of answers that the input holds, longest first: they may be others this time. */
  readonly uses: readonly string[];
  /** How many calls, in the order in which they ended, were over when this one began. */
  readonly after: number;
}

/**
 * Makes the calls: each begins when those are over that were over when it began in the recording. Ids that AWS gives out are replaced by
 * those of this time.
 *
 * @param replaced strings of the recording that are known to be others now, such as the endpoint
 * @returns milliseconds from the first call to the last answer
 * @throws {Error} a call failed that did not fail in the recording; with its name
 */
export async function replay(
  calls: readonly RecordedCall[],
  clients: Clients,
  replaced: ReadonlyMap<string, string>,
): Promise<number> {
  const prepared = prepare(calls, clients, replaced);
  const current = new Map(replaced);
  const began = performance.now();
  await inOrder(prepared, async (call) => {
    let answer: unknown;
    try {
      answer = await call.send(substituted(call.input, call.uses, current));
    } catch (error) {
      if (call.failed) return;
      throw new Error(`${call.command} failed in the replay: ${messageOf(error)}`, { cause: error });
    }
    if (call.answer.size === 0) return;
    for (const [position, text] of stringsOf(answer)) {
      const before = call.answer.get(position);
      if (before !== undefined && before !== text) current.set(before, text);
    }
  });
  return performance.now() - began;
}

/** In the order in which they ended. */
function prepare(
  calls: readonly RecordedCall[],
  clients: Clients,
  replaced: ReadonlyMap<string, string>,
): readonly Prepared[] {
  const ended = [...calls].sort((a, b) => a.ended - b.ended);
  const answers = new Set(ended.flatMap(({ answer }) => [...answer.values()]));
  const ids = [...answers, ...replaced.keys()].filter((text) => text.length >= shortestId);
  const uses = ended.map(({ input }) => {
    const held = [...stringsOf(input).values()].join("\n");
    return ids.filter((id) => held.includes(id)).sort((a, b) => b.length - a.length);
  });
  const used = new Set(uses.flat());
  return ended.map((call, index) => ({
    ...call,
    answer: new Map([...call.answer].filter(([, text]) => used.has(text))),
    send: sender(call, clients),
    uses: uses[index] ?? [],
    after: ended.filter((other) => other.ended <= call.began).length,
  }));
}

function sender({ client, command }: RecordedCall, clients: Clients): (input: unknown) => Promise<unknown> {
  const commands: unknown = Reflect.get(packages, client);
  const Command: unknown = Reflect.get(Object(commands), command);
  const service: unknown = Reflect.get(clients, client);
  const send: unknown = Reflect.get(Object(service), "send");
  if (typeof Command !== "function" || typeof send !== "function") {
    throw new Error(`there is no ${client}.${command} to replay`);
  }
  return (input) => Reflect.apply(send, service, [Reflect.construct(Command, [input])]);
}

/** Runs the calls, each when the first `after` of the list have ended. @throws the first failure */
async function inOrder(calls: readonly Prepared[], make: (call: Prepared) => Promise<void>): Promise<void> {
  const waiting = calls.map((call, index) => ({ call, index })).sort((a, b) => a.call.after - b.call.after);
  const over = new Set<number>();
  let firstOver = 0;
  await new Promise<void>((resolve, reject) => {
    const startReady = () => {
      while (over.has(firstOver)) firstOver++;
      if (firstOver === calls.length) resolve();
      for (let next = waiting[0]; next !== undefined && next.call.after <= firstOver; next = waiting[0]) {
        const { call, index } = next;
        waiting.shift();
        make(call).then(() => {
          over.add(index);
          startReady();
        }, reject);
      }
    };
    startReady();
  });
}

/** The input with the current strings in place of the recorded ones. */
function substituted(input: unknown, uses: readonly string[], current: ReadonlyMap<string, string>): unknown {
  if (uses.length === 0) return input;
  const replace = (value: unknown): unknown => {
    if (typeof value === "string") {
      return uses.reduce((text, id) => text.replaceAll(id, current.get(id) ?? id), value);
    }
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) return value.map(replace);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replace(member)]));
  };
  return replace(input);
}
