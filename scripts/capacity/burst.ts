// How a burst of orders becomes emails when SES takes so many a second: a simulation of the queue, its function and the waits between tries,
// event by event, with the program's own constants.
import { Heap } from "heap-js";
import { receivesOutsideAge } from "../../aws/alarms/facts";
import { type Backoff, backoffSeconds } from "../../functions/shared/backoff";
import { createTokenBucket } from "../../values/token-bucket";

/** What a burst meets. Seconds where nothing else is said. */
export interface BurstShop {
  /** Orders a second that the API takes, after so many at once. */
  readonly apiRate: number;
  readonly apiBurst: number;
  /** From an order's answer to its message in the queue. */
  readonly towardsQueue: number;
  /** Calls of the sender at a time, messages of a call, messages that a call works on at a time. */
  readonly senders: number;
  readonly batchSize: number;
  readonly parallel: number;
  /**
   * One message whose email SES takes, and what a refusal takes beside that. The first is an average, of half to one and a half of it: if all took
   * as long they would ask SES in step, and what its rate earns between two steps would be lost.
   */
  readonly sendSeconds: number;
  readonly refusedSeconds: number;
  /** Emails a second that SES takes; as many may come at once. */
  readonly emailRate: number;
  readonly backoff: Backoff;
}

/** A minute of the simulation, for the metrics that alarms read. */
export interface BurstMinute {
  readonly placed: number;
  readonly sent: number;
  readonly retried: number;
  readonly deadLettered: number;
  /** Age of the oldest message at its end, in seconds, as SQS publishes it. */
  readonly oldest: number;
  /** Dead letters at its end. */
  readonly deadLetters: number;
}

export interface BurstResult {
  readonly orders: number;
  /** Until the last message left the queue. */
  readonly drainSeconds: number;
  /** Greatest age that SQS publishes for the queue: messages received three times do not count in it. */
  readonly shownAgeSeconds: number;
  readonly sent: number;
  readonly deadLettered: number;
  /** Emails that SES refused, each tried again later. */
  readonly refusals: number;
  /** Messages that wait for their next try, at most at one moment: SQS counts them as in flight. */
  readonly mostWaiting: number;
  readonly minutes: readonly BurstMinute[];
}

/** A message in the queue, from its next visible moment on. */
interface Message {
  readonly arrived: number;
  visible: number;
  receives: number;
  /** No longer counted in the age of the oldest: gone, or received too often. */
  past: boolean;
}

/** A call of the sender, from its next free moment on. */
interface Call {
  at: number;
  /** What it still has to begin. */
  rest: Message[];
  /** Messages that it works on. */
  busy: number;
}

interface Attempt {
  readonly at: number;
  readonly message: Message;
  readonly call: Call;
}

const byMoment = (a: { readonly at: number }, b: { readonly at: number }) => a.at - b.at;

/**
 * Simulates a burst, from the first order until the queue is empty.
 *
 * @param orders orders that clients send at once; what the API refuses they send again as fast as it takes them
 * @param random returns numbers from 0 up to but not including 1
 */
export function simulateBurst(shop: BurstShop, orders: number, random: () => number): BurstResult {
  const queue = new Heap<Message>((a, b) => a.visible - b.visible);
  const messages: Message[] = [];
  for (let index = 0; index < orders; index++) {
    const arrived = shop.towardsQueue + Math.max(0, index + 1 - shop.apiBurst) / shop.apiRate;
    messages.push({ arrived, visible: arrived, receives: 0, past: false });
  }
  queue.init([...messages]);
  const idle = new Heap<Call>(byMoment);
  for (let index = 0; index < shop.senders; index++) idle.push({ at: 0, rest: [], busy: 0 });
  const attempts = new Heap<Attempt>(byMoment);
  const sesTakes = createTokenBucket(shop.emailRate);
  const counter = new Counter(messages);
  let waiting = 0;
  let mostWaiting = 0;
  let refusals = 0;
  let last = 0;

  const receive = (call: Call) => {
    const next = queue.peek();
    if (next === undefined) return;
    const at = Math.max(call.at, next.visible);
    while (call.rest.length < shop.batchSize && (queue.peek()?.visible ?? Number.POSITIVE_INFINITY) <= at) {
      const message = queue.pop() as Message;
      if (message.receives > 0) waiting--;
      message.receives++;
      call.rest.push(message);
    }
    call.at = at;
    while (call.busy < shop.parallel && call.rest.length > 0) begin(call, at);
  };
  const begin = (call: Call, at: number) => {
    call.busy++;
    const seconds = shop.sendSeconds * (0.5 + random());
    attempts.push({ at: at + seconds, message: call.rest.shift() as Message, call });
  };

  while (queue.length > 0 || attempts.length > 0) {
    const attempt = attempts.peek();
    const next = idle.peek();
    const visible = queue.peek()?.visible ?? Number.POSITIVE_INFINITY;
    const received = next === undefined ? Number.POSITIVE_INFINITY : Math.max(next.at, visible);
    if (attempt === undefined || received <= attempt.at) {
      receive(idle.pop() as Call);
      continue;
    }
    attempts.pop();
    const { at, message, call } = attempt;
    counter.until(at);
    last = at;
    let free = at;
    if (sesTakes(at)) counter.sent(message);
    else {
      refusals++;
      // The place of the message is free once the refusal is dealt with.
      free += shop.refusedSeconds;
      if (message.receives >= shop.backoff.maxProcessingAttempts) counter.deadLettered(message);
      else {
        counter.retried(message);
        message.visible = free + backoffSeconds(shop.backoff, message.receives, random());
        queue.push(message);
        mostWaiting = Math.max(mostWaiting, ++waiting);
      }
    }
    call.busy--;
    call.at = Math.max(call.at, free);
    if (call.rest.length > 0) begin(call, free);
    else if (call.busy === 0) idle.push(call);
  }
  return { orders, drainSeconds: last, refusals, mostWaiting, ...counter.result(last) };
}

/** Counts by the minute. */
class Counter {
  readonly #minutes: BurstMinute[] = [];
  #now = { placed: 0, sent: 0, retried: 0, deadLettered: 0 };
  #sent = 0;
  #dead = 0;
  #placed = 0;
  #first = 0;
  #oldest = 0;

  constructor(readonly messages: readonly Message[]) {}

  sent(message: Message): void {
    message.past = true;
    this.#now.sent++;
    this.#sent++;
  }

  deadLettered(message: Message): void {
    message.past = true;
    this.#now.deadLettered++;
    this.#dead++;
  }

  retried(message: Message): void {
    message.past ||= message.receives >= receivesOutsideAge;
    this.#now.retried++;
  }

  /** Closes the minutes that ended before a moment. */
  until(at: number): void {
    while ((this.#minutes.length + 1) * 60 <= at) this.#close((this.#minutes.length + 1) * 60);
  }

  result(last: number): Pick<BurstResult, "sent" | "deadLettered" | "shownAgeSeconds" | "minutes"> {
    this.#close((this.#minutes.length + 1) * 60);
    const shownAgeSeconds = Math.min(this.#oldest, last);
    return { sent: this.#sent, deadLettered: this.#dead, shownAgeSeconds, minutes: this.#minutes };
  }

  #close(end: number): void {
    while (this.#placed < this.messages.length && (this.messages[this.#placed]?.arrived ?? 0) <= end) {
      this.#placed++;
      this.#now.placed++;
    }
    while (this.messages[this.#first]?.past === true) this.#first++;
    const arrived = this.messages[this.#first]?.arrived ?? Number.POSITIVE_INFINITY;
    const oldest = Math.max(0, end - arrived);
    this.#oldest = Math.max(this.#oldest, oldest);
    this.#minutes.push({ ...this.#now, oldest, deadLetters: this.#dead });
    this.#now = { placed: 0, sent: 0, retried: 0, deadLettered: 0 };
  }
}
