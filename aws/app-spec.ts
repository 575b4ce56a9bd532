// The revision that CodeDeploy is given for a function. Source: CodeDeploy user guide, "AppSpec 'resources' section (Amazon ECS and AWS Lambda
// deployments only)".
import * as z from "zod";

/** One shift of the calls of one alias. Versions are numbers as text. */
export interface AppSpec {
  readonly functionName: string;
  readonly alias: string;
  /** Version that is called now. */
  readonly current: string;
  /** Version that is called afterwards. */
  readonly target: string;
}

const schema = z.object({
  Resources: z
    .array(
      z.record(
        z.string(),
        z.object({
          Type: z.literal("AWS::Lambda::Function"),
          Properties: z.object({
            Name: z.string(),
            Alias: z.string(),
            CurrentVersion: z.string(),
            TargetVersion: z.string(),
          }),
        }),
      ),
    )
    .length(1),
});

/** The document; all its values are texts. */
export function writeAppSpec({ functionName, alias, current, target }: AppSpec): string {
  const Properties = { Name: functionName, Alias: alias, CurrentVersion: current, TargetVersion: target };
  return JSON.stringify({
    version: "0.0",
    Resources: [{ [functionName]: { Type: "AWS::Lambda::Function", Properties } }],
  });
}

/** Reads a document; undefined for one that names no function, or several. */
export function readAppSpec(content: string): AppSpec | undefined {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  const resources = parsed.success ? Object.values(parsed.data.Resources[0] ?? {}) : [];
  const [found] = resources;
  if (found === undefined || resources.length > 1) return undefined;
  const { Name, Alias, CurrentVersion, TargetVersion } = found.Properties;
  return { functionName: Name, alias: Alias, current: CurrentVersion, target: TargetVersion };
}
