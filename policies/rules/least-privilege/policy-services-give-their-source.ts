import { stackRule } from "../../engine/define";
import type { Stack } from "../../engine/stack";
import { isUnknown, UnknownValue } from "../../engine/unknown";
import { accountOf } from "../../iam/accounts";
import { parseArn } from "../../iam/arn";
import type { Statement } from "../../iam/document";
import { hasWildcard, overlaps } from "../../iam/match";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { sourceAccountsOf, sourceArnsOf } from "../../iam/sources";

export const policyServicesGiveTheirSource = stackRule({
  name: "policy-services-give-their-source",
  concern: "least-privilege",
  description: "A service is let in only in the name of resources of this stack.",
  rationale:
    "A service works for every account of the world: without a source, anybody's topic, rule or alarm reaches the resource through it. A source that is not there, or has another name by now, lets nothing in, without a word. Source: IAM's guide on the confused deputy.",
  remediation:
    "Add a condition ArnEquals or ArnLike on aws:SourceArn with the ARN of the resource that publishes here.",
  controls: ["sns.public", "sqs.public", "kms.principals", "events.bus-policy", "ses.public", "key.publishers"],
  severity: "high",
  async check(stack, { each, report }) {
    const arns = new Set(
      stack.resources.flatMap(({ raw }) => (typeof raw.props.arn === "string" ? [raw.props.arn] : [])),
    );
    await each(stack.ofType(...policyTypes("resource")), (resource) => {
      for (const { statement } of statementsOf(resource, "resource")) {
        if (statement.effect !== "Allow" || !isForService(statement)) continue;
        const property = `${statement.path}.Condition`;
        const wrong = wrongSource(stack, statement, arns);
        if (wrong !== undefined) report(resource, property, wrong.found, wrong.wanted);
      }
    });
  },
});

function isForService({ principals }: Statement): boolean {
  return principals.some(({ kind }) => kind === "Service");
}

function wrongSource(stack: Stack, statement: Statement, arns: ReadonlySet<string>) {
  const account = accountOf(stack);
  const accounts = sourceAccountsOf(statement);
  if (accounts === undefined) return { found: statement.conditions, wanted: "a source ARN with an account in it" };
  const strangers = accounts.filter((named) => named !== account);
  if (strangers.length > 0) return { found: strangers, wanted: `the stack's account ${account}` };
  const sources = sourceArnsOf(statement);
  // To ask what a key is, EventBridge gives no source that AWS documents; see aws/service-principals.ts. It opens nothing.
  if (statement.actions.every((action) => action.toLowerCase() === "kms:describekey") && sources.length === 0)
    return undefined;
  const foreign = sources.filter((source) => !isOfPrincipal(source, statement));
  if (sources.length === 0) return { found: statement.conditions, wanted: "aws:SourceArn, for an account has many" };
  if (foreign.length > 0) return { found: foreign, wanted: "the ARN of a resource of the service itself" };
  const dangling = arnsIn(statement).filter((source) => !isOfStack(source, statement, arns));
  if (dangling.length === 0) return undefined;
  // In a stack that stands, the ARN of what is added is not known yet, while the policy may spell it out: it is no proof of a mistake.
  const coming = stack.resources.find(({ raw }) => isUnknown(raw.props.arn));
  if (coming !== undefined) throw new UnknownValue(`arn of '${coming.name}'`);
  return { found: dangling, wanted: "the ARN of a resource of this stack" };
}

/** Whether the service that is let in is the one that has such resources: `sns.amazonaws.com` comes in the name of topics. */
function isOfPrincipal(source: string, { principals }: Statement): boolean {
  const services = principals.flatMap(({ kind, values }) => (kind === "Service" ? values : []));
  return services.every((service) => service.split(".").includes(parseArn(source)?.service ?? ""));
}

/** Every ARN in the conditions: sources, and what an encryption context names. */
function arnsIn({ conditions }: Statement): readonly string[] {
  return conditions.flatMap(({ values }) => values).filter((value) => parseArn(value) !== undefined);
}

/** Whether a resource of the stack has this ARN, and every part of it in front of the name is given. */
function isOfStack(source: string, statement: Statement, arns: ReadonlySet<string>): boolean {
  if (arns.has(source)) return true;
  const arn = parseArn(source);
  if (arn === undefined || !hasWildcard(source)) return false;
  if ([arn.partition, arn.service, arn.region, arn.account].some(hasWildcard)) return false;
  // CloudWatch Logs encrypts for whole accounts: its guide names all of their log groups, and so may a policy.
  const forLogs =
    arn.service === "logs" && statement.conditions.some(({ key }) => /encryptioncontext:aws:logs/i.test(key));
  if (/^([a-z-]+[:/])?\*$/.test(arn.resource) && !forLogs) return false;
  return [...arns].some((known) => overlaps(source, known));
}
