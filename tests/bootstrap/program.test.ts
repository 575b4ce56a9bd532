import { expect } from "chai";
import { buildBootstrapGraph } from "../../bootstrap/graph";
import { bundleNames, inlineBundles } from "../../bootstrap/rights/table";
import { untaggableTypes } from "../../components/tags";
import type { GraphResource } from "../../program/graph/build-graph";
import { allows, statementsOf } from "./evaluate";

const account = "123456789012";

describe("the bootstrap program", () => {
  const graphs = new Map<string, readonly GraphResource[]>();

  before(async () => {
    graphs.set("dev", await buildBootstrapGraph("dev"));
    graphs.set("prod", await buildBootstrapGraph("prod"));
  });

  function resources(stack: string, type: string): readonly GraphResource[] {
    return (graphs.get(stack) ?? []).filter((resource) => resource.type === type);
  }

  function the(stack: string, type: string, name: string): GraphResource {
    const [found] = resources(stack, type).filter((resource) => resource.name === name);
    if (found === undefined) throw new Error(`there is no ${type} ${name}`);
    return found;
  }

  const subjects = [
    ["dev", "backoffice-deploy-dev", "dev"],
    ["dev", "backoffice-preview-dev", "dev-preview"],
    ["dev", "backoffice-deploy-ephemeral", "ephemeral"],
    ["prod", "backoffice-deploy-prod", "prod"],
    ["prod", "backoffice-preview-prod", "prod-preview"],
  ] as const;
  for (const [stack, role, environment] of subjects) {
    it(`lets only jobs of this repository's GitHub environment ${environment} take the role ${role}`, () => {
      const { Statement } = JSON.parse(String(the(stack, "aws:iam/role:Role", role).inputs.assumeRolePolicy));

      expect(Statement).to.deep.equal([
        {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": `repo:example@1000001/backoffice@2000002:environment:${environment}`,
            },
          },
        },
      ]);
    });
  }

  it("has these roles and no others, and no role to preview the stacks of pull requests", () => {
    const roles = [...graphs.keys()].flatMap((stack) => resources(stack, "aws:iam/role:Role").map(({ name }) => name));

    expect(roles.sort()).to.deep.equal(subjects.map(([, role]) => role).sort());
  });

  it("bounds every role by the deploy boundary of its own environment", () => {
    for (const stack of graphs.keys()) {
      for (const { name, inputs } of resources(stack, "aws:iam/role:Role")) {
        const environment = name.slice(name.lastIndexOf("-") + 1);
        expect(inputs.permissionsBoundary).to.equal(
          `arn:aws:iam::${account}:policy/backoffice-deploy-boundary-${environment}-delivery`,
        );
      }
    }
  });

  it("names the two policies of which the program's roles must carry one as the deploy role's policies ask for it", () => {
    for (const [stack, environment] of [
      ["dev", "dev"],
      ["dev", "ephemeral"],
      ["prod", "prod"],
    ] as const) {
      const names = ["runtime", "service"].map(
        (kind) => the(stack, "aws:iam/policy:Policy", `backoffice-${kind}-boundary-${environment}`).inputs.name,
      );
      const access = the(stack, "aws:iam/policy:Policy", `backoffice-deploy-${environment}-access`).inputs.policy;

      const arns = names.map((name) => `"arn:aws:iam::${account}:policy/${name}"`).join(",");
      expect(access).to.contain(`"iam:PermissionsBoundary":[${arns}]`);
    }
  });

  it("makes the trust in GitHub for AWS alone, and not where the account has it", async () => {
    const [provider] = resources("dev", "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
    const oidcProviderArn = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
    const reused = await buildBootstrapGraph("prod", { oidcProviderArn });

    expect(provider?.inputs.url).to.equal("https://token.actions.githubusercontent.com");
    expect(provider?.inputs.clientIdLists).to.deep.equal(["sts.amazonaws.com"]);
    expect(reused.filter(({ type }) => type.includes("OpenIdConnectProvider"))).to.deep.equal([]);
    expect(reused.filter(({ type }) => type === "aws:iam/role:Role")).to.have.length(2);
  });

  it("keeps each environment's state in a bucket of its own: private, versioned, encrypted by its key, over TLS only", () => {
    for (const [stack, environment] of [
      ["dev", "dev"],
      ["dev", "ephemeral"],
      ["prod", "prod"],
    ] as const) {
      const logicalName = `backoffice-state-${environment}`;
      const s3 = (type: string, name: string) => the(stack, `aws:s3/${type}`, name).inputs;

      expect(s3("bucket:Bucket", logicalName).bucket).to.equal(`${logicalName}-delivery-${account}`);
      expect(s3("bucketVersioning:BucketVersioning", `${logicalName}-versions`).versioningConfiguration).to.deep.equal({
        status: "Enabled",
      });
      const { bucket: _, ...access } = s3("bucketPublicAccessBlock:BucketPublicAccessBlock", `${logicalName}-access`);
      expect(Object.values(access)).to.deep.equal([true, true, true, true]);
      const rules = s3(
        "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        `${logicalName}-encryption`,
      ).rules;
      expect(JSON.stringify(rules)).to.match(/"kmsMasterKeyId":"arn:aws:kms:eu-central-1:123456789012:key\/[\w-]{36}"/);
      const policy = JSON.parse(String(s3("bucketPolicy:BucketPolicy", `${logicalName}-policy`).policy));
      expect(policy.Statement[0]).to.deep.include({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    }
  });

  it("lets workflows at the state of the program's stacks and not at its own, and previews only read it", () => {
    const rights = (role: string) =>
      statementsOf(the("dev", "aws:iam/rolePolicy:RolePolicy", `backoffice-${role}-dev-state`).inputs.policy);
    const stacks = `arn:aws:s3:::backoffice-state-dev-delivery-${account}/.pulumi/stacks/backoffice/dev.json`;
    const own = `arn:aws:s3:::backoffice-state-dev-delivery-${account}/bootstrap/.pulumi/stacks/backoffice-bootstrap/dev.json`;

    expect(allows(rights("deploy"), "s3:PutObject", stacks)).to.equal(true);
    expect(allows(rights("deploy"), "s3:PutObject", own)).to.equal(false);
    expect(allows(rights("deploy"), "s3:GetObject", own)).to.equal(false);
    expect(allows(rights("preview"), "s3:GetObject", stacks)).to.equal(true);
    expect(allows(rights("preview"), "s3:PutObject", stacks)).to.equal(false);
  });

  it("protects and keeps what cannot be made again: state, keys, the trust and the boundaries that roles carry", () => {
    const kept = [/^aws:s3\//, /^aws:kms\//, /OpenIdConnectProvider$/];
    for (const { type, name, protect, retainOnDelete } of [...graphs.values()].flat()) {
      if (kept.some((pattern) => pattern.test(type)) || /^backoffice-(runtime|service)-boundary-/.test(name)) {
        expect([protect, retainOnDelete], name).to.deep.equal([true, true]);
      }
    }
  });

  it("tags everything that takes tags as delivery's own", () => {
    for (const { type, name, custom, inputs } of [...graphs.values()].flat()) {
      if (!custom || !type.startsWith("aws:") || untaggableTypes.includes(type)) continue;
      expect(inputs.tags, name).to.deep.equal({
        Environment: "delivery",
        Application: "backoffice",
        ManagedBy: "pulumi",
        "iac-rlhf-amazon": "true",
      });
    }
  });

  it("names no partition, region or account by itself", async () => {
    const elsewhere = await buildBootstrapGraph("dev", { "aws:region": "us-gov-west-1" });

    const texts = elsewhere.map(({ inputs }) => JSON.stringify(inputs).replaceAll(account, ""));
    expect(texts.filter((text) => /arn:aws:|eu-central-1|\b\d{12}\b/.test(text))).to.deep.equal([]);
    expect(texts.filter((text) => text.includes("arn:aws-us-gov:")).length).to.be.greaterThan(20);
  });

  it("attaches to a role one policy for each bundle of rights and nothing of AWS's own", () => {
    const attached = resources("prod", "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
      ({ inputs }) => inputs.policyArn,
    );

    // The deploy role's and the preview role's.
    expect(attached).to.have.length(2 * (bundleNames.length - inlineBundles.length));
    for (const arn of attached) expect(arn).to.match(/^arn:aws:iam::123456789012:policy\/backoffice-(deploy|preview)-/);
  });
});
