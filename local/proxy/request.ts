import type { IncomingHttpHeaders } from "node:http";
import { readSendRequest, type SendRequest } from "../ses/query";
import { entriesOf, jsonBody, resourceOf } from "./resource";

/** A request as a client sends it. */
export interface ClientRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A call of AWS, or a request to a deployed API, as far as its request tells. */
export interface AwsRequest {
  /** As IAM names it: `dynamodb`, `ses`, ...; `execute-api` for a request to a deployed API. */
  readonly service: string;
  /** As IAM names it: `PutItem`; the method, where the protocol does not tell. */
  readonly action: string;
  /** As in the resource's ARN, such as `table/orders-table-dev`; absent where the request names none. */
  readonly resource?: string;
  /** That it was signed with. */
  readonly accessKey?: string;
  /** Messages or events in it: those of a batch, else 1. */
  readonly entries: number;
  /** 1 for the first try of the SDK. */
  readonly attempt: number;
  /** Root of the X-Ray trace: the same for all calls of one invocation. */
  readonly traceRoot?: string;
  /** The email that it asks SES to send. */
  readonly email?: SendRequest;
}

/** Names of services in signatures where they differ from IAM's. */
const signingNames: Readonly<Record<string, string>> = { email: "ses", monitoring: "cloudwatch" };
const credentialForm = /Credential=([A-Za-z0-9]+)\/\d+\/[^/]+\/([^/,]+)\/aws4_request/;
const apiHost = /^([a-z0-9]+)\.execute-api\./i;
const apiPath = /^\/_aws\/execute-api\/([^/]+)\/([^/?]*)/;

/** API and stage of a request to a deployed API; undefined for any other. The emulator's two forms: by Host, and by path. */
export function apiOf({ url, headers }: Pick<ClientRequest, "url" | "headers">): string | undefined {
  const byPath = apiPath.exec(url);
  if (byPath !== null) return `${byPath[1]}/${byPath[2]}`;
  const api = apiHost.exec(headers.host ?? "")?.[1];
  return api === undefined ? undefined : `${api}/${url.split(/[/?]/)[1] ?? ""}`;
}

/** What a request asks of AWS; undefined for one of the emulator's own pages, and for one that nobody signed. */
export function readRequest(request: ClientRequest): AwsRequest | undefined {
  const { headers, method } = request;
  const traceRoot = /Root=([^;]+)/.exec(String(headers["x-amzn-trace-id"] ?? ""))?.[1];
  const api = apiOf(request);
  const trace = traceRoot === undefined ? {} : { traceRoot };
  if (api !== undefined)
    return { service: "execute-api", action: method, resource: api, entries: 1, attempt: 1, ...trace };
  const [, accessKey, signedFor] = credentialForm.exec(headers.authorization ?? "") ?? [];
  if (accessKey === undefined || signedFor === undefined) return undefined;
  const service = signingNames[signedFor] ?? signedFor;
  const target = String(headers["x-amz-target"] ?? "");
  const form = isForm(headers) ? new URLSearchParams(request.body.toString("utf8")) : undefined;
  const action = target.split(".").at(-1) || form?.get("Action") || restAction(service, request) || method;
  const json = jsonBody(request);
  const resource = resourceOf(service, action, request, json, form);
  const email = service === "ses" && form !== undefined ? readSendRequest(form) : undefined;
  return {
    service,
    action,
    accessKey,
    entries: entriesOf(service, json, form),
    attempt: Number(/attempt=(\d+)/.exec(String(headers["amz-sdk-request"] ?? ""))?.[1] ?? 1),
    ...trace,
    ...(resource !== undefined && { resource }),
    ...(email !== undefined && { email }),
  };
}

function isForm(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
}

/** Of a service whose operations are paths. Source: the API references of Lambda and of SES v2. */
const restActions: readonly (readonly [service: string, method: string, path: RegExp, action: string])[] = [
  ["lambda", "POST", /^\/2015-03-31\/functions\/[^/]+\/invocations$/, "InvokeFunction"],
  ["lambda", "POST", /^\/2015-03-31\/functions\/?$/, "CreateFunction"],
  ["lambda", "GET", /^\/2015-03-31\/functions\/[^/]+$/, "GetFunction"],
  ["lambda", "GET", /^\/2015-03-31\/functions\/[^/]+\/configuration$/, "GetFunctionConfiguration"],
  ["lambda", "PUT", /^\/2015-03-31\/functions\/[^/]+\/configuration$/, "UpdateFunctionConfiguration"],
  ["lambda", "PUT", /^\/2015-03-31\/functions\/[^/]+\/code$/, "UpdateFunctionCode"],
  ["lambda", "POST", /^\/2015-03-31\/functions\/[^/]+\/versions$/, "PublishVersion"],
  ["lambda", "POST", /^\/2015-03-31\/functions\/[^/]+\/aliases$/, "CreateAlias"],
  ["lambda", "GET", /^\/2015-03-31\/functions\/[^/]+\/aliases\/[^/]+$/, "GetAlias"],
  ["lambda", "PUT", /^\/2015-03-31\/functions\/[^/]+\/aliases\/[^/]+$/, "UpdateAlias"],
  ["ses", "POST", /^\/v2\/email\/outbound-emails$/, "SendEmail"],
];

function restAction(service: string, { method, url }: ClientRequest): string | undefined {
  const path = url.split("?")[0] ?? "";
  return restActions.find(([of, by, form]) => of === service && by === method && form.test(path))?.[3];
}
