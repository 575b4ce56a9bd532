import { longestMailbox, mailbox } from "../../functions/confirmations/email/mailbox";
import { type FunctionEntry, functionEntries, functionLogicalName } from "../functions";
import { boundaries, SHARED } from "../naming";
import { budgetLimit } from "./budget";
import { policyRules } from "./policy-limits";
import type { Config } from "./schema";
import { linearMinutes } from "./shift";
import { timeRules } from "./time-rules";
import { apiEntries, timeoutOf } from "./times";

/** Rules between settings. Checked when each of `keys` is valid. */
export interface Rule {
  /** The first is the one to blame. */
  readonly keys: readonly [keyof Config, ...(keyof Config)[]];
  /** What is wrong, as "must ..."; undefined when all is well. */
  readonly problem: (config: Config) => string | undefined;
}

/** Most minutes between the first and the last shift of calls (CodeDeploy user guide, "CodeDeploy quotas"). */
const LONGEST_SHIFT_MINUTES = 2_880;

/** Starts the names of the boundaries that `bootstrap/` makes for the roles of functions. */
const FUNCTIONS_BOUNDARY = `${SHARED}-${boundaries.functions}-`;

/** A network is the stack's own or it is there, with all that is needed of it. */
function networkProblem(network: NonNullable<Config["network"]>): string | undefined {
  const { zones, cidrBlock, vpcId, subnetIds, routeTableIds } = network;
  const isThere = [vpcId, subnetIds, routeTableIds];
  if (zones === undefined ? isThere.includes(undefined) : isThere.some((one) => one !== undefined))
    return "must have zones, for a network of the stack's own, or vpcId, subnetIds and routeTableIds, for one that is there";
  if (zones === undefined && cidrBlock !== undefined) return "must have no cidrBlock beside vpcId, which has its own";
  const repeated = Object.entries({ zones, subnetIds, routeTableIds }).find(
    ([, names]) => names !== undefined && new Set(names).size < names.length,
  );
  return repeated === undefined ? undefined : `must name each of its ${repeated[0]} once`;
}

const settingRules: readonly Rule[] = [
  {
    // With it alone the roles of AWS services are created, and then refused all that they do.
    keys: ["serviceBoundary", "permissionsBoundary"],
    problem: ({ serviceBoundary, permissionsBoundary }) =>
      serviceBoundary === undefined && permissionsBoundary?.startsWith(FUNCTIONS_BOUNDARY)
        ? `must be ${permissionsBoundary.replace(FUNCTIONS_BOUNDARY, `${SHARED}-${boundaries.services}-`)}: ${permissionsBoundary} bounds functions, and lets no role of an AWS service work`
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
    keys: ["apiDomain"],
    problem: ({ apiDomain }) =>
      apiDomain !== undefined && apiDomain.certificateArn === undefined && apiDomain.hostedZoneId === undefined
        ? "must have a certificateArn, or a hostedZoneId in which a new certificate proves itself"
        : undefined,
  },
  {
    keys: ["apiDefaultEndpoint", "apiDomain"],
    problem: ({ apiDefaultEndpoint, apiDomain }) =>
      !apiDefaultEndpoint && apiDomain === undefined
        ? "must be true where apiDomain is not set: nobody could call the API"
        : undefined,
  },
  {
    keys: ["network"],
    problem: ({ network }) => (network === undefined ? undefined : networkProblem(network)),
  },
  {
    keys: ["rollout"],
    problem: ({ rollout }) => {
      if (rollout?.strategy !== "linear") return undefined;
      const minutes = linearMinutes(rollout);
      return minutes > LONGEST_SHIFT_MINUTES
        ? `must shift all calls within ${LONGEST_SHIFT_MINUTES} minutes, CodeDeploy's bound: ${rollout.percent} % every ${rollout.minutes} minutes take ${minutes}`
        : undefined;
    },
  },
  {
    keys: ["backupEnabled", "retainData"],
    problem: ({ backupEnabled, retainData }) =>
      backupEnabled && !retainData
        ? "must be false where retainData is: a stack whose tables go with it would leave their backups behind"
        : undefined,
  },
  {
    keys: ["cloudTrailDataEvents", "retainData"],
    problem: ({ cloudTrailDataEvents, retainData }) =>
      cloudTrailDataEvents && !retainData
        ? "must be false where retainData is: the trail's files would be deleted when it is turned off, or with the stack"
        : undefined,
  },
  {
    keys: ["backupWeeklyRetentionDays", "backupDailyRetentionDays"],
    problem: ({ backupWeeklyRetentionDays, backupDailyRetentionDays }) =>
      backupWeeklyRetentionDays < backupDailyRetentionDays
        ? `must be at least backupDailyRetentionDays (${backupDailyRetentionDays})`
        : undefined,
  },
  {
    keys: ["budgetUsd", "budgetEnabled", "budgetFactor", "environmentSuffix"],
    problem: (config) =>
      config.budgetEnabled && budgetLimit(config) === undefined
        ? `must be set where components/config/estimates.json has no estimate of ${config.environmentSuffix}: set it, or run npm run budgets`
        : undefined,
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
      const own = new Set(functionEntries.map((entry) => `${functionLogicalName(entry)}-${environmentSuffix}`));
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

export const rules: readonly Rule[] = [...settingRules, ...timeRules, ...policyRules, ...packRules];

function isDomainOf(domain: string, address: string): boolean {
  const host = address.slice(address.indexOf("@") + 1).toLowerCase();
  return host === domain.toLowerCase() || host.endsWith(`.${domain.toLowerCase()}`);
}
