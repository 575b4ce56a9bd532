import type { Config } from "../../../components/config/schema";
import { dayText, yearsFrom } from "../../../policies/engine/day";
import { dayOfConfigs, type PackConfig } from "../../../program/policies/config";
import { calledFunctionNames } from "../../support/called-functions";

/** A strictness that each stage decides about in its file in policies/config, with its reason: the config cannot know the stage. */
export interface StageChoice {
  /** The setting that the rule is about. */
  readonly keys: readonly (keyof Config)[];
  readonly rule: string;
  /** Parameters with which the rule takes every value of the setting. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const stageChoices: readonly StageChoice[] = [
  { keys: ["logRetentionDays"], rule: "log-group-retention", parameters: { minimumDays: 1 } },
  {
    keys: ["logLevel", "authIssuer", "authJwksUri", "corsAllowedOrigins"],
    rule: "environment-fits-lambda",
    parameters: { levels: ["DEBUG", "INFO", "WARN", "ERROR"], plainHttp: true },
  },
  { keys: ["corsAllowedOrigins"], rule: "api-origins-are-named", parameters: { any: true } },
  { keys: ["senderIdentity"], rule: "identity-signs-mails", parameters: { allowAddresses: true } },
  { keys: ["retainData"], rule: "stateful-resources-protected", parameters: { required: false } },
  { keys: ["backupEnabled"], rule: "table-in-backup-plan", parameters: { required: false } },
  { keys: ["backupRestoreTests"], rule: "backups-are-restored", parameters: { required: false } },
  { keys: ["wafEnabled"], rule: "api-has-web-acl", parameters: { required: false } },
  { keys: ["budgetEnabled"], rule: "stack-has-budget", parameters: { required: false } },
  {
    keys: ["simulatorEnabled"],
    rule: "nothing-unwired",
    parameters: { byHand: ["monitoring-simulator", ...calledFunctionNames] },
  },
  {
    keys: ["alertEmail", "notificationEmail"],
    rule: "subscribers-are-ours",
    parameters: { domains: ["b.co", "example.com"] },
  },
  { keys: ["sesSandbox"], rule: "mail-is-sent-as-the-shop", parameters: { sesSandbox: true } },
  { keys: ["apiReservedConcurrency"], rule: "concurrency-bounded", parameters: { required: false } },
];

const reason = "Only for this test: what each stage may decide about in its own file, with its reason.";

/** Within a year of the day that the configuration is judged on. */
function expiryIn(config: PackConfig): string {
  return yearsFrom(dayOfConfigs([config]) ?? dayText(new Date()), 1);
}

/** The pack's configuration of a stage that has decided for the loosest in all of them. */
export function loosest(config: PackConfig): PackConfig {
  const loosened = stageChoices.map(
    ({ rule, parameters }) => [rule, { ...parameters, reason, expires: expiryIn(config) }] as const,
  );
  return { ...config, ...Object.fromEntries(loosened) };
}
