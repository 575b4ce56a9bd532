import {
  DeleteFunctionCommand,
  GetAliasCommand,
  type LambdaClient,
  paginateListAliases,
  paginateListVersionsByFunction,
} from "@aws-sdk/client-lambda";

/** Where an alias points to. */
export interface AliasState {
  readonly version: string;
  /** Share of the calls, 0 to 1, of each further version. */
  readonly weights: Readonly<Record<string, number>>;
}

/** The versions of a function that stay, beside those that an alias names. */
const KEPT = 5;

export async function readAlias(
  client: Pick<LambdaClient, "send">,
  FunctionName: string,
  Name: string,
): Promise<AliasState> {
  const { FunctionVersion = "", RoutingConfig } = await client.send(new GetAliasCommand({ FunctionName, Name }));
  return { version: FunctionVersion, weights: RoutingConfig?.AdditionalVersionWeights ?? {} };
}

/** Numbers of all published versions, oldest first. */
export async function publishedVersions(client: LambdaClient, FunctionName: string): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const page of paginateListVersionsByFunction({ client }, { FunctionName }))
    for (const { Version = "" } of page.Versions ?? []) if (/^\d+$/.test(Version)) found.push(Number(Version));
  return found.toSorted((a, b) => a - b);
}

/**
 * Which versions can go: all but the newest five and those that an alias calls. They cost nothing, and in a VPC each of them keeps its network
 * interfaces.
 *
 * @param versions oldest first
 */
export function prunable(versions: readonly number[], named: ReadonlySet<string>): readonly number[] {
  return versions.slice(0, -KEPT).filter((version) => !named.has(String(version)));
}

/** Deletes old versions. @returns those that are gone */
export async function pruneVersions(client: LambdaClient, FunctionName: string): Promise<readonly number[]> {
  const named = new Set<string>();
  for await (const page of paginateListAliases({ client }, { FunctionName })) {
    for (const { FunctionVersion, RoutingConfig } of page.Aliases ?? []) {
      if (FunctionVersion !== undefined) named.add(FunctionVersion);
      for (const version of Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {})) named.add(version);
    }
  }
  const old = prunable(await publishedVersions(client, FunctionName), named);
  for (const version of old) await client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: String(version) }));
  return old;
}
