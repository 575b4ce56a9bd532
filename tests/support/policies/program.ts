import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrapProgram } from "../../../bootstrap/graph";
import { projectRoot } from "../../../launch/project-root.cjs";
import { programResources } from "../../../program/policies/program";
import type { Resource } from "../../../program/policies/requests";
import { ephemeralSettings } from "../../../scripts/delivery/ephemeral-settings";

const made = new Map<string, Promise<readonly Resource[]>>();

/** The real program's resources for a stack, with other settings if given, made once in a process. */
export function program(
  stack: "dev" | "prod" | "local",
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly Resource[]> {
  return once(`${stack} ${JSON.stringify(settings)}`, () => programResources(stack, settings));
}

/** A stack that this project deploys, and the one whose file of the pack's configuration it gets. */
interface DeployedStack {
  readonly title: string;
  /** `undefined`: none, as docs/delivery.md has it. */
  readonly configuredAs: string | undefined;
  readonly resources: () => Promise<readonly Resource[]>;
  /** The same with settings that the stack may have, and for which its configuration has a part. */
  readonly variants?: readonly (() => Promise<readonly Resource[]>)[];
}

/** Every kind of stack that there is. */
export const deployedStacks: readonly DeployedStack[] = [
  ...(["prod", "dev", "local"] as const).map((stack) => ({
    title: stack,
    configuredAs: stack,
    resources: () => program(stack),
    ...(stack === "dev" && {
      variants: [
        () =>
          once("dev with a trail", () => programResources("dev", { retainData: "true", cloudTrailDataEvents: "true" })),
      ],
    }),
  })),
  { title: "a pull request's stack", configuredAs: "pr-7", resources: () => once("pr-7", ephemeral) },
  ...(["prod", "dev"] as const).map((stack) => ({
    title: `the bootstrap of ${stack}`,
    configuredAs: undefined,
    resources: () => once(`bootstrap ${stack}`, () => programResources(stack, {}, bootstrapProgram)),
  })),
];

function once(name: string, make: () => Promise<readonly Resource[]>): Promise<readonly Resource[]> {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

/** With the settings that its workflow makes. */
async function ephemeral(): Promise<readonly Resource[]> {
  const folder = await mkdtemp(join(tmpdir(), "backoffice-ephemeral-"));
  try {
    const dev = await readFile(join(projectRoot, "Pulumi.dev.yaml"), "utf8");
    await writeFile(join(folder, "Pulumi.yaml"), "name: backoffice\n");
    await writeFile(join(folder, "Pulumi.pr-7.yaml"), ephemeralSettings(dev, 7, "awskms:///alias/a"));
    return await programResources("pr-7", {}, { configFolder: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
