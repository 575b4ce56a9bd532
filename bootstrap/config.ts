import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { domainName, emailIdentity, flag, group, hostedZoneId, list, text, whole } from "../components/config/fields";
import { given } from "../components/config/given";
import { ConfigError } from "../components/config/parse";
import { suggest } from "../components/config/suggest";
import { DELIVERY, EPHEMERAL } from "./names";

const deliveryEnvironment = {
  /** A stack of the program such as `dev`, or `ephemeral` for those of pull requests. */
  name: text("must be 1 to 12 lower-case letters or digits, and start with a letter", /^[a-z][a-z0-9]{0,11}$/),
  /** The identity for its stacks in SES: an address or a domain, with `*` for the pull request's number. */
  senderIdentity: emailIdentity(),
  /** Whether SES still has the account in its sandbox; the same as `sesSandbox` in the settings of the environment's stacks. */
  sesSandbox: flag().default(false),
  /**
   * The domain of `apiDomain` in the settings of the environment's stack, and its `hostedZoneId`, if it has one: without it here the stack may not have
   * one either. Refused for the stacks of pull requests. Default: none.
   */
  apiDomain: group({ name: domainName(), hostedZoneId: hostedZoneId().optional() }).optional(),
} satisfies z.ZodRawShape;

const keys = {
  /**
   * The repository as in the subject of GitHub's tokens: `owner/name`, or `owner@id/name@id` where subjects contain the ids. Never both:
   * GitHub may assign a name to another owner, but never an id.
   */
  repository: text(
    "must be owner/name or owner@id/name@id",
    /^([A-Za-z0-9-]{1,39}\/[\w.-]{1,100}|[A-Za-z0-9-]{1,39}@\d{1,12}\/[\w.-]{1,100}@\d{1,12})$/,
  ),
  /** The environments that are deployed to this account. */
  environments: list(group(deliveryEnvironment), 5),
  /** ARN of an existing OIDC provider for GitHub, since an account can have only one. Default: created here. */
  oidcProviderArn: text(
    "must be the ARN of an IAM OIDC provider for token.actions.githubusercontent.com",
    /^arn:aws[\w-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
  ).optional(),
  /** Days for which old versions of the state are kept. */
  stateHistoryDays: whole(7, 3_650).default(90),
} satisfies z.ZodRawShape;

/** The settings of an account's bootstrap, defaults filled in. */
export type BootstrapConfig = z.infer<z.ZodObject<typeof keys>>;

/** One environment of the settings. */
export type EnvironmentConfig = BootstrapConfig["environments"][number];

/**
 * The settings of the stack that is being deployed.
 *
 * @throws {ConfigError} with all problems at once
 */
export function readBootstrapConfig(): BootstrapConfig {
  const prefix = `${pulumi.getProject()}:`;
  const own = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
  return parseBootstrapConfig(Object.fromEntries(own), pulumi.getStack());
}

/**
 * Checks the settings and fills in the defaults.
 *
 * @param raw values by key, without the project's prefix, as Pulumi passes them: strings, or JSON for other types
 * @throws {ConfigError} with all problems at once
 */
export function parseBootstrapConfig(raw: Readonly<Record<string, string>>, stack: string): BootstrapConfig {
  const file = `bootstrap/Pulumi.${stack}.yaml`;
  const result = z.strictObject(keys).safeParse(raw);
  if (!result.success)
    throw new ConfigError(
      file,
      result.error.issues.flatMap((issue) => describe(issue, raw)),
    );
  const names = result.data.environments.map(({ name }) => name);
  const problems = result.data.environments.flatMap(({ name, apiDomain }, index) => {
    if (name === EPHEMERAL && apiDomain !== undefined)
      return [
        `environments.${index}.apiDomain must not be set for "${EPHEMERAL}": every pull request could take the domain`,
      ];
    if (names.indexOf(name) !== index) return [`environments.${index}.name must be given once, "${name}" given twice`];
    return name === DELIVERY
      ? [`environments.${index}.name must not be "${DELIVERY}": so ends what delivery stands on`]
      : [];
  });
  if (problems.length > 0) throw new ConfigError(file, problems);
  return result.data;
}

function describe(issue: z.core.$ZodIssue, raw: Readonly<Record<string, string>>): string[] {
  if (issue.code !== "unrecognized_keys") {
    const value = valueAt(raw, issue.path.map(String));
    return [`${issue.path.map(String).join(".")} ${issue.message}, ${given(value)}`];
  }
  const known = issue.path.length === 0 ? Object.keys(keys) : Object.keys(deliveryEnvironment);
  return issue.keys.map((key) => {
    const meant = suggest(key, known);
    return `${[...issue.path, key].map(String).join(".")} is not known${meant === undefined ? "" : `: did you mean '${meant}'?`}`;
  });
}

function valueAt(raw: Readonly<Record<string, string>>, [key = "", ...rest]: readonly string[]): unknown {
  const text = raw[key];
  if (rest.length === 0 || text === undefined) return text;
  // A path inside the value exists only when the value was JSON.
  return rest.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    JSON.parse(text),
  );
}
