/** Error codes with which services ask the caller to slow down. */
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
 * Whether a service was throttled, down or unreachable, or its response was cut off or came from a proxy, so that the same call may work a
 * little later. After an unreadable response it is unknown whether a write was made.
 */
export function isUnavailable(error: unknown): boolean {
  const names = [textOf(error, "name"), textOf(error, "code")];
  if (names.some((name) => throttled.has(name) || down.has(name))) return true;
  return statusOf(error) >= 500 || statusOf(error) === 429 || isUnreadableAnswer(error);
}

/** The SDK throws the parser's error and adds the response's metadata; this project's own parsers add none. */
function isUnreadableAnswer(error: unknown): boolean {
  return error instanceof SyntaxError && metadataOf(error, "httpStatusCode") !== undefined;
}

/** Errors for a request that the service will never accept. Source: AWS, "Error handling with DynamoDB": none of these is retryable. */
const refusedForGood = new Set([
  "ItemCollectionSizeLimitExceededException",
  "SerializationException",
  "ValidationException",
]);

/** Whether a request was rejected because of its content: a number out of range, an item above 400 kB, an empty key. */
export function isRefusedForGood(error: unknown): boolean {
  return refusedForGood.has(textOf(error, "name"));
}

/** Whether DynamoDB rejected a write because its condition failed. */
export function isConditionFailed(error: unknown): boolean {
  return textOf(error, "name") === "ConditionalCheckFailedException";
}

/** Number of attempts that the SDK's client made before it threw this error; 1 when not known. */
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
