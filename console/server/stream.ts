// Server-sent events that lose nothing over a reconnect. https://html.spec.whatwg.org/multipage/server-sent-events.html
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Events for all open pages. */
export interface EventStream {
  /** Sends what happened to all pages; those that are away get it when they come back, as far as the buffer reaches. */
  append(topic: string, value: unknown): void;
  /** Sends how something is now; a page that comes late gets the last one. Nothing is sent when nothing has changed. */
  publish(topic: string, value: unknown): void;
  /**
   * Answers a request with the stream. With `Last-Event-ID` it goes on behind that event; an id that is too old, or of another run, is
   * answered with the event `reset`, after which a page reads anew what it shows.
   */
  open(request: IncomingMessage, response: ServerResponse): void;
  /** Pages that listen. */
  readonly listeners: number;
  /** Ends all streams. */
  close(): void;
}

interface Sent {
  readonly number: number;
  readonly topic: string;
  readonly data: string;
}

/** How many events a page may miss, and how many characters: fewer than may wait, so that it gets them in one go. */
const buffered = { events: 5_000, characters: 2_000_000 };
/** A page that reads nothing may fill this many bytes; then its stream is ended, and it comes back for what it missed. */
const mostWaiting = 4 * buffered.characters;
/** So that a connection that broke without a word is noticed, and no proxy ends an idle one. */
const heartbeatMs = 15_000;

/** @param onFirst called when a page listens and none did before; `onLast` when none does any more */
export function createEventStream(
  onFirst: () => void = () => undefined,
  onLast: () => void = () => undefined,
): EventStream {
  const run = randomBytes(6).toString("hex");
  const open = new Set<ServerResponse>();
  const latest = new Map<string, Sent>();
  let past: Sent[] = [];
  let pastCharacters = 0;
  let number = 0;
  const heartbeat = setInterval(() => {
    for (const response of open) response.write(":\n\n");
  }, heartbeatMs);
  heartbeat.unref();

  const write = (response: ServerResponse, { number: id, topic, data }: Sent) => {
    response.write(`id: ${run}-${id}\nevent: ${topic}\ndata: ${data}\n\n`);
    if (response.writableLength > mostWaiting) response.destroy();
  };
  const send = (topic: string, data: string): Sent => {
    number += 1;
    const sent = { number, topic, data };
    for (const response of open) write(response, sent);
    return sent;
  };
  const positionOf = (request: IncomingMessage): number | undefined => {
    const given = request.headers["last-event-id"];
    const [, id, count] = /^([0-9a-f]+)-(\d+)$/.exec(typeof given === "string" ? given : "") ?? [];
    if (given === undefined) return undefined;
    const from = Number(count);
    const oldest = past[0]?.number ?? number + 1;
    return id === run && from <= number && from >= oldest - 1 ? from : Number.NaN;
  };

  return {
    append(topic, value) {
      const sent = send(topic, JSON.stringify(value));
      past.push(sent);
      pastCharacters += sent.data.length;
      if (past.length <= buffered.events && pastCharacters <= buffered.characters) return;
      // A part at a time, so that not each event moves all others.
      let from = 0;
      for (const part = past.length / 5; from < part || pastCharacters > buffered.characters; from++)
        pastCharacters -= past[from]?.data.length ?? 0;
      past = past.slice(from);
    },
    publish(topic, value) {
      const data = JSON.stringify(value);
      if (latest.get(topic)?.data === data) return;
      latest.set(topic, send(topic, data));
    },
    open(request, response) {
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      response.flushHeaders();
      const from = positionOf(request);
      const missed = from === undefined || Number.isNaN(from) ? [] : past.filter((sent) => sent.number > from);
      if (Number.isNaN(from)) response.write(`id: ${run}-${number}\nevent: reset\ndata: {}\n\n`);
      const states = [...latest.values()].filter((sent) => from === undefined || !(sent.number <= from));
      for (const sent of [...states, ...missed].toSorted((a, b) => a.number - b.number)) write(response, sent);
      open.add(response);
      response.write(":\n\n");
      if (open.size === 1) onFirst();
      response.once("close", () => {
        open.delete(response);
        if (open.size === 0) onLast();
      });
    },
    get listeners() {
      return open.size;
    },
    close() {
      clearInterval(heartbeat);
      for (const response of open) response.end();
    },
  };
}
