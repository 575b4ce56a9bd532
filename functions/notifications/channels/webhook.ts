// The webhook of the chat room: what is posted, and when a post may be retried. Its URL is a secret, so no text here contains it.
import { asError } from "../../shared/errors";
import type { Secret } from "../../shared/secret";
import type { Webhook, WebhookOutcome } from "../domain/ports";
import { bodyFor, kindOf, type WebhookKind } from "./rooms";
import { type Answer, isAllowed, type WebhookRequest } from "./webhook-request";

/** What the webhook needs. */
export interface WebhookOptions {
  readonly address: Secret;
  /** All tries of one notification together, milliseconds. */
  readonly timeoutMs: number;
  /** Kind of the chat room. @default by the host, else plain JSON */
  readonly kind?: WebhookKind | undefined;
  /** Environment suffix, so that a chat room shared by several stacks shows which one it was. */
  readonly environment: string;
  readonly send: (request: WebhookRequest) => Promise<Answer>;
  /** Now, in milliseconds of any clock that only moves forward. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
}

const maxTries = 3;
const firstWaitMs = 200;

/** Statuses of a receiver that did not accept the request but may accept it a little later. */
const notNow = [429, 503];

/**
 * Whether a status leaves the outcome unknown: the receiver, or a proxy before it, may have accepted the request. All other error statuses
 * mean that the receiver rejected it.
 */
const unclear = (status: number) => status === 408 || (status >= 500 && status !== 501 && status !== 503);

/** Opens the webhook. */
export function createWebhook(options: WebhookOptions): Webhook {
  return {
    async post(message, content) {
      let url: URL | undefined;
      try {
        url = parsed(await options.address());
      } catch (error) {
        // KMS has not seen the URL yet, so its message cannot contain it.
        const { name, message: words } = asError(error);
        return refused("ADDRESS_UNAVAILABLE", `the webhook's address could not be opened: ${name}: ${words}`);
      }
      if (url === undefined || !isAllowed(url)) {
        return refused("ADDRESS_REFUSED", "the webhook's address is neither a public https one nor on this machine");
      }
      const body = bodyFor(options.kind ?? kindOf(url.hostname), message, content, options.environment);
      const headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "backoffice-notifications",
        "Idempotency-Key": message.notificationId,
        "X-Correlation-Id": message.correlationId,
      };
      const deadline = options.now() + options.timeoutMs;
      for (let tries = 1; ; tries++) {
        const answer = await options.send({ url, headers, body, timeoutMs: deadline - options.now() });
        const { outcome, again } = judge(answer);
        const waitMs = Math.floor(options.random() * firstWaitMs * 2 ** tries);
        if (!again || tries >= maxTries || options.now() + waitMs >= deadline) return outcome;
        await options.sleep(waitMs);
      }
    },
  };
}

/** The meaning of a response. `again`: the receiver certainly did not accept it, and may a little later. */
export function judge(answer: Answer): { readonly outcome: WebhookOutcome; readonly again: boolean } {
  if (answer.kind === "not-sent") {
    return { outcome: refused(answer.code, `no connection to the webhook: ${answer.code}`), again: true };
  }
  if (answer.kind === "no-answer") {
    return {
      outcome: { kind: "unknown", reason: answer.code, detail: "the webhook was called and gave no answer" },
      again: false,
    };
  }
  const { status } = answer;
  const reason = `HTTP_${status}`;
  if (status >= 200 && status < 300) return { outcome: { kind: "accepted" }, again: false };
  if (unclear(status)) {
    return { outcome: { kind: "unknown", reason, detail: `the webhook answered ${status}` }, again: false };
  }
  const detail = status >= 300 && status < 400 ? "a redirect, and none is followed" : "it was not taken";
  return { outcome: refused(reason, `the webhook answered ${status}: ${detail}`), again: notNow.includes(status) };
}

/** Never throws, because the error for a malformed URL contains the URL. */
function parsed(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function refused(reason: string, detail: string): WebhookOutcome {
  return { kind: "refused", reason, detail };
}
