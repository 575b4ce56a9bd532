import { parse, stringify } from "yaml";
import { EPHEMERAL, pullRequestStack, runtimeBoundaryName } from "../../bootstrap/names";
import { parseConfig } from "../../components/config/parse";

const PROJECT = "backoffice:";

/** Settings that a stack of a few hours must not have from dev. */
const left = ["senderIdentity", "fallbackEmail", "apiReservedConcurrency", "watchedFunctions"];

/**
 * The settings of a pull request's stack: those of dev, with names, a sender and a boundary of its own, and nothing that outlives it.
 * Secrets stay behind: they are encrypted for dev, and a stack for trying things out has no business in dev's chat room.
 *
 * @param dev text of `Pulumi.dev.yaml`
 * @param secretsProvider what encrypts the stack's secrets, such as `awskms:///alias/...`
 * @throws {ConfigError} the program would refuse the result
 */
export function ephemeralSettings(dev: string, pullRequest: number, secretsProvider: string): string {
  const { config }: { config: Readonly<Record<string, unknown>> } = parse(dev);
  const stack = pullRequestStack(pullRequest);
  const own = {
    environmentSuffix: stack,
    senderAddress: subaddress(String(config[`${PROJECT}senderAddress`]), stack),
    permissionsBoundary: runtimeBoundaryName(EPHEMERAL),
    // dev has set API Gateway's log role for the whole account.
    apiAccountRole: false,
    retainData: false,
    contributorInsights: [],
    cloudTrailDataEvents: false,
  };
  const kept = Object.entries(config).filter(
    ([key, value]) => !isSecret(value) && !left.includes(key.slice(PROJECT.length)),
  );
  const settings = {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${PROJECT}${key}`, value])),
  };
  check(settings, stack);
  // Without a data key beside it, Pulumi makes one for each job: the state has its own, and there are no secrets here.
  return stringify({ secretsprovider: secretsProvider, config: settings });
}

/** The address of the same mailbox that names the stack: SES knows it as an identity of its own. */
function subaddress(address: string, stack: string): string {
  const [mailbox = "", domain = ""] = address.split("@");
  return `${mailbox.replace(/\+.*$/, "")}+${stack}@${domain}`;
}

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}

/** What the program itself would say, before anything is deployed. */
function check(settings: Readonly<Record<string, unknown>>, stack: string): void {
  const own = Object.entries(settings)
    .filter(([key]) => key.startsWith(PROJECT))
    .map(([key, value]) => [
      key.slice(PROJECT.length),
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]);
  parseConfig(Object.fromEntries(own), stack);
}
