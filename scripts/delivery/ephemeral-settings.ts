import { stringify } from "yaml";
import { EPHEMERAL, pullRequestStack, runtimeBoundaryName, serviceBoundaryName } from "../../bootstrap/names";
import { type ConfigEntry, readConfigSection } from "../../cli/stack-files/read";
import { ConfigError, parseConfig, plainSecret } from "../../components/config/parse";
import { secretKeys } from "../../components/config/schema";
import { projectName } from "../../launch/project-root.cjs";

const PROJECT = `${projectName}:`;

/** Settings that a stack of a few hours must not have from dev. */
const left = [
  "senderIdentity",
  "fallbackEmail",
  "apiDomain",
  "apiDefaultEndpoint",
  "apiReservedConcurrency",
  "network",
  "watchedFunctions",
];

/**
 * The settings of a pull request's stack: those of dev, with names, a sender and boundaries of its own, and nothing that outlives it.
 * Secrets stay behind: they are encrypted for dev, and a stack for trying things out has no business in dev's chat room.
 *
 * @param dev text of `Pulumi.dev.yaml`
 * @param secretsProvider what encrypts the stack's secrets, such as `awskms:///alias/...`
 * @throws {StackConfigError} the text cannot be read as the CLI would
 * @throws {ConfigError} the program would refuse the result, or a secret of dev stands in its file in plain text
 */
export function ephemeralSettings(dev: string, pullRequest: number, secretsProvider: string): string {
  const config = readConfigSection(dev, PROJECT.slice(0, -1), "Pulumi.dev.yaml");
  const plain = secretKeys.filter((key) => config.get(`${PROJECT}${key}`)?.encrypted === false);
  if (plain.length > 0) throw new ConfigError("Pulumi.dev.yaml", plain.map(plainSecret));
  const stack = pullRequestStack(pullRequest);
  const own = {
    environmentSuffix: stack,
    senderAddress: subaddress(config.get(`${PROJECT}senderAddress`)?.text ?? "", stack),
    permissionsBoundary: runtimeBoundaryName(EPHEMERAL),
    serviceBoundary: serviceBoundaryName(EPHEMERAL),
    // dev has set API Gateway's log role for the whole account.
    apiAccountRole: false,
    wafEnabled: false,
    retainData: false,
    contributorInsights: [],
    cloudTrailDataEvents: false,
    backupEnabled: false,
    budgetEnabled: false,
    costAnomaliesEnabled: false,
  };
  const kept = [...config].filter(([key, { encrypted }]) => !encrypted && !left.includes(key.slice(PROJECT.length)));
  const settings = {
    ...Object.fromEntries(kept.map(([key, { value }]) => [key, value])),
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${PROJECT}${key}`, value])),
  };
  // Without a data key beside it, Pulumi makes one for each job: the state has its own, and there are no secrets here.
  // Texts in quotes, so that none is taken for a number.
  const text = stringify(
    { secretsprovider: secretsProvider, config: settings },
    { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 },
  );
  check(readConfigSection(text, PROJECT.slice(0, -1), `Pulumi.${stack}.yaml`), stack);
  return text;
}

/** The address of the same mailbox that names the stack: SES knows it as an identity of its own. */
function subaddress(address: string, stack: string): string {
  const [mailbox = "", domain = ""] = address.split("@");
  return `${mailbox.replace(/\+.*$/, "")}+${stack}@${domain}`;
}

/** What the program itself would say, before anything is deployed. Of dev's file: what is made of it is in no repository. */
function check(settings: ReadonlyMap<string, ConfigEntry>, stack: string): void {
  const own = [...settings].filter(([key]) => key.startsWith(PROJECT));
  const values = own.map(([key, { text }]) => [key.slice(PROJECT.length), text]);
  parseConfig(Object.fromEntries(values), stack, { file: "Pulumi.dev.yaml" });
}
