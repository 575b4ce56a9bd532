// Requests to the API, carriers' events and notifications, as forms.
import { randomUUID } from "node:crypto";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand } from "@aws-sdk/client-sns";
import * as z from "zod";
import { shellWord } from "../../cli/shell-word";
import { carrierEvents, carrierSourcePrefix } from "../../functions/contracts/bus";
import { severities } from "../../functions/contracts/notification";
import { buildOpenApiDocument } from "../../functions/contracts/orders/openapi";
import { shipmentStatuses } from "../../functions/contracts/shipment-events";
import { type OutputGroup, outputText } from "../../ops/stack/outputs";
import type { ApiOperation, TryAnswer, TryForms } from "../contract";
import { indented } from "../indented";
import { RequestError, type Route, route } from "./http";
import type { AllowChange } from "./ops-api";
import type { ConsoleSources } from "./sources";

const text = z.string().max(1_000);

const apiRequest = z.strictObject({
  operation: text,
  parameters: z.record(text, text),
  body: z.string().max(500_000).default(""),
  customer: text.default(""),
  staff: z.boolean().default(false),
  /** For a deployed stack, whose tokens the console cannot make. */
  token: z.string().max(10_000).default(""),
  confirm: text.optional(),
});

/** Longest wait for an answer: API Gateway's own. */
const answerMs = 29_000;

export function tryRoutes({ target, more, local }: ConsoleSources, allow: AllowChange): readonly Route[] {
  const apiUrl = (outputText(target.outputs, "orders", "apiUrl") ?? "").replace(/\/$/, "");
  const operations = readOperations();
  const output = (group: OutputGroup, key: string) => {
    const value = outputText(target.outputs, group, key);
    if (value === undefined) throw new RequestError(501, `the stack has no output ${group}.${key}`);
    return value;
  };
  return [
    route(
      "GET",
      "try",
      z.strictObject({}),
      async (): Promise<TryForms> => ({
        ...{ apiUrl, operations, severities, statuses: shipmentStatuses },
        tokens: local !== undefined,
      }),
    ),
    route("POST", "try/request", apiRequest, async (input, signal) => {
      const operation = operations.find(({ id }) => id === input.operation);
      if (operation === undefined) throw new RequestError(404, `the API has no operation '${input.operation}'`);
      if (operation.method !== "GET")
        allow(`Send ${operation.method} ${operation.path} to ${target.title}?`, input.confirm);
      const token = local === undefined ? input.token : await local.token(input.customer || "ada", input.staff);
      return send(apiUrl, operation, { ...input, token }, local !== undefined, signal);
    }),
    route(
      "POST",
      "try/event",
      z.strictObject({ carrier: text.min(1), detail: z.string().min(2).max(200_000), confirm: text.optional() }),
      async ({ carrier, detail, confirm }) => {
        allow(`Put an event of ${carrier} on the bus of ${target.title}?`, confirm);
        const { Entries = [] } = await more.events.send(
          new PutEventsCommand({
            Entries: [
              {
                EventBusName: output("shipments", "busName"),
                Source: `${carrierSourcePrefix}${carrier}`,
                DetailType: carrierEvents.statusChanged,
                Detail: detail,
              },
            ],
          }),
        );
        const [entry] = Entries;
        if (entry?.ErrorCode !== undefined)
          throw new RequestError(409, `${entry.ErrorCode}: ${entry.ErrorMessage ?? ""}`);
        return { id: entry?.EventId ?? "" };
      },
    ),
    route(
      "POST",
      "try/notification",
      z.strictObject({
        subject: text.min(1),
        message: text.min(1),
        severity: z.enum(severities),
        source: text.min(1),
        confirm: text.optional(),
      }),
      async ({ confirm, ...message }) => {
        allow(`Publish a notification in ${target.title}? People receive it.`, confirm);
        const correlationId = randomUUID();
        const { MessageId = "" } = await more.sns.send(
          new PublishCommand({
            TopicArn: output("notifications", "topicArn"),
            Message: JSON.stringify({ ...message, correlationId }),
            MessageAttributes: { correlationId: { DataType: "String", StringValue: correlationId } },
          }),
        );
        return { id: MessageId, correlationId };
      },
    ),
  ];
}

interface Filled {
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
  readonly token: string;
  readonly customer: string;
  readonly staff: boolean;
}

async function send(
  apiUrl: string,
  operation: ApiOperation,
  { parameters, body, token, customer, staff }: Filled,
  local: boolean,
  signal: AbortSignal,
): Promise<TryAnswer> {
  const given = (where: string) =>
    operation.parameters.flatMap((parameter): [string, string][] => {
      const value = parameters[parameter.name] ?? "";
      if (parameter.required && value === "") throw new RequestError(400, `${parameter.name} is missing`);
      return parameter.in === where && value !== "" ? [[parameter.name, value]] : [];
    });
  const path = given("path").reduce(
    (all, [name, value]) => all.replace(`{${name}}`, encodeURIComponent(value)),
    operation.path,
  );
  const query = new URLSearchParams(given("query")).toString();
  const url = `${apiUrl}${path}${query === "" ? "" : `?${query}`}`;
  const withBody = operation.method !== "GET" && body.trim() !== "";
  const headers = {
    ...Object.fromEntries(given("header")),
    ...(withBody && { "content-type": "application/json" }),
  };
  const began = performance.now();
  const response = await fetch(url, {
    method: operation.method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    ...(withBody && { body }),
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
  });
  const answer = await response.text();
  const who = staff
    ? `--staff${customer === "" ? "" : ` --customer ${shellWord(customer)}`}`
    : `--customer ${shellWord(customer || "ada")}`;
  return {
    status: response.status,
    milliseconds: Math.round(performance.now() - began),
    headers: Object.fromEntries(response.headers),
    body: indented(answer),
    curl: [
      ...(local ? [`TOKEN=$(npm run -s token -- ${who})`] : []),
      `curl -s -X ${operation.method} ${shellWord(url)} -H "Authorization: Bearer $TOKEN"`,
      ...Object.entries(headers).map(([name, value]) => `  -H ${shellWord(`${name}: ${value}`)}`),
      ...(withBody ? [`  --data-raw ${shellWord(body)}`] : []),
    ]
      .join(" \\\n")
      .replace(") \\\n", ")\n"),
  };
}

const documentSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        summary: z.string().default(""),
        parameters: z
          .array(
            z.looseObject({
              name: z.string(),
              in: z.enum(["path", "query", "header"]),
              required: z.boolean().default(false),
              description: z.string().default(""),
            }),
          )
          .default([]),
        requestBody: z
          .looseObject({
            content: z.record(
              z.string(),
              z.looseObject({ example: z.unknown().optional(), examples: z.unknown().optional() }),
            ),
          })
          .optional(),
      }),
    ),
  ),
});

/** The operations of the API's own document. */
export function readOperations(): readonly ApiOperation[] {
  const { paths } = documentSchema.parse(JSON.parse(JSON.stringify(buildOpenApiDocument())));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary, parameters, requestBody }]): ApiOperation => {
      const { example, examples } = Object.values(requestBody?.content ?? {})[0] ?? {};
      const named = Object.entries(Object(examples)).map(([name, value]) => [name, Object(value).value] as const);
      const all = example === undefined ? named : [["example", example] as const, ...named];
      return {
        ...{ id: operationId, method: method.toUpperCase(), path, summary },
        parameters: parameters.map(({ name, in: where, required, description }) => ({
          name,
          in: where,
          required,
          description,
        })),
        examples: Object.fromEntries(all.map(([name, value]) => [name, JSON.stringify(value, null, 2)])),
      };
    }),
  );
}
