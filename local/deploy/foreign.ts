import { GetResourcesCommand } from "@aws-sdk/client-api-gateway";
import type { Clients } from "./clients";

/** Operations that the pipelines can do without, by SDK command, and what a run cannot show without each. */
const dispensable: Readonly<Record<string, string>> = {
  CreateArchiveCommand: "no archive of events, so nothing is replayed",
  CreateConfigurationSetEventDestinationCommand: "SES publishes no events",
  PutDashboardCommand: "no dashboard",
  PutFunctionConcurrencyCommand: "no function has reserved concurrency",
  PutFunctionEventInvokeConfigCommand: "asynchronous calls have no retry settings",
  PutGatewayResponseCommand: "the gateway's own errors are in its own words",
  PutMetricAlarmCommand: "no alarm",
  PutMetricFilterCommand: "no metric from log lines",
  PutRetentionPolicyCommand: "logs are kept for ever",
  UpdateAccountCommand: "the gateway has no role to write logs with",
  UpdateContinuousBackupsCommand: "no point-in-time recovery",
  UpdateContributorInsightsCommand: "no contributor insights",
  UpdateStageCommand: "the API has no throttling and no execution metrics",
  UpdateTimeToLiveCommand: "no item expires",
};

/** How emulators name an operation that they do not know. */
const unknownCodes =
  /^(UnknownOperation(Exception)?|NotImplemented(Exception)?|InvalidAction|UnsupportedOperation(Exception)?)$/;

/** True when an emulator's response says that it does not support the operation. */
export function isUnknownOperation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return unknownCodes.test(error.name) || $metadata?.httpStatusCode === 501;
}

/**
 * A client for another emulator, which skips what that one does not support: for an operation that the pipelines can do without it returns
 * an empty result and reports it; and it accepts a sender's identity that exists from an earlier run.
 *
 * @param report called with a sentence, possibly more than once for the same operation
 */
export function tolerant<T extends object>(client: T, report: (text: string) => void): T {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key !== "send" || typeof value !== "function") return value;
      return async (command: object): Promise<unknown> => {
        try {
          return await Reflect.apply(value, target, [command]);
        } catch (error) {
          const { name } = command.constructor;
          if (
            name === "CreateEmailIdentityCommand" &&
            error instanceof Error &&
            error.name === "AlreadyExistsException"
          ) {
            return { $metadata: {} };
          }
          const lost = dispensable[name];
          if (lost === undefined || !isUnknownOperation(error)) throw error;
          const operation = `${target.constructor.name.replace(/Client$/, "")} ${name.replace(/Command$/, "")}`;
          report(`${operation}: the emulator at AWS_ENDPOINT_URL does not know this operation; ${lost}`);
          return { $metadata: {} };
        }
      };
    },
  });
}

/**
 * URL forms in which emulators serve a deployed REST API: that of MiniStack and LocalStack, and that of LocalStack's first versions and
 * AWSim.
 */
const addressForms: readonly ((endpoint: string, apiId: string, stage: string) => string)[] = [
  (endpoint, apiId, stage) => `${endpoint}/_aws/execute-api/${apiId}/${stage}`,
  (endpoint, apiId, stage) => `${endpoint}/restapis/${apiId}/${stage}/_user_request_`,
];

const probeLimitMs = 5_000;

/** The address at which the bundled emulator serves an API. */
export function bundledApiUrl(endpoint: string, apiId: string, stage: string): string {
  return addressForms.map((form) => form(endpoint, apiId, stage))[0] ?? endpoint;
}

/**
 * Finds the URL form in which an emulator serves an API: the one whose responses for this API and for an API that does not exist differ.
 *
 * @param paths of resources that have methods: some emulators (AWSim) respond alike for the root of every API, and only a resource's own
 * path makes the difference
 * @returns the first form, with `found: false`, when the emulator serves none of the known ones
 */
export async function findApiUrl(
  endpoint: string,
  apiId: string,
  stage: string,
  paths: readonly string[] = [],
): Promise<{ readonly url: string; readonly found: boolean }> {
  const none = "nosuchapi0";
  for (const form of addressForms) {
    const url = form(endpoint, apiId, stage);
    for (const path of ["/", ...paths.map((text) => text.replaceAll(/\{[^}]+\}/g, "none"))]) {
      const [own, other] = await Promise.all([
        answer(`${url}${path}`),
        answer(`${form(endpoint, none, stage)}${path}`),
      ]);
      if (own !== undefined && own.replaceAll(apiId, none) !== other) return { url, found: true };
    }
  }
  return { url: bundledApiUrl(endpoint, apiId, stage), found: false };
}

/** Paths of an API's resources that can be requested. */
export async function readablePaths({ apiGateway }: Pick<Clients, "apiGateway">, apiId: string): Promise<string[]> {
  const { items = [] } = await apiGateway.send(new GetResourcesCommand({ restApiId: apiId, limit: 500 }));
  return items.flatMap(({ path, resourceMethods }) => (path !== undefined && resourceMethods?.GET ? [path] : []));
}

/** Status and text of a response, for comparison; undefined when there was none. */
async function answer(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(probeLimitMs) });
    const text = await response.text();
    return `${response.status} ${text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{16,}/gi, "(id)")}`;
  } catch {
    return undefined;
  }
}
