import * as z from "zod";
import { compileEventPattern, type EventPattern, EventPatternError, lambdaFilter } from "../../../aws/event-pattern";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { namedByEnvironment } from "../../iam/named-resources";
import { calleeOf } from "../../wiring/functions";
import { streamSamples } from "../../wiring/samples";

export const mappingReportsBatchItemFailures = resourceRule({
  name: "mapping-reports-batch-item-failures",
  concern: "reliability",
  description: "Mappings take partial batch responses, and are switched on.",
  rationale:
    "Else one bad message brings the whole batch back, and in the end sends the good ones to the dead letters too. Source: Lambda's guide on SQS and on streams.",
  remediation: 'Set functionResponseTypes to ["ReportBatchItemFailures"], and leave enabled out.',
  controls: ["async.partial-batches"],
  severity: "high",
  types: [awsTypes.lambda.eventSourceMapping],
  check(mapping, { report }) {
    const found = mapping.value("functionResponseTypes");
    if (!mapping.texts("functionResponseTypes").includes("ReportBatchItemFailures"))
      report(mapping, "functionResponseTypes", found, "ReportBatchItemFailures in it");
    if (mapping.flag("enabled") === false) report(mapping, "enabled", false, "true: else nothing is ever handled");
  },
});

export const streamMappingBounded = stackRule({
  name: "stream-mapping-bounded",
  concern: "reliability",
  description: "Stream mappings retry within bounds, bisect failing batches, and keep what failed.",
  rationale:
    "By default Lambda retries a failing batch for as long as the stream keeps it, and with it everything behind it; then it drops the records without a word. An age bounds the retries better than a count, which a short outage spends within seconds: the count may be -1. Source: Lambda's guide on DynamoDB streams.",
  remediation:
    "Set maximumRetryAttempts (-1: until the age), maximumRecordAgeInSeconds, bisectBatchOnFunctionError, startingPosition TRIM_HORIZON and destinationConfig.onFailure.",
  controls: ["async.stream-bounds", "lambda.mapping-failure", "async.failure-paths"],
  severity: "high",
  parameters: {
    minimumRetries: z.int().min(1).default(2).describe("Fewest retries: a short outage must not cost a record."),
    maximumRetries: z.int().max(10_000).default(20).describe("Most retries: a bad record holds up all behind it."),
    minimumAgeSeconds: z.int().min(60).default(600).describe("Least age up to which a record is retried."),
    maximumAgeSeconds: z.int().max(604_800).default(43_200).describe("Most age, well below what the stream keeps."),
  },
  async check(stack, { each, report, parameters }) {
    const { minimumRetries, maximumRetries, minimumAgeSeconds, maximumAgeSeconds } = parameters;
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      if (!isOfStream(mapping, stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table)))
        return;
      const counts = between(minimumRetries, maximumRetries);
      const untilTheAge = -1;
      want(
        "maximumRetryAttempts",
        `${untilTheAge} (until the records' age), or ${minimumRetries} to ${maximumRetries}`,
        (value) => value === untilTheAge || counts(value),
      );
      const ages = between(minimumAgeSeconds, maximumAgeSeconds);
      want("maximumRecordAgeInSeconds", `${minimumAgeSeconds} to ${maximumAgeSeconds} seconds`, ages);
      want("bisectBatchOnFunctionError", "true", (value) => value === true);
      want("startingPosition", "TRIM_HORIZON: LATEST misses what is written meanwhile", (v) => v === "TRIM_HORIZON");
      const destination = "destinationConfig.onFailure.destinationArn";
      if (stack.named(mapping, destination, awsTypes.sqs.queue, awsTypes.sns.topic).length === 0)
        report(mapping, destination, mapping.value(destination), "a queue");

      function want(property: string, wanted: string, isRight: (value: unknown) => boolean): void {
        const found = mapping.value(property);
        if (!isRight(found)) report(mapping, property, found, wanted);
      }
    });
  },
});

function isOfStream(mapping: Resource, [source]: readonly Resource[]): boolean {
  if (source !== undefined) return source.type === awsTypes.dynamodb.table;
  return /:(dynamodb|kinesis):/.test(mapping.text("eventSourceArn") ?? "");
}

function between(least: number, most: number): (value: unknown) => boolean {
  return (value) => typeof value === "number" && value >= least && value <= most;
}

const eventNames = ["INSERT", "MODIFY", "REMOVE"] as const;

export const streamMappingLeavesOutExpiry = stackRule({
  name: "stream-mapping-leaves-out-expiry",
  concern: "reliability",
  description: "A stream's consumer gets what somebody has written, and not what DynamoDB removes by time to live.",
  rationale:
    "An item that expires comes along the stream like one that somebody deleted: a consumer takes it for news, years after. Source: DynamoDB's guide on TTL and streams.",
  remediation: "Filter by eventName, or for removals by the absence of userIdentity.principalId.",
  controls: ["async.stream-bounds"],
  severity: "medium",
  parameters: {
    needed: z
      .array(z.enum(eventNames))
      .default(["INSERT", "MODIFY"])
      .describe("Changes that the filters of every consumer must let through."),
    archiving: z.array(z.string()).default([]).describe("Logical names of mappings that are there for what expires."),
  },
  async check(stack, { each, report, parameters }) {
    const needed = new Set<string>(parameters.needed);
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const [table] = stack.named(mapping, "eventSourceArn", awsTypes.dynamodb.table, awsTypes.sqs.queue);
      if (table?.type !== awsTypes.dynamodb.table) return;
      const { changes, expiry } = streamSamples(table);
      const filters = filtersOf(mapping);
      for (const { property, found, pattern, refusal } of filters) {
        const [idle] = pattern?.idleAlternatives([...changes, ...expiry]) ?? [];
        if (pattern !== undefined && idle === undefined) continue;
        const possible = `one that some change can match (${eventNames.join(", ")}) in all its parts`;
        const wanted = refusal ?? (idle === undefined ? possible : `${possible}: ${idle} never does`);
        report(mapping, property, found, wanted);
      }
      for (const name of filters.length === 0 ? [] : needed) {
        const some = changes.filter(({ eventName }) => eventName === name);
        if (some.some((change) => filters.some(({ pattern }) => pattern?.matches(change)))) continue;
        const found = mapping.value("filterCriteria.filters");
        report(mapping, "filterCriteria", found, `one that lets ${name} through`);
      }
      if (table.flag("ttl.enabled") !== true || parameters.archiving.includes(mapping.name)) return;
      const open = filters.find(({ pattern }) => expiry.some((record) => pattern?.matches(record)));
      if (filters.length > 0 && open === undefined) return;
      const property = open?.property ?? "filterCriteria";
      const found = open?.found ?? mapping.value("filterCriteria");
      report(mapping, property, found, `one that leaves out what expires in '${table.name}'`);
    });
  },
});

/** A filter of a mapping. */
interface Filter {
  readonly property: string;
  readonly found: unknown;
  /** Undefined when Lambda rejects it. */
  readonly pattern: EventPattern | undefined;
  /** Why, as the end of "wanted ...". */
  readonly refusal: string | undefined;
}

function filtersOf(mapping: Resource): readonly Filter[] {
  return mapping.list("filterCriteria.filters").map((_, index) => {
    const property = `filterCriteria.filters.${index}.pattern`;
    const found = mapping.value(property);
    try {
      return { property, found, pattern: compileEventPattern(found, lambdaFilter), refusal: undefined };
    } catch (error) {
      if (!(error instanceof EventPatternError)) throw error;
      return { property, found, pattern: undefined, refusal: `a pattern that Lambda takes: ${error.message}` };
    }
  });
}

export const streamReadersKnowTheirFailureQueue = stackRule({
  name: "stream-readers-know-their-failure-queue",
  concern: "reliability",
  description: "A function that reads a stream knows the address of its mapping's failure queue.",
  rationale:
    "A record that no try can read holds up all behind it until the tries are used up, and takes healthy ones along: the function itself has to set it aside. Source: Lambda's guide on partial batch responses for streams.",
  remediation: "Name the queue of destinationConfig.onFailure in the function's environment.",
  controls: ["async.partial-batches"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const property = "destinationConfig.onFailure.destinationArn";
      const [queue] = stack.named(mapping, property, awsTypes.sqs.queue);
      const reader = calleeOf(stack, mapping, "functionName")?.function;
      if (queue === undefined || reader === undefined) return; // other rules report a missing one
      if (namedByEnvironment(stack, reader).some(({ resource }) => resource === queue)) return;
      report(
        reader,
        "environment.variables",
        `nothing that names '${queue.name}'`,
        `its address: it is the failure queue of '${mapping.name}'`,
      );
    });
  },
});
