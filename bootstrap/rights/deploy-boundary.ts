import { covers } from "../../aws/iam/pattern";
import { networkScopes } from "./network-scopes";
import { type Scope, type ScopeName, scopes } from "./scopes";
import { type StateTarget, stateBounds } from "./state";
import { actionsByScope, deploying, type PlainStatement } from "./statements";
import { inRegion, isOfPullRequests, type PlainConditions, type Subject } from "./subject";
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
const wholeService: readonly ScopeName[] = ["key", "certificate", "costMonitor", "costSubscription"];

/** What is in private networks: what another environment has made is refused by its tag. */
const inNetworks = Object.keys(networkScopes) as readonly (keyof typeof networkScopes)[];

/** Scopes whose ARNs say enough, with the role's own policies adding conditions. */
const enoughByArn: readonly ScopeName[] = [
  ...(["backupPlan", "mapping", "newApi", "api", "newDomain", "records"] as const),
  ...inNetworks,
];

/** Scopes that share a statement with another one: a condition on a key that their requests never have is met by them. */
const withConditionsOf: Partial<Readonly<Record<ScopeName, ScopeName>>> = { newCertificateTags: "newKeyTags" };

/**
 * Scopes whose conditions stand as denials: what does not meet one is refused, whatever allows it. So actions with several conditions need no
 * statements of their own that repeat the ARNs. A key that a request lacks meets no condition, and a denial by `Not...` holds then.
 */
const guarded: readonly ScopeName[] = ["boundedRole", "attachment", "passedRole"];

/**
 * The most that a workflow's role can ever do, whatever policies are attached to it. One policy must hold all of it, in 6,144
 * characters, so it bounds by resource where the role's own policies go by action: of the services in use, what is named as the
 * stacks' own. What is not told by its name alone (keys, roles, what AWS does not limit to resources) stands action by action, with
 * conditions. So no right given to it by mistake makes a user, an access key or a role without a boundary, or reaches another
 * environment. A boundary grants nothing.
 */
export function deployBoundary(subject: Subject, state: StateTarget): PlainStatement[] {
  const given = [...merged()]
    .map(([name, actions]) => {
      const arns = withoutCovered(
        sorted(scopes[name].arns(subject).map((arn) => inAnyPartition(anyOwner(arn, subject)))),
      );
      const conditional = conditionsOf(name) !== undefined && ![...enoughByArn, ...guarded].includes(name);
      return { name, actions, arns, byName: !conditional && !arns.includes("*") };
    })
    .filter(({ arns }) => arns.length > 0);
  const named = given.filter(({ byName }) => byName);
  const regional = named.filter(({ arns }) => arns.every((arn) => regionOf(arn) !== ""));
  const global = named.filter((one) => !regional.includes(one));
  const statements: readonly PlainStatement[] = [
    {
      ...byArn(regional, (arn) => anyKind(inAnyRegion(arn), subject.suffix)),
      Condition: inRegion(subject),
    },
    byArn(global, (arn) => anyKind(arn, subject.suffix)),
    ...guards(subject),
    ...(isOfPullRequests(subject) ? [] : [othersNetworks(subject)]),
    ...byCondition(
      given.filter(({ byName }) => !byName),
      subject,
    ),
    ...stateBounds(state),
  ];
  // Names of statements are for people, who read them in the role's own policies: here they would take the room.
  return statements.map(({ Sid: _, ...statement }) => statement);
}

function merged(): Map<ScopeName, readonly string[]> {
  const found = new Map<ScopeName, readonly string[]>();
  for (const [name, actions] of actionsByScope(allRows, deploying)) {
    const seen = seenAs[name] ?? name;
    found.set(seen, sorted([...(found.get(seen) ?? []), ...actions]));
  }
  return found;
}

interface NamedScope {
  readonly name: ScopeName;
  readonly actions: readonly string[];
  readonly arns: readonly string[];
}

/** All that the services of some scopes do with what is named so; of IAM and Route 53, what the scopes name. */
function byArn(named: readonly NamedScope[], shorten: (arn: string) => string): PlainStatement {
  return {
    Effect: "Allow",
    Action: sorted(
      named.flatMap(({ actions }) => actions.map((one) => (byAction.test(one) ? anyAlike(one) : wholly(one)))),
    ),
    Resource: withoutCovered(sorted(named.flatMap(({ arns }) => arns.map(shorten)))),
  };
}

/** What more than a name decides about: a statement for each condition, apart from what AWS does not limit to resources. */
function byCondition(scoped: readonly NamedScope[], subject: Subject): PlainStatement[] {
  const found = new Map<string, PlainStatement>();
  for (const { name, actions, arns } of scoped) {
    const condition = conditionsOf(withConditionsOf[name] ?? name)?.(subject) ?? inRegion(subject);
    const id = JSON.stringify([condition, arns.includes("*")]);
    const { Action = [], Resource = [] } = found.get(id) ?? {};
    found.set(id, {
      Effect: "Allow",
      Action: sorted([...Action, ...actions.map(wholeService.includes(name) ? wholly : anyAlike)]),
      Resource: sorted([...Resource, ...arns]),
      Condition: condition,
    });
  }
  return [...found.values()];
}

/** Denials of the actions of guarded scopes that do not meet a condition of theirs, one for each condition. */
function guards(subject: Subject): PlainStatement[] {
  const found = new Map<string, { readonly condition: PlainConditions; readonly actions: string[] }>();
  for (const [name, actions] of merged()) {
    if (!guarded.includes(name)) continue;
    for (const [operator, keys] of Object.entries(conditionsOf(name)?.(subject) ?? {})) {
      const condition = { [operator.replace("Equals", "NotEquals")]: keys };
      const id = JSON.stringify(condition);
      found.set(id, { condition, actions: [...(found.get(id)?.actions ?? []), ...actions] });
    }
  }
  return [...found.values()].map(({ condition, actions }) => ({
    Effect: "Deny",
    Action: sorted(actions),
    Resource: ["*"],
    Condition: condition,
  }));
}

/** Denies what has the tag of another environment: EC2 knows no names, and its ARNs are those of everybody's. */
function othersNetworks({ suffix }: Subject): PlainStatement {
  const tag = "aws:ResourceTag/Environment";
  return {
    Effect: "Deny",
    Action: ["ec2:*"],
    Resource: ["*"],
    Condition: { StringNotEquals: { [tag]: suffix }, Null: { [tag]: "false" } },
  };
}

function conditionsOf(name: ScopeName): Scope["conditions"] {
  const scope: Scope = scopes[name];
  return scope.conditions;
}

/** An ARN for things of all owners in place of one. Delivery's own things end with another suffix. */
function anyOwner(arn: string, { pipelines }: Subject): string {
  return pipelines.reduce((text, owner) => text.replaceAll(`${owner}-*-`, "*-"), arn);
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}

/** An ARN for every region: a condition names the region once. */
function inAnyRegion(arn: string): string {
  return arn.split(":").with(3, "*").join(":");
}

/** An ARN for every partition: the account of a role is in one only, and so is all that it can reach. */
function inAnyPartition(arn: string): string {
  return arn.replace(/^arn:[^:]+:/, "arn:*:");
}

/** Without those that another one reaches too. */
function withoutCovered(arns: readonly string[]): string[] {
  return arns.filter((arn) => !arns.some((other) => other !== arn && covers(other, arn)));
}

/** An ARN for things of all kinds in a service, by the suffix of their names. */
function anyKind(arn: string, suffix: string): string {
  // APIs and domains, all that is in them, and tags: no other path begins so.
  if (arn.includes(":apigateway:")) return arn.replace(/:\/(restapis|domainnames|tags)\b.*/, ":/$1*");
  // What EC2 keeps is named by kind: no instance, no address, no interface.
  if (arn.includes(":ec2:")) return arn.replace(/:(vpc|security-group)[a-z-]*\/\*$/, ":$1*");
  // IAM's actions are named, and all of them are about roles.
  if (arn.includes(":iam:")) return arn;
  const [head, kind] = [arn.split(":").slice(0, 5).join(":"), arn.split(":").slice(5).join(":")];
  const at = kind.lastIndexOf(`-${suffix}`);
  return at < 0 ? arn : `${head}:*${kind.slice(at)}`;
}

/** Every action of an action's service. */
function wholly(action: string): string {
  return action.replace(/:.*/, ":*");
}

/** A pattern in place of some actions of IAM and EC2 that begin or end alike: all that read, and all about policies of a role. Any other action as it is. */
function anyAlike(action: string): string {
  return action
    .replace(/^iam:(Get|List).*/, "iam:$1*")
    .replace(/^iam:(Attach|Delete|Detach|Put)RolePolicy$/, "iam:*RolePolicy")
    .replace(/^iam:UpdateRole.*/, "iam:UpdateRole*")
    .replace(/^ec2:Describe.*/, "ec2:Describe*");
}

/** Of these a name does not say enough: users have names as roles have, and a zone holds more than the records of the API. */
const byAction = /^(iam|route53):/;

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
