import * as z from "zod";
import type { Deployment } from "../../ops/rollout/codedeploy";
import { type Step, stepText } from "../../ops/rollout/plan";
import { createReleaseReader, type Release } from "../../ops/rollout/releases";
import type { RolloutClients } from "../../ops/rollout/state";
import { functionNamesOf, outputText } from "../../ops/stack/outputs";
import { opsCommandLine } from "../command-line";
import type { FunctionRelease, ReleaseDeployment, Releases } from "../contract";
import { type Route, reasonOf, route } from "./http";
import type { ConsoleOptions, ConsoleSources } from "./sources";

/** Days of which deployments are shown. */
const SHOWN_DAYS = 30;

type Sources = Pick<ConsoleSources, "target" | "local"> & { readonly clients: RolloutClients };

/** Which version of each function is called, and its last roll-outs. @param now epoch milliseconds. @default the clock */
export function releaseRoutes(
  { clients, target, local }: Sources,
  { commandOptions }: Pick<ConsoleOptions, "commandOptions">,
  now: () => number = Date.now,
): readonly Route[] {
  const applicationName = outputText(target.outputs, "stack", "rolloutApplicationName");
  const reader = createReleaseReader(clients, applicationName, () => new Date(now() - SHOWN_DAYS * 86_400_000));
  return [
    route("GET", "releases", z.strictObject({}), async (): Promise<Releases> => {
      const rolledOut = new Set(await reader.rolledOut());
      const names = [...new Set([...functionNamesOf(target.outputs), ...rolledOut])].toSorted();
      const read = await Promise.allSettled(names.map((name) => reader.read(name, rolledOut.has(name))));
      const notices = [
        ...(applicationName === undefined
          ? ["This stack has no setting `rollout`: `pulumi up` moves all calls to the newest versions itself."]
          : []),
        ...(applicationName !== undefined && local !== undefined
          ? ["Times of deployments are those of the fake of CodeDeploy, for which a second stands for a minute."]
          : []),
        ...read.flatMap((result, index) =>
          result.status === "rejected" ? [`${names[index]} could not be read: ${reasonOf(result.reason)}`] : [],
        ),
      ];
      return {
        functions: read.flatMap((result) => (result.status === "fulfilled" ? [toRelease(result.value)] : [])),
        notices,
        ...(applicationName !== undefined && { command: opsCommandLine(["rollout"], commandOptions) }),
      };
    }),
  ];
}

const states: Readonly<Record<Step["kind"], FunctionRelease["state"]>> = {
  nothing: "live",
  adopt: "rolling",
  start: "waits",
  refuse: "refused",
};

function toRelease({ functionName, alias, newest, next, deployments }: Release): FunctionRelease {
  const others = Object.entries(alias.weights).map(([version, share]) => ({ version, share }));
  const rest = 1 - others.reduce((sum, { share }) => sum + share, 0);
  return {
    functionName,
    shares: [{ version: alias.version, share: rest }, ...others],
    newest,
    state: next === undefined ? "live" : states[next.kind],
    next: next === undefined ? "not rolled out step by step" : stepText(next).replace(`${functionName}: `, ""),
    deployments: deployments.map(toShown),
  };
}

function toShown({ id, spec, status, reason, createdAt, takesBack }: Deployment): ReleaseDeployment {
  return {
    ...{ id, status, reason },
    from: spec?.current ?? "",
    to: spec?.target ?? "",
    at: createdAt.toISOString(),
    ...(takesBack !== undefined && { takesBack }),
  };
}
