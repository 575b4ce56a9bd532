import { longestMailbox, mailbox } from "../../functions/confirmations/mail/mailbox";
import { type FunctionEntry, functionEntries } from "../functions";
import { policyRules } from "./policy-limits";
import type { Config } from "./schema";

/** Settings that must fit each other. Checked when each of `keys` is valid by itself. */
export interface Rule {
  /** The first is the one to blame. */
  readonly keys: readonly [keyof Config, ...(keyof Config)[]];
  /** What is wrong, as "must ..."; undefined when all is well. */
  readonly problem: (config: Config) => string | undefined;
}

const API_TIMEOUT_SECONDS = 29;

const NOTIFICATION_LEASE_MARGIN_SECONDS = 5;

/** What the notifications' processor needs beside the webhook: a slow answer of SES, and the table. */
const FALLBACK_SECONDS = 15;

/** How long the queues of functions keep a message: four days. What is older is deleted and reaches no dead letters. */
export const QUEUE_RETENTION_SECONDS = 345_600;

const settingRules: readonly Rule[] = [
  {
    keys: [
      "simulatorLatencyP99Ms",
      "simulatorLatencyMedianMs",
      "simulatorEnabled",
      "functionTimeoutSeconds",
      "functionOverrides",
    ],
    problem: (config) => {
      const { simulatorEnabled, simulatorLatencyMedianMs, simulatorLatencyP99Ms } = config;
      if (simulatorLatencyP99Ms < simulatorLatencyMedianMs)
        return `must be at least simulatorLatencyMedianMs (${simulatorLatencyMedianMs})`;
      // The slowest call takes twice as long.
      const most = 500 * timeoutOf(config, "monitoring/simulator") - 1;
      return simulatorEnabled && simulatorLatencyP99Ms > most
        ? `must be less than half of the simulator's timeout (at most ${most})`
        : undefined;
    },
  },
  {
    keys: ["backoffMaxSeconds", "backoffBaseSeconds"],
    problem: ({ backoffBaseSeconds, backoffMaxSeconds }) =>
      backoffMaxSeconds < backoffBaseSeconds
        ? `must be at least backoffBaseSeconds (${backoffBaseSeconds})`
        : undefined,
  },
  {
    keys: ["corsAllowedOrigins"],
    problem: ({ corsAllowedOrigins: origins }) =>
      new Set(origins).size < origins.length || (origins.includes("*") && origins.length > 1)
        ? "must name each origin once, and '*' alone"
        : undefined,
  },
  {
    keys: ["apiBurstLimit", "apiRateLimit"],
    problem: ({ apiBurstLimit, apiRateLimit }) =>
      apiBurstLimit < apiRateLimit ? `must be at least apiRateLimit (${apiRateLimit})` : undefined,
  },
  {
    keys: ["senderIdentity", "senderAddress"],
    problem: ({ senderIdentity, senderAddress }) =>
      senderIdentity === undefined || senderIdentity === senderAddress || isDomainOf(senderIdentity, senderAddress)
        ? undefined
        : `must be senderAddress (${senderAddress}) or its domain`,
  },
  {
    keys: ["shopName", "senderAddress"],
    problem: ({ shopName, senderAddress }) => {
      const bytes = mailbox(shopName, senderAddress).length;
      return bytes > longestMailbox
        ? `must make, with senderAddress (${senderAddress}), a From header of at most ${longestMailbox} bytes, encoded as it is sent (${bytes} bytes)`
        : undefined;
    },
  },
  {
    keys: ["senderLeaseSeconds", "functionTimeoutSeconds", "functionOverrides", "queueBatchWindowSeconds"],
    problem: (config) => {
      const timeout = timeoutOf(config, "confirmations/sender");
      const visibility = visibilitySeconds(timeout, config.queueBatchWindowSeconds);
      const lease = leaseSeconds(config);
      return lease <= timeout || lease >= visibility
        ? `must be more than the sender's timeout (${timeout}) and less than its queue's visibility timeout (${visibility})`
        : undefined;
    },
  },
  {
    keys: ["webhookTimeoutSeconds", "webhookUrl", "functionTimeoutSeconds", "functionOverrides"],
    problem: (config) => {
      if (config.webhookUrl === undefined) return undefined;
      const most = timeoutOf(config, "notifications/processor") - FALLBACK_SECONDS;
      return config.webhookTimeoutSeconds > most
        ? `must leave notifications/processor ${FALLBACK_SECONDS} s of its timeout for the fallback (at most ${most})`
        : undefined;
    },
  },
  {
    keys: [
      "maxReceiveCount",
      "backoffMaxSeconds",
      "functionTimeoutSeconds",
      "functionOverrides",
      "queueBatchWindowSeconds",
    ],
    problem: (config) => {
      const timeout = Math.max(timeoutOf(config, "confirmations/sender"), timeoutOf(config, "confirmations/feedback"));
      const wait = Math.max(config.backoffMaxSeconds, visibilitySeconds(timeout, config.queueBatchWindowSeconds));
      const receives = redriveReceives(config);
      return receives * wait > QUEUE_RETENTION_SECONDS
        ? `must let a message reach the dead letters before its queue forgets it, in ${QUEUE_RETENTION_SECONDS} s: ${receives} receives, each up to ${wait} s after the one before`
        : undefined;
    },
  },
  {
    keys: ["functionOverrides"],
    problem: ({ functionOverrides }) => {
      const slow = Object.entries(functionOverrides).find(
        ([entry, override]) => apiEntries.has(entry) && (override?.timeoutSeconds ?? 0) > API_TIMEOUT_SECONDS,
      );
      return slow !== undefined
        ? `must give ${slow[0]} at most ${API_TIMEOUT_SECONDS} s, for API Gateway waits no longer`
        : undefined;
    },
  },
  {
    keys: ["functionOverrides", "senderMaxConcurrency", "feedbackMaxConcurrency", "shipmentsMaxConcurrency"],
    problem: ({ functionOverrides, senderMaxConcurrency, feedbackMaxConcurrency, shipmentsMaxConcurrency }) => {
      const limits = [
        ["confirmations/sender", "senderMaxConcurrency", senderMaxConcurrency],
        ["confirmations/feedback", "feedbackMaxConcurrency", feedbackMaxConcurrency],
        ["shipments/processor", "shipmentsMaxConcurrency", shipmentsMaxConcurrency],
      ] as const;
      const starved = limits.find(
        ([entry, , demand]) => (functionOverrides[entry]?.reservedConcurrency ?? demand) < demand,
      );
      return starved === undefined
        ? undefined
        : `must reserve for ${starved[0]} at least ${starved[1]} (${starved[2]}), else healthy messages are throttled into the dead letters`;
    },
  },
];

/** Concurrent calls that an account may give away to single functions: AWS keeps a hundred of its thousand for the others. */
const RESERVABLE_CONCURRENCY = 900;

/** Rules that are as strict as the policy pack, where a single bound does not say it. */
const packRules: readonly Rule[] = [
  {
    keys: [
      "functionOverrides",
      "alarmThresholds",
      "functionTimeoutSeconds",
      "webhookTimeoutSeconds",
      "simulatorEnabled",
    ],
    problem: (config) => {
      for (const entry of functionEntries) {
        if (entry === "monitoring/simulator" && !config.simulatorEnabled) continue;
        const usual = usualDurationMs(config, entry);
        const threshold = config.functionOverrides[entry]?.averageDurationMs ?? usual;
        if (threshold > Math.max(usual, DEFAULT_DURATION_MS))
          return `must have ${entry}.averageDurationMs of at most ${usual}: the policy rule 'alarm-within-limits' takes no more`;
        if (threshold >= 1000 * timeoutOf(config, entry))
          return `must raise the duration alarm of ${entry} (at ${threshold} ms) before its timeout (${timeoutOf(config, entry)} s): the policy rule 'alarm-within-limits'`;
      }
      return undefined;
    },
  },
  {
    keys: ["watchedFunctions", "environmentSuffix"],
    problem: ({ watchedFunctions = [], environmentSuffix }) => {
      const own = new Set(functionEntries.map((entry) => `${entry.replace("/", "-")}-${environmentSuffix}`));
      const found = watchedFunctions.find(({ name }) => own.has(name));
      return found === undefined
        ? undefined
        : `must name functions that others deploy: ${found.name} is this stack's own, and watched already`;
    },
  },
  {
    keys: ["apiReservedConcurrency", "functionOverrides"],
    problem: ({ apiReservedConcurrency = 0, functionOverrides }) => {
      const reserved = functionEntries.map(
        (entry) =>
          functionOverrides[entry]?.reservedConcurrency ?? (apiEntries.has(entry) ? apiReservedConcurrency : 0),
      );
      const sum = reserved.reduce((total, one) => total + one, 0);
      return sum > RESERVABLE_CONCURRENCY
        ? `must leave the account enough: all functions reserve ${sum} calls, the policy rule 'concurrency-bounded' takes at most ${RESERVABLE_CONCURRENCY}`
        : undefined;
    },
  },
];

const DEFAULT_DURATION_MS = 500;

/** When the duration alarm of a function is raised, in milliseconds, unless it is overridden. */
export function usualDurationMs(config: Config, entry: FunctionEntry): number {
  switch (entry) {
    // A call to SES takes 50 to 500 ms and is waited for up to 10 s; a batch holds up to ten, five at a time.
    case "confirmations/sender":
      return 5_000;
    // A chat room takes half a second on a good day, and a slow one is waited for as long as the settings say.
    case "notifications/processor":
      return DEFAULT_DURATION_MS + 1000 * config.webhookTimeoutSeconds;
    default:
      return config.alarmThresholds.functionAverageDurationMs;
  }
}

export const rules: readonly Rule[] = [...settingRules, ...policyRules, ...packRules];

const apiEntries = new Set(["orders/create", "orders/get", "orders/list", "orders/update-status", "orders/authorizer"]);

/** Timeout of a function in seconds: its own or the stack's; behind the API never longer than API Gateway waits. */
export function timeoutOf(config: Config, entry: keyof Config["functionOverrides"]): number {
  const timeout = config.functionOverrides[entry]?.timeoutSeconds ?? config.functionTimeoutSeconds;
  return apiEntries.has(entry) ? Math.min(timeout, API_TIMEOUT_SECONDS) : timeout;
}

/** AWS's rule for queues read by functions: six times the function's timeout, plus the batching window. */
export function visibilitySeconds(timeoutSeconds: number, windowSeconds: number): number {
  return 6 * timeoutSeconds + windowSeconds;
}

/**
 * Receives before SQS itself moves a message to the dead letters. Two more than its function allows: a worker that dies at the last
 * receive must not cost the reason why the message was given up.
 */
export function redriveReceives({ maxReceiveCount }: Config): number {
  return maxReceiveCount + 2;
}

/** How long a sender owns an order's confirmation: longer than it can run, shorter than its message stays hidden. */
export function leaseSeconds(config: Config): number {
  return config.senderLeaseSeconds ?? 2 * timeoutOf(config, "confirmations/sender");
}

function isDomainOf(domain: string, address: string): boolean {
  const host = address.slice(address.indexOf("@") + 1).toLowerCase();
  return host === domain.toLowerCase() || host.endsWith(`.${domain.toLowerCase()}`);
}

/** How long an attempt owns a notification: longer than it can run, and shorter than Lambda waits before the next. */
export function notificationLeaseSeconds(config: Config): number {
  return timeoutOf(config, "notifications/processor") + NOTIFICATION_LEASE_MARGIN_SECONDS;
}
