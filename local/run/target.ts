import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Credentials, wellKnown } from "../../ops/stack/local-credentials";

/** The stack that the local run deploys. */
export const stackName = "local";

/** Region of a run that names none. */
export const defaultRegion = "us-east-1";

/** The AWS that a run works on. */
export interface AwsTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** Of the account's administrator. */
  readonly credentials: Credentials;
  /** True for the emulator that this run started: only that one is behind the proxy. */
  readonly bundled: boolean;
  /** True when it shows its inbox and queues at `/_ministack/`. */
  readonly inspectable: boolean;
}

/**
 * Address of another emulator (L3): `AWS_ENDPOINT_URL`; undefined when there is none. @throws {Error} it is
 * no address
 */
export function foreignEndpoint(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const text = env.AWS_ENDPOINT_URL?.trim();
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new RangeError(`AWS_ENDPOINT_URL must be an address such as http://127.0.0.1:4566, '${text}' given`);
  }
  return url.href.replace(/\/$/, "");
}

/** Checks another emulator. @throws {Error} no server responds */
export async function lookAt(endpoint: string, region: string): Promise<AwsTarget> {
  const credentials = { ...wellKnown };
  const sts = new STSClient({
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 5_000 },
  });
  try {
    const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
    const health = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(5_000) });
    return { endpoint, region, accountId: Account, credentials: wellKnown, bundled: false, inspectable: health.ok };
  } catch (error) {
    throw new ForeignEmulatorError(endpoint, { cause: error });
  } finally {
    sts.destroy();
  }
}

/** The emulator at `AWS_ENDPOINT_URL` does not respond. */
export class ForeignEmulatorError extends Error {
  override readonly name = "ForeignEmulatorError";

  constructor(endpoint: string, options: ErrorOptions) {
    super(
      `AWS_ENDPOINT_URL is set to ${endpoint}, but no AWS emulator answers there. Start it, or unset the variable to have one started`,
      options,
    );
  }
}
