import { type IncomingMessage, type RequestListener, request } from "node:http";
import { type Listening, serve } from "../../../cli/loopback-server";
import type { AwsRequest, ClientRequest } from "../../../local/proxy/request";

/** Signed as the SDKs do. */
export function signed(service: string, accessKey = "AKIAADMINISTRATOR0000"): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;
}

/** A call of a JSON protocol. */
export function jsonCall(service: string, target: string, body: unknown, headers = {}): ClientRequest {
  return {
    method: "POST",
    url: "/",
    headers: {
      authorization: signed(service),
      "x-amz-target": target,
      "content-type": "application/x-amz-json-1.0",
      ...headers,
    },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** A call of the query protocol. */
export function formCall(service: string, form: Readonly<Record<string, string>>): ClientRequest {
  return {
    method: "POST",
    url: "/",
    headers: { authorization: signed(service), "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: Buffer.from(new URLSearchParams(form).toString()),
  };
}

/** A call as a rule sees it. */
export function putItem(resource = "table/orders-table-dev"): AwsRequest {
  return { service: "dynamodb", action: "PutItem", resource, entries: 1, attempt: 1 };
}

/** What an emulator heard. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Of the connection that it came by. */
  readonly port: number;
}

/** An emulator that answers everything alike, and what it heard. */
export async function emulator(answer: {
  status: number;
  body: string;
  type?: string;
}): Promise<Listening & { readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const listener: RequestListener = (incoming, response) => {
    let body = "";
    incoming.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    incoming.once("end", () => {
      const { method = "", url = "", headers, socket } = incoming;
      heard.push({ method, url, headers, body, port: socket.remotePort ?? 0 });
      response.writeHead(answer.status, { "content-type": answer.type ?? "application/x-amz-json-1.0" });
      response.end(answer.body);
    });
  };
  // Whose guard is to be seen here is the proxy's.
  const server = await serve(listener, { openTo: () => true });
  return { ...server, heard };
}

/** Sends to a proxy; the status and the text, or the error's code. */
export function sendCall(url: string, { method, url: path, headers, body }: ClientRequest): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request(`${url}${path}`, { method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () => resolve(`${response.statusCode} ${text}`));
      response.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    outgoing.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end(body);
  });
}
