import * as z from "zod";
import { conditionsOn, type Principal, type Statement } from "../../../aws/iam/document";
import { hasWildcard } from "../../../aws/iam/pattern";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";
import { documentsOf } from "../../iam/policy-documents";
import { sourceArnsOf } from "../../iam/sources";

/**
 * Services whose trust policy needs no source. `iam:PassRole` does not reach into another account, so they assume roles of their own
 * account only; and they assume the role before the resource exists (Lambda checks it while it creates the function), or send no source at
 * all.
 */
const withoutSource = ["lambda", "apigateway", "backup", "codedeploy"].map((service) => `${service}.amazonaws.com`);

export const trustNamesOneService = resourceRule({
  name: "trust-names-one-service",
  concern: "least-privilege",
  description: "A role can be taken by exactly one service, or by the exact jobs of one identity provider.",
  rationale:
    "Whoever may take a role has all of its rights: an account means everybody in it, a second service a second way in, and a service without a source anybody whom that service works for.",
  remediation:
    "Name one service with sts:AssumeRole, and aws:SourceArn where the service gives it; or a provider with StringEquals on audience and subject.",
  controls: ["iam.trust"],
  severity: "critical",
  types: [awsTypes.iam.role],
  parameters: {
    servicesWithoutSource: z
      .array(z.string())
      .default(withoutSource)
      .describe("services that need no source condition, for they only take roles of the account that they work in"),
  },
  check(role, { report, parameters }) {
    for (const { statements = [] } of documentsOf(role, "trust")) {
      const allowed = statements.filter(({ effect }) => effect === "Allow");
      if (allowed.length !== 1) {
        report(role, "assumeRolePolicy", allowed.length, "one statement that allows");
      }
      for (const statement of allowed) judge(role, statement, parameters.servicesWithoutSource, report);
    }
  },
});

function judge(resource: Resource, statement: Statement, sourceless: readonly string[], report: Report): void {
  const { principals, actions, path } = statement;
  const [principal] = principals;
  const [name] = principal?.values ?? [];
  const single = principals.length === 1 && principal?.values.length === 1 && name !== undefined && !hasWildcard(name);
  if (principal === undefined || !single || !["Service", "Federated"].includes(principal.kind)) {
    const wanted = "one service, or one identity provider";
    report(resource, `${path}.Principal`, principals, wanted);
    return;
  }
  const action = principal.kind === "Service" ? "sts:AssumeRole" : "sts:AssumeRoleWithWebIdentity";
  if (actions.length !== 1 || actions[0] !== action) {
    report(resource, `${path}.Action`, actions, action);
  }
  const wanted =
    principal.kind === "Service" ? wantedOfService(name, statement, sourceless) : wantedOfToken(principal, statement);
  if (wanted !== undefined) {
    report(resource, `${path}.Condition`, statement.conditions, wanted);
  }
}

function wantedOfService(service: string, statement: Statement, sourceless: readonly string[]): string | undefined {
  if (sourceless.includes(service) || sourceArnsOf(statement).length > 0) return undefined;
  return `aws:SourceArn, in whose name ${service} takes the role`;
}

/** The right form for audience and subject of the token: no wildcards, because a name can be made up to match a pattern. */
function wantedOfToken({ values }: Principal, statement: Statement): string | undefined {
  const issuer = values[0]?.replace(/^.*:oidc-provider\//, "") ?? "";
  const missing = [`${issuer}:aud`, `${issuer}:sub`].filter((key) => {
    const exact = conditionsOn(statement, key).filter(({ operator }) => operator === "StringEquals");
    return exact.length === 0 || exact.some((condition) => condition.values.some(hasWildcard));
  });
  return missing.length === 0 ? undefined : `StringEquals on ${missing.join(" and ")}`;
}
