import * as z from "zod";
import { parseArn } from "../../../aws/arn";
import type { Principal, Statement } from "../../../aws/iam/document";
import { hasWildcard, overlaps } from "../../../aws/iam/pattern";
import { isServicePrincipal } from "../../../aws/partitions";
import { awsTypes } from "../../../aws/resource-types";
import { callsFor, isUnnamedSource } from "../../../aws/service-principals";
import { stackRule } from "../../engine/define";
import type { Stack } from "../../engine/stack";
import { isUnknown, UnknownValue } from "../../engine/unknown";
import { accountOf } from "../../iam/accounts";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { sourceAccountsOf, sourceArnsOf } from "../../iam/sources";

export const policyPrincipalsAreKnown = stackRule({
  name: "policy-principals-are-known",
  concern: "least-privilege",
  description:
    "A resource's policy lets in services, and roles of its own account; never everybody, and never another account.",
  rationale:
    "A principal of * is the whole world, whatever conditions stand beside it today; another account decides by itself whom it passes the right on to.",
  remediation: "Name the service, or a role of the account.",
  controls: ["sns.public", "sqs.public", "kms.principals", "events.bus-policy", "ses.public"],
  severity: "critical",
  parameters: {
    accounts: z
      .array(z.string().regex(/^\d{12}$/))
      .default([])
      .describe("accounts besides the stack's own that are let in"),
  },
  async check(stack, { each, report, parameters }) {
    await each(stack.ofType(...policyTypes("resource")), (resource) => {
      const statements = statementsOf(resource, "resource").filter(({ statement }) => statement.effect === "Allow");
      if (statements.length === 0) return;
      const accounts = [accountOf(stack), ...parameters.accounts];
      for (const { statement } of statements) {
        for (const principal of statement.principals) {
          for (const found of strangersIn(principal, accounts)) {
            const property = `${statement.path}.Principal`;
            report(resource, property, found, "a service, or a role of the stack's account");
          }
        }
      }
    });
    await each(stack.ofType(awsTypes.cloudwatch.eventPermission), (resource) => {
      const principal = resource.text("principal");
      if (principal !== undefined && [accountOf(stack), ...parameters.accounts].includes(principal)) return;
      report(resource, "principal", principal, "the stack's account");
    });
  },
});

/** Values of a principal that are neither AWS services nor of one of these accounts. */
function strangersIn({ kind, values }: Principal, accounts: readonly string[]): readonly string[] {
  if (kind === "Service") return values.filter((value) => !isServicePrincipal(value));
  if (kind !== "AWS") return values;
  return values.filter((value) => {
    const arn = parseArn(value);
    return arn === undefined || hasWildcard(value) || arn.service !== "iam" || !accounts.includes(arn.account);
  });
}

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
  // For kms:DescribeKey AWS documents no source that EventBridge sends; see aws/service-principals.ts. The action reads no data.
  if (statement.actions.every((action) => action.toLowerCase() === "kms:describekey") && sources.length === 0)
    return undefined;
  const foreign = sources.filter((source) => !isOfPrincipal(source, statement));
  if (sources.length === 0) return { found: statement.conditions, wanted: "aws:SourceArn, for an account has many" };
  if (foreign.length > 0) return { found: foreign, wanted: "the ARN of a resource of the service itself" };
  const dangling = arnsIn(statement).filter((source) => !isOfStack(source, statement, arns));
  if (dangling.length === 0) return undefined;
  // An update of a deployed stack may add a resource whose ARN is not known yet, and the policy may name that ARN already.
  const coming = stack.resources.find(({ raw }) => isUnknown(raw.props.arn));
  if (coming !== undefined) throw new UnknownValue(`arn of '${coming.name}'`);
  return { found: dangling, wanted: "the ARN of a resource of this stack" };
}

/** Whether the source's ARN belongs to the service of the principal: `sns.amazonaws.com` calls on behalf of topics. */
function isOfPrincipal(source: string, { principals }: Statement): boolean {
  const services = principals.flatMap(({ kind, values }) => (kind === "Service" ? values : []));
  return services.every((service) => callsFor(service, parseArn(source)?.service ?? ""));
}

/** Whether logs of other services are delivered, into groups that the statement names. */
function isForDelivery({ principals, resources }: Statement): boolean {
  return (
    principals.every(({ values }) => values.every((value) => value.startsWith("delivery.logs."))) &&
    resources.every(
      (resource) =>
        parseArn(resource)?.resource.startsWith("log-group:") && !/:\*+$/.test(resource.replace(/:\*$/, "")),
    )
  );
}

/** Every ARN in the conditions: sources, and those in an encryption context. */
function arnsIn({ conditions }: Statement): readonly string[] {
  return conditions.flatMap(({ values }) => values).filter((value) => parseArn(value) !== undefined);
}

/** Whether a resource of the stack matches this ARN; wildcards are allowed in the resource's name only. */
function isOfStack(source: string, statement: Statement, arns: ReadonlySet<string>): boolean {
  if (arns.has(source)) return true;
  const arn = parseArn(source);
  if (arn === undefined || !hasWildcard(source)) return false;
  if ([arn.partition, arn.service, arn.region, arn.account].some(hasWildcard)) return false;
  // CloudWatch Logs uses a key for any log group of the account, and delivers for any of its deliveries: its guide names no single one.
  const forLogs =
    arn.service === "logs" &&
    (statement.conditions.some(({ key }) => /encryptioncontext:aws:logs/i.test(key)) || isForDelivery(statement));
  if (/^([a-z-]+[:/])?\*$/.test(arn.resource) && !forLogs && !isUnnamedSource(arn.service, arn.resource)) return false;
  return [...arns].some((known) => overlaps(source, known));
}
