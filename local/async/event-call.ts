import type { IncomingMessage } from "node:http";

/** A call of a function of the type `Event`, as a client sends it. */
export interface EventCall {
  /** Name or ARN. */
  readonly functionName: string;
  readonly qualifier?: string;
  /** JSON. */
  readonly payload: string;
}

/** Reads an asynchronous call; undefined for another request. Source: Lambda API Reference, "Invoke". */
export function eventCallOf(
  { method, url = "", headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
  body: Buffer,
): EventCall | undefined {
  if (method !== "POST" || headers["x-amz-invocation-type"] !== "Event") return undefined;
  const { pathname, searchParams } = new URL(url, "http://lambda");
  const functionName = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname)?.[1];
  if (functionName === undefined) return undefined;
  const qualifier = searchParams.get("Qualifier");
  return {
    functionName: decodeURIComponent(functionName),
    payload: body.length === 0 ? "{}" : body.toString("utf8"),
    ...(qualifier !== null && { qualifier }),
  };
}

/** ARN of the function, version or alias that is called. */
export function calledArn(
  { functionName, qualifier }: Pick<EventCall, "functionName" | "qualifier">,
  of: { readonly partition: string; readonly region: string; readonly accountId: string },
): string {
  const arn = functionName.startsWith("arn:")
    ? functionName
    : `arn:${of.partition}:lambda:${of.region}:${of.accountId}:function:${functionName}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
