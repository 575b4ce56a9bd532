import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../../../launch/project-root.cjs";

/** Where the AWS CLI's services are found in the SDK. */
const services: Readonly<Record<string, string>> = {
  cloudwatch: "client-cloudwatch",
  deploy: "client-codedeploy",
  dynamodb: "client-dynamodb",
  events: "client-eventbridge",
  kms: "client-kms",
  lambda: "client-lambda",
  logs: "client-cloudwatch-logs",
  sesv2: "client-sesv2",
  sns: "client-sns",
  sqs: "client-sqs",
};

/** Commands that are more than one call, or of a service whose client is not installed, with their flags (AWS CLI v2 reference). */
const cliOnly: Readonly<Record<string, readonly string[]>> = {
  "acm describe-certificate": ["certificate-arn"],
  "acm import-certificate": ["certificate", "certificate-arn", "certificate-chain", "private-key"],
  "backup list-backup-jobs": ["by-backup-vault-name", "by-resource-arn", "by-state"],
  "backup list-copy-jobs": ["by-destination-vault-arn", "by-resource-arn", "by-state"],
  "backup list-restore-jobs": ["by-resource-type", "by-status"],
  "backup start-backup-job": ["backup-vault-name", "iam-role-arn", "resource-arn"],
  "logs tail": ["since", "follow", "format", "filter-pattern", "log-stream-names", "log-stream-name-prefix"],
};

/** Flags that every command takes (AWS CLI v2 reference, Global options), and those of its paginators. */
export const everywhereInAws: readonly string[] = [
  ...[
    "region",
    "profile",
    "output",
    "query",
    "endpoint-url",
    "no-cli-pager",
    "cli-input-json",
    "generate-cli-skeleton",
  ],
  ...["max-items", "page-size", "starting-token"],
];

const load = createRequire(__filename);

/** What is wrong with an `aws` command; undefined: the service has the operation, and the operation these parameters. */
export function awsProblem([, service = "", operation = "", ...rest]: readonly string[]): string | undefined {
  const flags = rest.filter((word) => word.startsWith("--")).map((word) => word.slice(2).split("=")[0] ?? "");
  const own = cliOnly[`${service} ${operation}`] ?? parametersOf(service, operation);
  if (own === undefined) return `AWS has no 'aws ${service} ${operation}'`;
  const known = new Set([...everywhereInAws, ...own].map(plain));
  const unknown = flags.filter((flag) => !known.has(plain(flag)) && !known.has(plain(flag.replace(/^no-/, ""))));
  return unknown.length === 0 ? undefined : `'aws ${service} ${operation}' has no --${unknown.join(", --")}`;
}

/** `lambda update-alias` is the SDK's `UpdateAliasCommand`; its parameters are the fields of that command's input. */
function parametersOf(service: string, operation: string): readonly string[] | undefined {
  const client = services[service];
  if (client === undefined) return undefined;
  const name = operation.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  if (!(`${name}Command` in load(`@aws-sdk/${client}`))) return undefined;
  const types = join(projectRoot, "node_modules", "@aws-sdk", client, "dist-types");
  const command = readFileSync(join(types, "commands", `${name}Command.d.ts`), "utf8");
  const [, input = ""] = /interface \w+CommandInput extends (\w+)/.exec(command) ?? [];
  const models = readdirSync(join(types, "models")).filter((file) => file.endsWith(".d.ts"));
  const text = models.map((file) => readFileSync(join(types, "models", file), "utf8")).join("\n");
  const [, fields = ""] = new RegExp(`interface ${input} (?:extends \\w+ )?\\{([\\s\\S]*?)^\\}`, "m").exec(text) ?? [];
  return [...fields.matchAll(/^ {4}(\w+)\??:/gm)].map(([, field = ""]) => field);
}

function plain(name: string): string {
  return name.replaceAll("-", "").toLowerCase();
}
