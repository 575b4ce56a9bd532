import { GetRolePolicyCommand, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { readIndex } from "../../../ops/stack/index-reader";
import { functionNamesOf } from "../../../ops/stack/outputs";
import { byField, textOf } from "../../../ops/stack/tables";
import { clerk, customers } from "../people";
import type { Check } from "./check";
import { verdict } from "./check";

/** One entry for each failed record and attempt, found by function. */
export const errorEntries: Check = {
  pipeline: "monitoring",
  ids: ["M1", "M2"],
  async look({ traffic, evidence }) {
    const entries = byField(await evidence.errors(), "correlationId");
    const { poison, placed } = traffic.journal;
    const wrong: string[] = [];
    // A message that is no JSON object has no correlation id of its own; it is found by the attribute that it came
    // with.
    for (const { what, correlationId } of poison) {
      const found = entries.get(correlationId)?.length ?? 0;
      if (found !== 1) wrong.push(`${found} entries instead of 1 for the poison '${what}'`);
    }
    const throttled = placed.filter((entry) => entry.throttled !== undefined);
    for (const { order, correlationId, throttled: times = 0 } of throttled) {
      const found = entries.get(correlationId)?.length ?? 0;
      if (found < times) wrong.push(`${found} entries instead of ${times} for the refused email of ${order.orderId}`);
    }
    const { sender } = traffic.outputs.confirmations.functionNames;
    const index = {
      tableName: traffic.outputs.monitoring.errorTableName,
      indexName: "FunctionNameIndex",
      key: "functionName",
      shards: traffic.outputs.stack.indexShards,
      value: sender,
    };
    const bySender = await readIndex(traffic.aws.dynamo, index);
    if (bySender.length === 0) wrong.push(`no entry of ${sender} is found by function`);
    for (const item of bySender) {
      const missing = [
        "errorId",
        "timestamp",
        "errorName",
        "errorMessage",
        "stack",
        "requestId",
        "correlationId",
        "event",
        "expiresAt",
      ].filter((field) => textOf(item, field) === "");
      if (missing.length > 0) wrong.push(`entry ${textOf(item, "errorId")} lacks ${missing.join(", ")}`);
    }
    return verdict(
      wrong,
      `one error log entry for each of ${poison.length} poison messages and for each refused email; found by correlation id and by function`,
    );
  },
};

const anyAddress = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
/** SES's message ids look like email addresses but are not. */
const harmless = /@(email\.)?amazonses\.com$/;

/** No email address, name or street of a customer in the error log or in a log line. */
export const redaction: Check = {
  pipeline: "monitoring",
  ids: ["M2", "X6"],
  async look({ evidence }) {
    const personal = [...customers, clerk]
      .flatMap(({ name, street }) => [name, street])
      .concat("Pat Quimby", "Rehearsal Road");
    const entries = (await evidence.errors()).map((item) => ({
      where: `error entry ${textOf(item, "errorId")}`,
      text: JSON.stringify(item),
    }));
    const lines = (await evidence.logs()).map(({ functionName, text }) => ({
      where: `a log line of ${functionName}`,
      text,
    }));
    const wrong: string[] = [];
    for (const { where, text } of [...entries, ...lines]) {
      const address = text.match(anyAddress)?.find((found) => !harmless.test(found));
      if (address !== undefined) wrong.push(`${where} shows the address ${address}`);
      const name = personal.find((part) => text.includes(part));
      if (name !== undefined) wrong.push(`${where} shows '${name}'`);
    }
    return verdict(
      wrong,
      `${entries.length} error entries and ${lines.length} log lines: no email address, name or street in any`,
    );
  },
};

/** Roles may write to the error log and do nothing else with it. */
export const putOnly: Check = {
  pipeline: "monitoring",
  ids: ["M3", "X4"],
  async look({ traffic }) {
    const { aws, outputs } = traffic;
    const wrong: string[] = [];
    const roles = new Map<string, string>();
    for (const FunctionName of functionNamesOf(traffic.outputs)) {
      const { Role = "" } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const RoleName = Role.split("/").at(-1) ?? "";
      const other = roles.get(RoleName);
      if (other !== undefined) wrong.push(`${FunctionName} and ${other} share a role`);
      roles.set(RoleName, FunctionName);
      const { PolicyNames = [] } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName }));
      const documents = await Promise.all(
        PolicyNames.map(
          async (PolicyName) =>
            (await aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument ?? "{}",
        ),
      );
      const statements = documents.flatMap(statementsOf);
      const onErrors = statements.filter(({ resources }) =>
        resources.some((arn) => arn.includes(`/${outputs.monitoring.errorTableName}`)),
      );
      const actions = [...new Set(onErrors.flatMap((statement) => statement.actions))];
      if (actions.join() !== "dynamodb:PutItem")
        wrong.push(`${FunctionName} may ${actions.join(", ") || "do nothing"} on the error log`);
      const wild = statements.flatMap((statement) => statement.actions).filter((action) => action.includes("*"));
      if (wild.length > 0) wrong.push(`${FunctionName} may ${wild.join(", ")}`);
    }
    return verdict(
      wrong,
      `${roles.size} functions, ${roles.size} roles, no wildcard action; on the error log each may put items and nothing else`,
    );
  },
};

interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

function statementsOf(document: string): Statement[] {
  const text = document.startsWith("%") ? decodeURIComponent(document) : document;
  const { Statement: statements = [] } = JSON.parse(text) as { Statement?: unknown };
  return asList(statements).map((statement) => {
    const { Action: actions = [], Resource: resources = [] } = statement as { Action?: unknown; Resource?: unknown };
    return { actions: asList(actions).map(String), resources: asList(resources).map(String) };
  });
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
