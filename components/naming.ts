import { type PipelineName, pipelineNames } from "./pipelines";
import { NAMESPACE } from "./type-tokens";

/** Owner of what all pipelines share. Names of resources begin with it, so it must not change when the project is renamed. */
export const SHARED = NAMESPACE;

/** What the boundaries that `bootstrap/` makes are named after: for the roles of functions, and for the roles that AWS services take. */
export const boundaries = { functions: "runtime-boundary", services: "service-boundary" } as const;

/** Owner of a resource. */
export type Owner = PipelineName | typeof SHARED;

/** Owners of resources: the pipelines, and `SHARED`. */
export const owners: readonly Owner[] = [...pipelineNames, SHARED];

/** A name without its environment: `{pipeline}-{resource}`, such as `orders-table`. Also the logical name in Pulumi. */
export type LogicalName = `${Owner}-${string}`;

const FOREIGN = "monitoring-watch-";

/** Prefix of the logical names of alarms on a function of another stack. */
export function foreignLogicalName(functionName: string): LogicalName {
  return `${FOREIGN}${functionName}`;
}

/** The other stack's function that the alarm with this logical name watches; undefined for any other alarm. */
export function foreignFunctionOf(logicalName: string): string | undefined {
  if (!logicalName.startsWith(FOREIGN)) return undefined;
  return logicalName.slice(FOREIGN.length).replace(/-(error-rate|duration|throttles)-alarm$/, "");
}

/**
 * What AWS allows for names: longest length in characters, and allowed characters.
 * From each service's API reference.
 */
const rules = {
  function: { limit: 64, pattern: /^[A-Za-z0-9_-]+$/ },
  role: { limit: 64, pattern: /^[\w+=,.@-]+$/ },
  policy: { limit: 128, pattern: /^[\w+=,.@-]+$/ },
  queue: { limit: 80, pattern: /^[A-Za-z0-9_-]+$/ },
  topic: { limit: 256, pattern: /^[A-Za-z0-9_-]+$/ },
  table: { limit: 255, pattern: /^[A-Za-z0-9_.-]{3,}$/ },
  rule: { limit: 64, pattern: /^[\w.-]+$/ },
  archive: { limit: 48, pattern: /^[\w.-]+$/ },
  eventBus: { limit: 256, pattern: /^[\w./-]+$/ },
  configurationSet: { limit: 64, pattern: /^[A-Za-z0-9_-]+$/ },
  eventDestination: { limit: 64, pattern: /^[A-Za-z0-9_-]+$/ },
  alarm: { limit: 255, pattern: /^[^\p{Cc}]+$/u },
  api: { limit: 128, pattern: /^[\w .-]+$/ },
  dashboard: { limit: 255, pattern: /^[A-Za-z0-9_-]+$/ },
  metricFilter: { limit: 512, pattern: /^[^:*]+$/ },
  logGroup: { limit: 512, pattern: /^[\w./#-]+$/ },
  keyAlias: { limit: 256, pattern: /^alias\/[\w/-]+$/ },
  /** Of CodeDeploy: applications, deployment groups and deployment configurations alike. */
  codeDeploy: { limit: 100, pattern: /^[\w.+=,@-]+$/ },
  /** AWS Backup API reference, `CreateBackupVault`, `BackupPlanInput` and `BackupSelection`. */
  backupVault: { limit: 50, pattern: /^[A-Za-z0-9_-]{2,}$/ },
  backupPlan: { limit: 50, pattern: /^[A-Za-z0-9_.-]+$/ },
  /** AWS Budgets API reference, `Budget`, `BudgetName`. */
  budget: { limit: 100, pattern: /^[^:\\]+$/ },
  /** Cost Explorer API reference, `AnomalyMonitor` and `AnomalySubscription`. */
  costAnomalies: { limit: 1_024, pattern: /^[^\p{Cc}]+$/u },
  /** AWS WAF API reference, `CreateWebACL`. */
  webAcl: { limit: 128, pattern: /^[\w-]+$/ },
  /** Value of the tag `Name`, by which people know it. */
  network: { limit: 256, pattern: /^[^\p{Cc}]+$/u },
  /** 255 less the 26 characters that Pulumi puts behind a prefix. EC2 API reference, `CreateSecurityGroup`. */
  securityGroup: { limit: 228, pattern: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/ },
  trail: { limit: 128, pattern: /^[A-Za-z0-9][\w.-]+[A-Za-z0-9]$/ },
  /** 63 less a dash and the twelve digits of the account, which make a bucket's name globally unique. */
  bucket: { limit: 50, pattern: /^[a-z0-9][a-z0-9-]+$/ },
} as const;

/** Kinds of names, by AWS's rules for them. */
export type NameKind = keyof typeof rules;

/** A name that AWS would reject. */
export class NameError extends Error {
  override readonly name = "NameError";
}

/**
 * The physical name of a resource: `{pipeline}-{resource}-{environmentSuffix}`.
 *
 * @param prefix what precedes the name, such as `alias/` or `/aws/lambda/`; counts towards the limit
 * @throws {NameError} the pipeline is unknown, or AWS does not allow the length or a character
 */
export function physicalName(kind: NameKind, logicalName: LogicalName, environmentSuffix: string, prefix = ""): string {
  if (!owners.some((owner) => logicalName.startsWith(`${owner}-`) && logicalName.length > owner.length + 1)) {
    throw new NameError(`'${logicalName}' is not {pipeline}-{resource}: the pipeline is one of ${owners.join(", ")}`);
  }
  const name = `${prefix}${logicalName}-${environmentSuffix}`;
  const { limit, pattern } = rules[kind];
  if (name.length > limit) {
    throw new NameError(`the ${kind} name '${name}' has ${name.length} characters, AWS allows ${limit}`);
  }
  if (!pattern.test(name)) {
    throw new NameError(`the ${kind} name '${name}' has a character that AWS refuses: it must match ${pattern.source}`);
  }
  return name;
}
