/** Errors of services that ask us to slow down. */
const throttled = new Set([
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottledException",
  "ThrottlingException",
  "TooManyRequestsException",
]);

/** Errors of connections and of services that are down. */
const down = new Set([
  "AbortError",
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "InternalServerError",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "TimeoutError",
]);

/**
 * Whether a service was throttled, down or out of reach, or its answer was cut or is none of its own (a proxy's page), so that the same call may work
 * a little later. Whether a write whose answer cannot be read was made, nobody knows.
 */
export function isUnavailable(error: unknown): boolean {
  const names = [textOf(error, "name"), textOf(error, "code")];
  if (names.some((name) => throttled.has(name) || down.has(name))) return true;
  return statusOf(error) >= 500 || statusOf(error) === 429 || isUnreadableAnswer(error);
}

/** The SDK throws the parser's own error and adds the answer's metadata; a parser of ours adds none. */
function isUnreadableAnswer(error: unknown): boolean {
  return error instanceof SyntaxError && metadataOf(error, "httpStatusCode") !== undefined;
}

/** What a service says of a request that it will never take. Source: AWS, "Error handling with DynamoDB": none of these is worth another try. */
const refusedForGood = new Set([
  "ItemCollectionSizeLimitExceededException",
  "SerializationException",
  "ValidationException",
]);

/** Whether a request was refused for what it holds: a number that no table keeps, an item above 400 kB, an empty key. */
export function isRefusedForGood(error: unknown): boolean {
  return refusedForGood.has(textOf(error, "name"));
}

/** Whether DynamoDB refused a write because its condition did not hold. */
export function isConditionFailed(error: unknown): boolean {
  return textOf(error, "name") === "ConditionalCheckFailedException";
}

/** How often the SDK's client asked before it gave this error up; 1 when that is not known. */
export function attemptsOf(error: unknown): number {
  return metadataOf(error, "attempts") ?? 1;
}

function textOf(error: unknown, field: "name" | "code"): string {
  if (typeof error !== "object" || error === null) return "";
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : "";
}

function statusOf(error: unknown): number {
  return metadataOf(error, "httpStatusCode") ?? 0;
}

function metadataOf(error: unknown, field: "attempts" | "httpStatusCode"): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const metadata: unknown = Reflect.get(error, "$metadata");
  if (typeof metadata !== "object" || metadata === null) return undefined;
  const value: unknown = Reflect.get(metadata, field);
  return typeof value === "number" ? value : undefined;
}
