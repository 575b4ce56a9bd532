/** Whether a service will refuse the same call again, however often it is repeated: status 4xx, and no throttling. */
export function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const metadata: unknown = Reflect.get(error, "$metadata");
  const status: unknown =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "httpStatusCode") : undefined;
  return typeof status === "number" && status >= 400 && status < 500 && status !== 429 && !/Throttl/i.test(error.name);
}
