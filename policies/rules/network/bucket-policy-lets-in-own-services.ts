import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { conditionsOn, type Statement, statementsIn } from "../../iam/document";
import { bucketType } from "../encryption/buckets/settings";
import type { Fault } from "../encryption/keys/fault";

/** What writes to buckets by a service of AWS, and so stands in a bucket's policy. */
const sources = ["aws:cloudtrail/trail:Trail", bucketType] as const;

export const bucketPolicyLetsInOwnServices = stackRule({
  name: "bucket-policy-lets-in-own-services",
  concern: "network",
  description:
    "A bucket's policy lets in only services of AWS that come for a resource of this stack, for single actions on this bucket.",
  rationale:
    "Whoever else reads or writes the bucket does so by a role's own policy. A service without aws:SourceArn writes for whoever asks it to.",
  remediation: "Name the service, its actions without *, the bucket, and aws:SourceArn of the resource that writes.",
  controls: ["s3.public-access"],
  severity: "critical",
  async check(stack, { each, report }) {
    await each(stack.ofType("aws:s3/bucketPolicy:BucketPolicy"), (subject) => {
      const statements = statementsIn(subject, "policy");
      if (statements === undefined) {
        report(subject, "policy", subject.value("policy"), "a policy");
        return;
      }
      const [bucket] = stack.named(subject, "bucket", bucketType);
      const bucketArn = bucket?.text("arn") ?? "";
      for (const statement of statements.filter(({ effect }) => effect === "Allow")) {
        for (const { part, found, wanted } of faults(stack, statement, bucketArn)) {
          report(subject, `${statement.path}.${part}`, found, wanted);
        }
      }
    });
  },
});

function faults(stack: Stack, statement: Statement, bucketArn: string): readonly Fault[] {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  const named = principals.flatMap(({ kind, values }) => values.map((value) => ({ kind, value })));
  const strangers = named.filter(({ kind, value }) => kind !== "Service" || /[*?]/.test(value));
  const wide = actions.filter((action) => /[*?]/.test(action));
  const foreign = resources.filter((resource) => resource !== bucketArn && !resource.startsWith(`${bucketArn}/`));
  const inverted = [...notActions, ...notResources, ...notPrincipals.flatMap(({ values }) => values)];
  return [
    ...(strangers.length > 0 || named.length === 0
      ? [{ part: "Principal", found: strangers, wanted: "a service of AWS" }]
      : []),
    ...(wide.length > 0 ? [{ part: "Action", found: wide, wanted: "actions by name" }] : []),
    ...(foreign.length > 0 ? [{ part: "Resource", found: foreign, wanted: `${bucketArn} or what is in it` }] : []),
    ...(inverted.length > 0
      ? [{ part: "NotAction, NotResource or NotPrincipal", found: inverted, wanted: "what is meant, by name" }]
      : []),
    ...(comesForOwn(stack, statement)
      ? []
      : [{ part: "Condition", found: statement.conditions, wanted: "aws:SourceArn of a resource of this stack" }]),
  ];
}

function comesForOwn(stack: Stack, statement: Statement): boolean {
  const conditions = conditionsOn(statement, "aws:SourceArn").filter(({ operator }) =>
    ["stringequals", "arnequals", "arnlike", "stringlike"].includes(operator.toLowerCase()),
  );
  if (conditions.some(({ values }) => values.length > 0 && values.every((value) => owners(stack, value).length > 0)))
    return true;
  // What is still to be created may be the one that is named: asking for its ARN says that it is not known.
  for (const source of stack.ofType(...sources)) source.text("arn");
  return false;
}

function owners(stack: Stack, arn: string): readonly Resource[] {
  return stack.holding(arn, ...sources);
}
