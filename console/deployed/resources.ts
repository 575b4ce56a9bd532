import { readdirSync } from "node:fs";
import { StackConfigError } from "../../cli/stack-files/read";
import { secretKeys } from "../../components/config/schema";
import { projectRoot } from "../../launch/project-root.cjs";
import type { Target } from "../../ops/stack/target";
import { loadStackConfig } from "../../program/config";
import { declaredResources } from "../../program/graph/build-graph";
import type { SeenResource } from "../../program/monitor";

/** What a deployed stack consists of, as far as that can be known without asking AWS. */
export interface DeployedResources {
  readonly resources: readonly SeenResource[];
  /** Which file they were read from, or why there are none. */
  readonly origin: string;
}

/** In place of a secret, which only the Pulumi CLI can decrypt. */
const hidden = "https://hidden.example.com/secret";

/**
 * The resources that this checkout's program declares for a stack, with the names, ARNs and URLs of the account that it is in. What was
 * deployed from another commit may differ.
 *
 * @param stack name of the Pulumi stack, such as `acme/prod`. Default: the stack file with the same `environmentSuffix`
 */
export async function deployedResources(target: Target, stack: string | undefined): Promise<DeployedResources> {
  const { environmentSuffix, region, accountId } = target.outputs.stack;
  const known = readdirSync(projectRoot).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  const own = stack?.split("/").at(-1);
  const name = known.find((each) => each === own) ?? known.find((each) => suffixOf(each) === environmentSuffix);
  if (name === undefined)
    return {
      resources: [],
      origin: `no Pulumi.<stack>.yaml of this checkout has the environmentSuffix '${environmentSuffix}'`,
    };
  const overrides = { environmentSuffix, "aws:region": region };
  const secrets = Object.fromEntries(secretKeys.map((key) => [key, hidden]));
  try {
    const resources = await declaredResources(name, overrides, { accountId }).catch((error: unknown) => {
      if (error instanceof StackConfigError)
        return declaredResources(name, { ...secrets, ...overrides }, { accountId });
      throw error;
    });
    return { resources, origin: `this checkout's program with Pulumi.${name}.yaml` };
  } catch (error) {
    return { resources: [], origin: `the program does not run with Pulumi.${name}.yaml: ${(error as Error).message}` };
  }
}

function suffixOf(stack: string): string | undefined {
  try {
    const secrets = Object.fromEntries(secretKeys.map((key) => [key, hidden]));
    const { values, project } = loadStackConfig(stack, secrets);
    return values[`${project}:environmentSuffix`];
  } catch {
    return undefined;
  }
}
