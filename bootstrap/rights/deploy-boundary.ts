import { covers } from "../../aws/iam/pattern";
import { pipelineNames } from "../../components/pipelines";
import { type Scope, type ScopeName, scopes } from "./scopes";
import { type StateTarget, stateStatements } from "./state";
import { actionsByScope, deploying, type PlainStatement, statementOf } from "./statements";
import type { Subject } from "./subject";
import { allRows } from "./table";

/** Scopes that the boundary sees as another one, to fit into one policy: the role's own policies keep them apart. */
const seenAs: Partial<Readonly<Record<ScopeName, ScopeName>>> = {
  keyThroughServices: "key",
  keyGrant: "key",
  secret: "key",
  newBackupPlan: "backupPlan",
  newMapping: "anything",
  newMappingTags: "anyMapping",
  mappingTags: "anyMapping",
  newApiTags: "anyApiTags",
  newStageTags: "anyApiTags",
  apiTags: "anyApiTags",
};

/** Scopes that are the stacks' own by their tags: whatever a service can do with them may be done. */
const wholeService: readonly ScopeName[] = ["key"];

/** Scopes whose ARNs say enough, with the role's own policies adding conditions. */
const enoughByArn: readonly ScopeName[] = ["backupPlan", "mapping", "newApi", "api"];

/**
 * The most that a workflow's role can ever do, whatever policies are attached to it. One policy must hold all of it, in 6,144
 * characters, so it bounds by resource where the role's own policies go by action: of the services in use, what is named as the
 * stacks' own. What is not told by its name alone (keys, roles, what AWS does not limit to resources) stands action by action, with
 * conditions. So no right given to it by mistake makes a user, an access key or a role without a boundary, or reaches another
 * environment. A boundary grants nothing.
 */
export function deployBoundary(subject: Subject, state: StateTarget): PlainStatement[] {
  const all = [...merged()].map(([name, actions]) => {
    const scope: Scope = scopes[name];
    const arns = withoutCovered(sorted(scope.arns(subject).map(anyOwner)));
    const conditional = scope.conditions !== undefined && !enoughByArn.includes(name);
    return { name, actions, arns, byName: !conditional && !arns.includes("*") && !actions.some(isIam) };
  });
  const given = all.filter(({ arns }) => arns.length > 0);
  const named = given.filter(({ byName }) => byName);
  const own: PlainStatement = {
    Effect: "Allow",
    Action: sorted(named.flatMap(({ actions }) => actions.map(wholly))),
    Resource: withoutCovered(sorted(named.flatMap(({ arns }) => arns.map((arn) => anyKind(arn, subject.suffix))))),
  };
  const statements: readonly PlainStatement[] = [
    own,
    ...given
      .filter(({ byName }) => !byName)
      .map(({ name, actions, arns }) => ({
        ...statementOf(name, sorted(actions.map(wholeService.includes(name) ? wholly : anyReading)), subject),
        Resource: arns,
      })),
    ...stateStatements("deploy", state),
  ];
  // Names of statements are for people, who read them in the role's own policies: here they would take the room.
  return statements.map(({ Sid: _, ...statement }) =>
    statement.Resource.includes("*") && statement.Condition === undefined
      ? { ...statement, Condition: { StringEquals: { "aws:RequestedRegion": subject.region } } }
      : statement,
  );
}

function merged(): Map<ScopeName, readonly string[]> {
  const found = new Map<ScopeName, readonly string[]>();
  for (const [name, actions] of actionsByScope(allRows, deploying)) {
    const seen = seenAs[name] ?? name;
    found.set(seen, sorted([...(found.get(seen) ?? []), ...actions]));
  }
  return found;
}

/** An ARN for things of all owners in place of one. Delivery's own things end with another suffix. */
function anyOwner(arn: string): string {
  return pipelineNames.reduce((text, owner) => text.replaceAll(`${owner}-*-`, "*-"), arn);
}

/** Without those that another one reaches too. */
function withoutCovered(arns: readonly string[]): string[] {
  return arns.filter((arn) => !arns.some((other) => other !== arn && covers(other, arn)));
}

/** An ARN for things of all kinds in a service, by the suffix of their names. */
function anyKind(arn: string, suffix: string): string {
  // APIs and all that is in them: no other path begins so.
  if (/\/restapis(\/\*)?$/.test(arn)) return arn.replace(/\/restapis.*/, "/restapis*");
  const [head, kind] = [arn.split(":").slice(0, 5).join(":"), arn.split(":").slice(5).join(":")];
  const at = kind.lastIndexOf(`-${suffix}`);
  return at < 0 ? arn : `${head}:*${kind.slice(at)}`;
}

/** Every action of an action's service. */
function wholly(action: string): string {
  return action.replace(/:.*/, ":*");
}

/** Every reading action of IAM for one of them; any other action as it is. */
function anyReading(action: string): string {
  return action.replace(/^iam:(Get|List).*/, "iam:$1*");
}

function isIam(action: string): boolean {
  return action.startsWith("iam:");
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
