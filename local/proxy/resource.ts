import type { ClientRequest } from "./request";

/** Body of a JSON protocol, of any shape. */
type Body = Readonly<Record<string, unknown>>;

/** Reads a request's body when it is asked for, once; empty for one of another protocol. */
export function jsonBody({ headers, body }: Pick<ClientRequest, "headers" | "body">): () => Body {
  let read: Body | undefined;
  return () => {
    read ??= headers["content-type"]?.includes("json") === true ? parse(body) : {};
    return read;
  };
}

/**
 * What a request is about, as in the resource's ARN (`table/orders-table-dev`); undefined where it names none: `kms:Decrypt` has its key in
 * the encrypted text. Sources: Service Authorization Reference, "Resource types" of each service.
 */
export function resourceOf(
  service: string,
  action: string,
  { url }: Pick<ClientRequest, "url">,
  json: () => Body,
  form: URLSearchParams | undefined,
): string | undefined {
  switch (service) {
    case "dynamodb":
      return tableOf(json());
    case "sqs":
      return lastOf(text(json().QueueUrl) ?? form?.get("QueueUrl"), "/") ?? text(json().QueueName);
    case "sns":
      return lastOf(form?.get("TopicArn"), ":");
    case "events":
      return action === "PutEvents" ? busOf(json()) : text(json().Name);
    case "kms":
      return text(json().KeyId)?.replace(/^arn:.*:/, "");
    case "lambda":
      return functionOf(url);
    case "ses":
      return emailResource(form);
    case "logs":
      return text(json().logGroupName);
    default:
      return undefined;
  }
}

/** Messages, events or items that a call is about: those of a batch, else 1. */
export function entriesOf(service: string, json: () => Body, form: URLSearchParams | undefined): number {
  if (service === "sns")
    return (
      [...(form?.keys() ?? [])].filter((name) => /^PublishBatchRequestEntries\.member\.\d+\.Id$/.test(name)).length || 1
    );
  if (!/^(sqs|events)$/.test(service)) return 1;
  const { Entries } = json();
  return Array.isArray(Entries) ? Entries.length : 1;
}

/** One table, or one index of it; for a call of several tables their names. */
function tableOf(body: Body): string | undefined {
  const name = text(body.TableName)?.replace(/^.*:table\//, "");
  const index = text(body.IndexName);
  if (name !== undefined) return `table/${name}${index === undefined ? "" : `/index/${index}`}`;
  const named = [...Object.keys(record(body.RequestItems)), ...transacted(body.TransactItems)];
  return named.length === 0 ? undefined : `table/${[...new Set(named)].sort().join(",")}`;
}

function transacted(items: unknown): readonly string[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) => Object.values(record(item)).flatMap((one) => text(record(one).TableName) ?? []));
}

function busOf({ Entries }: Body): string | undefined {
  const names = Array.isArray(Entries) ? Entries.map((entry) => text(record(entry).EventBusName) ?? "default") : [];
  return names[0] === undefined ? undefined : `event-bus/${lastOf(names[0], "/")}`;
}

function functionOf(url: string): string | undefined {
  const name = /^\/[0-9-]+\/functions\/([^/?]+)/.exec(url)?.[1];
  return name === undefined
    ? undefined
    : `function:${
        decodeURIComponent(name)
          .replace(/^.*:function:/, "")
          .split(":")[0]
      }`;
}

/** The configuration set, or the identity when the call names none. Addresses of recipients are not in it. */
function emailResource(form: URLSearchParams | undefined): string | undefined {
  const set = form?.get("ConfigurationSetName");
  if (set) return `configuration-set/${set}`;
  const source = form?.get("Source");
  return source ? `identity/${/<([^<>]+)>\s*$/.exec(source)?.[1] ?? source}` : undefined;
}

function parse(body: Buffer): Body {
  try {
    return record(JSON.parse(body.toString("utf8") || "{}"));
  } catch {
    return {}; // the emulator will say what is wrong with it
  }
}

function record(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function lastOf(value: string | null | undefined, separator: string): string | undefined {
  return value?.split(separator).at(-1) || undefined;
}
