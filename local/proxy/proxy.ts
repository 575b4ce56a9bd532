import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { serve } from "../../cli/loopback-server";
import { readBody } from "../../cli/read-body";
import { messageOf } from "../../values/message-of";
import { type EventCall, eventCallOf } from "../async/event-call";
import { errorAnswer, partialFailure, throttlingAnswer } from "../faults/answers";
import { killCaller } from "../faults/caller-process";
import { createFaultEngine, type Fault, type FaultEngine } from "../faults/engine";
import { createLedger, type Ledger } from "../ses/ledger";
import { readMessageId } from "../ses/query";
import { type CallLog, createCallLog } from "./call-log";
import { createCallers } from "./callers";
import { createForwarder, type Forwarder } from "./forward";
import { type Answer, outcomeOf } from "./outcome";
import type { Caller, CallRecord } from "./record";
import { type AwsRequest, apiOf, type ClientRequest, readRequest } from "./request";

/**
 * Stands in front of the emulator. Everything is deployed through it, because queue URLs contain the host that created the queue; so all calls
 * of functions and all requests to the API pass it. It records them and makes those fail that a fault rule meets.
 */
export interface CallProxy {
  /** URL to use instead of the emulator's. */
  readonly url: string;
  readonly calls: CallLog;
  readonly faults: FaultEngine;
  /** Emails that SES accepted, with what the emulator's inbox does not keep. */
  readonly emails: Ledger;
  /** Where requests go. Until then they get a 503. @param group process group of the emulator's workers, for the fault `kill` */
  forwardTo(endpoint: string, group?: number): void;
  /** Where requests go; undefined until it is said. */
  target(): string | undefined;
  /** The environment's suffix, which names in fault rules may leave out. */
  setSuffix(suffix: string): void;
  /** Hands asynchronous calls of functions to `accept`, because the emulator applies no settings to those that use an alias. */
  takeEvents(accept: (call: EventCall) => void): void;
  /** Called after each email that SES accepted. */
  onEmail(listener: () => void): void;
  /** Closes it with all its connections; repeatable. */
  stop(): Promise<void>;
}

/** Options of a proxy. */
export interface ProxyOptions {
  /** Port: wanted, or the only one to open. @default a free one */
  readonly port?: number | undefined;
  readonly onlyThisPort?: boolean;
}

type Request = ClientRequest & { readonly socket: IncomingMessage["socket"] };

/** What the client gets: an answer, or the end of its connection. */
type Ending =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "cut"; readonly answer?: Answer }
  | { readonly kind: "silence" };

/** Starts it on the loopback interface. @throws {PortTakenError} `onlyThisPort`, and it is taken */
export async function startProxy({ port = 0, onlyThisPort = false }: ProxyOptions = {}): Promise<CallProxy> {
  const calls = createCallLog();
  const callers = createCallers();
  const emails = createLedger();
  const listeners: (() => void)[] = [];
  let suffix: string | undefined;
  let target: string | undefined;
  let forwarder: Forwarder | undefined;
  let workers: number | undefined;
  let accept: ((call: EventCall) => void) | undefined;
  const faults = createFaultEngine({
    suffix: () => suffix,
    canKill: () => workers !== undefined && process.platform === "linux",
  });

  /** Has the emulator answer, and notes what only its answer tells. */
  async function execute(to: Forwarder, request: Request, call: AwsRequest | undefined): Promise<Answer> {
    const answer = await to.forward(request);
    if (call === undefined || answer.status >= 300) return answer;
    callers.learn(call, answer.body);
    const messageId = call.email === undefined ? undefined : readMessageId(answer.body.toString("utf8"));
    if (call.email !== undefined && messageId !== undefined) {
      emails.note({ ...call.email, messageId });
      for (const listener of listeners) listener();
    }
    return answer;
  }

  /** By the rule's effect, if there is one. Faults that AWS gets the call of run `executed`, others do not. */
  async function endingOf(
    call: AwsRequest | undefined,
    fault: Fault | undefined,
    request: Request,
    executed: () => Promise<Answer>,
  ): Promise<Ending> {
    const service = call?.service ?? "";
    switch (fault?.effect) {
      case undefined:
        return { kind: "answer", answer: await executed() };
      case "error": {
        const { code, status } = fault;
        return {
          kind: "answer",
          answer: errorAnswer(service, {
            ...(code !== undefined && { code }),
            ...(status !== undefined && { status }),
          }),
        };
      }
      case "throttle":
        return { kind: "answer", answer: throttlingAnswer(service) };
      case "refuse":
        return { kind: "cut" };
      case "hang":
        return { kind: "silence" };
      case "delay": {
        const [answer] = await Promise.all([executed(), delay(fault.delayMs ?? 0)]);
        return { kind: "answer", answer };
      }
      case "partial-failure":
        return { kind: "answer", answer: partialFailure(await executed()) };
      case "truncate":
        return { kind: "cut", answer: await executed() };
      case "lose-answer":
        await executed();
        return { kind: "cut" };
      case "kill":
        await executed();
        if (workers !== undefined) killCaller(workers, request.socket.remotePort ?? 0);
        return { kind: "cut" };
    }
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const began = performance.now();
    const { method = "GET", url = "/", headers, socket } = incoming;
    const request: Request = { method, url, headers, socket, body: await readBody(incoming) };
    const to = forwarder;
    if (to === undefined) return plain(response, 503, "the emulator is not up yet");
    const call = readRequest(request);
    const caller: Caller = call === undefined ? { kind: "administrator" } : callers.find(call.accessKey);
    const eventCall = accept === undefined ? undefined : eventCallOf(request, request.body);
    const fault = call === undefined ? undefined : faults.take(call, caller);
    const executed = async (): Promise<Answer> => {
      if (accept === undefined || eventCall === undefined) return execute(to, request, call);
      accept(eventCall);
      return { status: 202, headers: [], body: Buffer.alloc(0) };
    };
    const note = (answer: Answer | undefined): void => {
      if (call === undefined) return;
      calls.add({
        at,
        caller,
        ...recordOf(call),
        ...(answer === undefined ? { outcome: "lost" } : { status: answer.status, outcome: outcomeOf(answer) }),
        milliseconds: performance.now() - began,
        requestBytes: request.body.length,
        responseBytes: answer?.body.length ?? 0,
        ...(fault !== undefined && { faultId: fault.id }),
      });
    };
    let ending: Ending;
    try {
      ending = await endingOf(call, fault, request, executed);
    } catch (error) {
      note(undefined);
      if (!socket.destroyed) plain(response, 502, messageOf(error));
      return;
    }
    if (ending.kind === "silence") {
      socket.once("close", () => note(undefined));
      return;
    }
    if (ending.kind === "answer") {
      write(response, ending.answer, method);
      note(ending.answer);
      return;
    }
    note(undefined);
    if (ending.answer === undefined) return void socket.resetAndDestroy();
    const { status, headers: sent, body } = ending.answer;
    response.writeHead(status, [...sent, "content-length", String(body.length)]);
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => socket.destroySoon());
  }

  const server = await serve(
    (request, response) => {
      handle(request, response).catch(() => request.socket.destroy());
    },
    // What comes from pages of other origins the API decides itself, as on AWS. The emulator's guard has the same exception.
    {
      port,
      onlyThisPort,
      openTo: (request) => apiOf({ url: request.url ?? "", headers: request.headers }) !== undefined,
    },
  );
  return {
    url: server.url,
    calls,
    faults,
    emails,
    forwardTo(endpoint, group) {
      forwarder?.destroy();
      target = endpoint;
      forwarder = createForwarder(endpoint);
      workers = group;
    },
    target: () => target,
    setSuffix(text) {
      suffix = text;
    },
    takeEvents(take) {
      accept = take;
    },
    onEmail(listener) {
      listeners.push(listener);
    },
    async stop() {
      await server.close();
      forwarder?.destroy();
    },
  };
}

/** What a record has of its request. */
function recordOf({
  service,
  action,
  resource,
  entries,
  attempt,
  traceRoot,
}: AwsRequest): Pick<CallRecord, "service" | "action" | "resource" | "entries" | "attempt" | "traceRoot"> {
  return {
    service,
    action,
    entries,
    attempt,
    ...(resource !== undefined && { resource }),
    ...(traceRoot !== undefined && { traceRoot }),
  };
}

function write(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  // A HEAD's answer and one without content have no body, whose length would be wrong.
  const bodiless = method === "HEAD" || status === 204 || status === 304;
  response.writeHead(status, bodiless ? [...headers] : [...headers, "content-length", String(body.length)]);
  response.end(bodiless ? undefined : body);
}

function plain(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(text);
}
