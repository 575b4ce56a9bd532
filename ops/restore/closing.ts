import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteFunctionConcurrencyCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { RestoreError, until } from "./until";

/** What uses a table, and how to stop it. */
export interface TableUsers {
  /** Functions that have the table's name among their variables and no mapping: they are called. */
  readonly called: readonly CalledFunction[];
  /** Mappings that are on, of functions that use it and of its stream. */
  readonly mappings: readonly EventSourceMappingConfiguration[];
  /** Longest time that a call of theirs may still run. */
  readonly longestCallSeconds: number;
}

interface CalledFunction {
  readonly name: string;
  /** Reserved concurrency, or `none`. */
  readonly reserved: string;
}

/** What was closed, by a function's name or a mapping's id; see `Marks`. */
export type Closed = ReadonlyMap<string, string>;

const MAPPING = "mapping";
const NONE = "none";

/**
 * Finds what uses a table.
 *
 * @param functions names of all functions of the stack
 * @throws {RestoreError} a function's variables cannot be read: what is not seen would go on writing
 */
export async function usersOf(
  client: LambdaClient,
  functions: readonly string[],
  table: { readonly name: string; readonly arn: string },
): Promise<TableUsers> {
  const found = await Promise.all(functions.map((name) => lookAt(client, name, table.name)));
  const users = found.filter(({ uses }) => uses);
  const names = new Set(users.map(({ name }) => name));
  const all: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client }, {}))
    all.push(...(page.EventSourceMappings ?? []));
  const mapped = all.filter(
    ({ FunctionArn, EventSourceArn }) =>
      names.has(functionOf(FunctionArn)) || EventSourceArn?.startsWith(`${table.arn}/stream/`) === true,
  );
  const fed = new Set(mapped.map(({ FunctionArn }) => functionOf(FunctionArn)));
  return {
    called: users.filter(({ name }) => !fed.has(name)),
    mappings: mapped.filter(({ State }) => State !== "Disabled" && State !== "Disabling"),
    longestCallSeconds: Math.max(
      0,
      ...found.filter(({ name }) => names.has(name) || fed.has(name)).map(({ timeoutSeconds }) => timeoutSeconds),
    ),
  };
}

async function lookAt(client: LambdaClient, FunctionName: string, table: string) {
  const { Configuration = {}, Concurrency = {} } = await client.send(new GetFunctionCommand({ FunctionName }));
  const { Variables = {}, Error: unreadable } = Configuration.Environment ?? {};
  if (unreadable !== undefined)
    throw new RestoreError(`the variables of ${FunctionName} cannot be read: ${unreadable.Message ?? "no reason"}`);
  return {
    name: FunctionName,
    uses: Object.values(Variables).includes(table),
    reserved: String(Concurrency.ReservedConcurrentExecutions ?? NONE),
    timeoutSeconds: Configuration.Timeout ?? 0,
  };
}

/** What closing these users would note. */
export function closedBy({ called, mappings }: TableUsers): Closed {
  return new Map([
    ...called.map(({ name, reserved }) => [name, reserved] as const),
    ...mappings.map(({ UUID = "" }) => [UUID, MAPPING] as const),
  ]);
}

/**
 * Lets nothing begin any more: no call of the functions, no batch of the mappings. Messages and records wait in their queues and streams.
 * Mappings are switched off rather than their functions throttled, which would count as a receive of each message.
 */
export async function close(client: LambdaClient, { called, mappings }: TableUsers): Promise<void> {
  for (const { name: FunctionName } of called)
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  for (const { UUID } of mappings) await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
}

/** A mapping takes a minute or two. */
const LONGEST_WAIT_MINUTES = 15;

/**
 * Waits until the mappings are off and the last call that began before has ended, which nobody reports: until it cannot run any more.
 *
 * @returns false when the person stopped waiting
 * @throws {RestoreError} a mapping is still on after 15 minutes
 */
export async function untilQuiet(
  client: LambdaClient,
  closed: Closed,
  longestCallSeconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  for (const [UUID, was] of closed) {
    if (was !== MAPPING) continue;
    const isOff = await until(
      signal,
      async () => (await client.send(new GetEventSourceMappingCommand({ UUID }))).State === "Disabled" || undefined,
      () => `the mapping ${UUID} is still on`,
      LONGEST_WAIT_MINUTES,
    );
    if (isOff === undefined) return false;
  }
  await delay(longestCallSeconds * 1_000, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/**
 * Opens again what was closed.
 *
 * @returns ids of mappings of an earlier stream of the table, which cannot be opened: `pulumi up --refresh` replaces them
 */
export async function open(
  client: LambdaClient,
  closed: Closed,
  table: { readonly arn: string; readonly stream: string | undefined },
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [name, was] of closed) {
    if (was === NONE) await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: name }));
    else if (was !== MAPPING) {
      const ReservedConcurrentExecutions = Number(was);
      await client.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }));
    } else if (await isOfEarlierStream(client, name, table)) left.push(name);
    else await client.send(new UpdateEventSourceMappingCommand({ UUID: name, Enabled: true }));
  }
  return left;
}

async function isOfEarlierStream(
  client: LambdaClient,
  UUID: string,
  { arn, stream }: Parameters<typeof open>[2],
): Promise<boolean> {
  try {
    const { EventSourceArn = "" } = await client.send(new GetEventSourceMappingCommand({ UUID }));
    return EventSourceArn.startsWith(`${arn}/stream/`) && EventSourceArn !== stream;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return true;
    throw error;
  }
}

/** `orders-publisher-prod` of the ARN of one of its aliases. */
function functionOf(arn = ""): string {
  return arn.split(":")[6] ?? "";
}
