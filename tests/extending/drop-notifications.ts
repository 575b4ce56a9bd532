// The steps of docs/extending.md that take the pipeline `notifications` out of what is deployed, as a person does them.

/** Words of the pipeline and of its channel, in the path of each file that is about it alone. */
const words = "notif|webhook|fallback";
/** Where such a file stays: shipments publishes where it is given a topic, and a decision stays on record. */
const kept = ["functions/shipments/", "functions/contracts/", "docs/decisions/"] as const;

/** The guide's command for these files, without what it does with them. */
export const findCommand = `git ls-files | grep -iE '${words}' | grep -v ${kept.map((folder) => `-e ^${folder}`).join(" ")}`;

/** Whether that command finds a file. */
export function goesWhole(file: string): boolean {
  return new RegExp(words, "i").test(file) && !kept.some((folder) => file.startsWith(folder));
}

/** What is taken out of a file: what matches, once each. */
export interface Cut {
  readonly file: string;
  readonly out: readonly RegExp[];
}

const pairOf = (words: string) => new RegExp(`^  \\{\\n    pair: "${words}[\\s\\S]*?^  \\},\\n`, "m");

/** Uses in the program and in its settings, as the type check names them. */
export const cuts: readonly Cut[] = [
  { file: "components/pipelines.ts", out: [/^ {2}notifications: .*\n/m] },
  {
    file: "index.ts",
    out: [
      /^import .*components\/notifications";\n/m,
      /^import .*components\/notifications\/messaging";\n/m,
      /^ *\.\.\.notificationsPublishers\(context\),\n/m,
      /^const notificationsPipeline = [\s\S]*?^\}\);\n/m,
      /^ {2}notificationsTopicArn: .*\n/m,
      /^ *notificationsPipeline\.table,\n/m,
      /^ {2}notificationsSummary\(.*\n/m,
      /^export const notifications = .*\n/m,
    ],
  },
  {
    file: "components/config/rules.ts",
    out: [/^ {4}\/\/ A chat room takes[\s\S]*?webhookTimeoutSeconds;\n/m, /^ {6}"webhookTimeoutSeconds",\n/m],
  },
  {
    file: "components/config/time-rules.ts",
    out: [
      pairOf("the webhook's answer"),
      pairOf("the processor's hold of a notification"),
      pairOf("a notification that comes back"),
      /^\/\*\*[^\n]*\nexport const NOTIFICATION_RETURNS_DAYS[\s\S]*?^\);\n/m,
      ...["ASYNC_EVENT_SECONDS", "FALLBACK_SECONDS", "FIRST_ASYNC_RETRY_SECONDS", "notificationLeaseSeconds"].map(
        (name) => new RegExp(`^  ${name},\\n`, "m"),
      ),
    ],
  },
  {
    file: "components/config/times.ts",
    out: [/^\/\*\* How long an attempt owns a notification[\s\S]*?^\}\n/m, /^const NOTIFICATION_LEASE.*\n/m],
  },
  {
    file: "components/config/schema.ts",
    out: [
      /^import \{ webhookKinds.*\n/m,
      /^import \{ isAllowed.*\n/m,
      /^const webhookBound[\s\S]*?^\}\n/m,
      /^ {2}\/\*\* Receives notifications[\s\S]*?(?=^ {2}\/\*\* From address)/m,
      /^ {2}\/\*\* How long a notification is kept.*\n.*\n/m,
      /(?<=secretKeys: readonly string\[\] = \[)"webhookUrl"/,
    ],
  },
  {
    file: "components/config/groups.ts",
    out: [/^ {2}\/\*\* Notifications that the webhook[\s\S]*?notificationThrottles.*\n/m],
  },
  {
    file: "components/config/policy-limits.ts",
    out: [/^ {2}threshold\("notificationFailures[\s\S]*?notificationThrottles.*\n/m],
  },
  {
    file: "components/blocks/rollout-failures.ts",
    out: [/ \| "not-delivered"/, /^ {2}"not-delivered": .*\n/m, /^ {2}"notifications\/processor": .*\n/m],
  },
  { file: "components/config/insight-tables.ts", out: [/ "notifications",/] },
  {
    file: "policies/rules/iam/grants.ts",
    out: [/^ {2}\{ from: "shipments", to: "notifications".*\n/m, /^ {2}\/\/ The fallback email.*\n.*\n/m],
  },
  { file: "policies/rules/cloudwatch/alarm-limits.ts", out: [/^ {8}"notifications-processor": \{[\s\S]*?^ {8}\},\n/m] },
  { file: "policies/rules/ses/feedback.ts", out: [/^ {8}"notifications-mail":\n.*\n/m] },
  { file: "policies/rules/ec2/networks.ts", out: [/^ {8}"notifications-processor": .*\n/m] },
  { file: "policies/rules/sns/topics.ts", out: [/"notifications-topic", /] },
  ...["dev", "prod", "local"].map((stack) => ({
    file: `Pulumi.${stack}.yaml`,
    out: [/^ {2}\w+:notificationEmail: .*\n/m],
  })),
  { file: "Pulumi.local.yaml", out: [/^ {2}\w+:webhookTimeoutSeconds: .*\n/m] },
];
