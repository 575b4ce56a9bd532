// Ways out of an environment that a pull request's stack, or a deployment gone wrong, must not find.
import { expect } from "chai";
import { joinsNetworkBy } from "../../aws/lambda-calls";
import { suffixPattern } from "../../bootstrap/names";
import { deployBoundary } from "../../bootstrap/rights/deploy-boundary";
import { networkRows } from "../../bootstrap/rights/network";
import { runtimeBoundary } from "../../bootstrap/rights/runtime-boundary";
import { serviceBoundary } from "../../bootstrap/rights/service-boundary";
import { actionsByScope, deploying, reading, statementsFor } from "../../bootstrap/rights/statements";
import type { Subject } from "../../bootstrap/rights/subject";
import { allRows } from "../../bootstrap/rights/table";
import { allows } from "./evaluate";
import { boundariesOf, stateTarget, subjectOf } from "./fixtures";

const ephemeral: Subject = subjectOf({
  suffix: suffixPattern("ephemeral"),
  senderIdentity: "orders+pr-*@dev.example.com",
  ...boundariesOf("ephemeral"),
});
const account = "arn:aws:apigateway:eu-central-1::/account";
const by = (role: string) => ({ "aws:PrincipalArn": `arn:aws:iam::123456789012:role/${role}` });
const group = (name: string) => `arn:aws:logs:eu-central-1:123456789012:log-group:${name}`;

describe("a role that a deployment makes", () => {
  for (const [environment, subject, own, others] of [
    ["dev", subjectOf(), "orders-create-dev", ["orders-create-prod", "orders-create-pr-7", "somebody-elses"]],
    ["a pull request", ephemeral, "orders-create-pr-7", ["orders-create-dev", "orders-create-prod", "somebody-elses"]],
  ] as const) {
    it(`cannot read what functions of other environments have logged: ${environment}`, () => {
      for (const name of others) {
        for (const action of ["logs:GetLogEvents", "logs:FilterLogEvents"])
          expect(allows(runtimeBoundary(subject), action, group(`/aws/lambda/${name}`)), name).to.equal(false);
      }
      expect(allows(runtimeBoundary(subject), "logs:PutLogEvents", group(`/aws/lambda/${own}:*`))).to.equal(true);
    });
  }

  it("cannot write into the logs of dev, nor read those of any API, where it is a pull request's", () => {
    const as = by("orders-api-account-role-pr-7");
    for (const boundary of [runtimeBoundary(ephemeral), serviceBoundary(ephemeral)]) {
      expect(allows(boundary, "logs:PutLogEvents", group("/aws/lambda/orders-create-dev:*"), as)).to.equal(false);
      expect(allows(boundary, "logs:PutLogEvents", group("/aws/apigateway/orders-api-dev:*"), as)).to.equal(false);
      expect(allows(boundary, "logs:GetLogEvents", group("/aws/apigateway/orders-api-dev"), as)).to.equal(false);
    }
  });

  it("writes the logs of every API where it may be the role that the account's APIs share", () => {
    const may = (action: string, name: string, role = "orders-api-account-role-dev") =>
      allows(serviceBoundary(subjectOf()), action, group(name), by(role));

    expect(may("logs:PutLogEvents", "/aws/apigateway/orders-api-pr-7:*")).to.equal(true);
    expect(may("logs:GetLogEvents", "API-Gateway-Execution-Logs_abc/dev")).to.equal(true);
    expect(may("logs:GetLogEvents", "/aws/lambda/orders-create-prod")).to.equal(false);
    expect(may("logs:PutLogEvents", "/aws/apigateway/orders-api-pr-7:*", "orders-create-role-dev")).to.equal(false);
  });
});

describe("a function's role, whatever its policy and with either boundary", () => {
  const own = { "aws:ResourceTag/Environment": "dev", "aws:ResourceTag/Application": "backoffice" };
  const services = serviceBoundary(subjectOf())
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => [action, resource.replaceAll("*", "orders-x")] as const)),
    )
    // A statement has tables and their backups side by side. Of a backup AWS asks only what is about backups.
    .filter(([action, resource]) => !resource.includes("/backup/") || /Backup/.test(action));

  it("has no right that CodeDeploy's, AWS Backup's or API Gateway's role has by the service boundary", () => {
    const function_ = { ...own, ...by("orders-create-role-dev") };
    const had = services.filter(([action, resource]) =>
      allows(serviceBoundary(subjectOf()), action, resource, function_),
    );

    expect(had).to.deep.equal([]);
    expect(services.length).to.be.greaterThan(50);
  });

  it("moves no alias, and makes, restores, scans or deletes no table, by the runtime boundary either", () => {
    const boundary = runtimeBoundary(subjectOf());
    for (const role of ["orders-create-role-dev", "backoffice-rollout-role-dev", "monitoring-backup-role-dev"]) {
      const had = services.filter(([action, resource]) => allows(boundary, action, resource, { ...own, ...by(role) }));

      expect([...new Set(had.map(([action]) => action))].sort(), role).to.deep.equal([
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "sns:Publish",
      ]);
    }
  });

  it("works in the region of its stack only, and with nothing of another environment or program", () => {
    const may = (action: string, arn: string) => allows(runtimeBoundary(subjectOf()), action, `arn:aws:${arn}`, own);

    for (const [action, service, prefix] of [
      ["dynamodb:PutItem", "dynamodb", "table/orders-table-"],
      ["events:PutEvents", "events", "event-bus/shipments-bus-"],
      ["sns:Publish", "sns", "orders-topic-"],
      ["sqs:SendMessage", "sqs", "shipments-queue-"],
    ] as const) {
      expect(may(action, `${service}:eu-central-1:123456789012:${prefix}dev`), action).to.equal(true);
      expect(may(action, `${service}:eu-west-1:123456789012:${prefix}dev`), `${action} elsewhere`).to.equal(false);
      expect(may(action, `${service}:eu-central-1:123456789012:${prefix}prod`), `${action} prod`).to.equal(false);
      expect(may(action, `${service}:eu-central-1:123456789012:${prefix}dev2`), `${action} dev2`).to.equal(false);
      const theirs = prefix.replace(/(orders|shipments)-/, "accounting-");
      expect(may(action, `${service}:eu-central-1:123456789012:${theirs}dev`), `${action} theirs`).to.equal(false);
    }
  });

  it("is not taken for CodeDeploy's because it is named like it in another environment", () => {
    const alias = "arn:aws:lambda:eu-central-1:123456789012:function:orders-create-";
    const moves = (role: string, environment: string) =>
      allows(serviceBoundary(subjectOf()), "lambda:UpdateAlias", `${alias}${environment}`, by(role));

    expect(moves("backoffice-rollout-role-dev", "dev")).to.equal(true);
    expect(moves("backoffice-rollout-role-dev", "prod")).to.equal(false);
    expect(moves("backoffice-rollout-role-prod", "dev")).to.equal(false);
  });
});

describe("email from an account in SES's sandbox", () => {
  const recipient = "arn:aws:ses:eu-central-1:123456789012:identity/somebody@example.org";
  const from = (address: string) => ({ "ses:FromAddress": address });

  it("may name any recipient's identity, and comes from the environment's own senders only", () => {
    for (const [senderIdentity, own, others] of [
      ["orders@dev.example.com", ["orders@dev.example.com"], ["boss@dev.example.com", "orders@example.com"]],
      ["example.com", ["orders@example.com", "x@mail.example.com"], ["orders@example.org", "x@badexample.com"]],
    ] as const) {
      const may = (address: string, sesSandbox: boolean) =>
        allows(runtimeBoundary(subjectOf({ senderIdentity, sesSandbox })), "ses:SendEmail", recipient, from(address));

      for (const address of own)
        expect([may(address, true), may(address, false)], address).to.deep.equal([true, false]);
      for (const address of others) expect(may(address, true), address).to.equal(false);
    }
  });
});

describe("the log role that all APIs of an account share", () => {
  it("is out of the reach of pull requests' stacks, and dev can set it", () => {
    for (const action of ["apigateway:PATCH", "apigateway:GET"]) {
      expect(allows(statementsFor(allRows, deploying, ephemeral), action, account), action).to.equal(false);
      expect(allows(deployBoundary(ephemeral, stateTarget), action, account), action).to.equal(false);
      expect(allows(statementsFor(allRows, deploying, subjectOf()), action, account), action).to.equal(true);
      expect(allows(deployBoundary(subjectOf(), stateTarget), action, account), action).to.equal(true);
    }
  });
});

describe("a workflow's role", () => {
  const roles = [
    ["deploy", statementsFor(allRows, deploying, subjectOf())],
    ["preview", statementsFor(allRows, reading, subjectOf())],
    ["boundary", deployBoundary(subjectOf(), stateTarget)],
  ] as const;

  it("cannot exchange a policy for another version of itself, or take another role", () => {
    for (const [role, statements] of roles) {
      for (const [action, resource] of [
        ["iam:SetDefaultPolicyVersion", "policy/backoffice-runtime-boundary-dev-delivery"],
        ["iam:CreatePolicyVersion", "policy/backoffice-deploy-dev-access-delivery"],
        ["iam:AttachRolePolicy", "role/backoffice-deploy-dev-delivery"],
        ["iam:PassRole", "role/backoffice-deploy-dev-delivery"],
        ["sts:AssumeRole", "role/orders-create-role-prod"],
      ] as const) {
        const context = {
          "iam:PassedToService": "lambda.amazonaws.com",
          "iam:PermissionsBoundary": subjectOf().runtimeBoundaryArn,
        };
        expect(
          allows(statements, action, `arn:aws:iam::123456789012:${resource}`, context),
          `${role} ${action}`,
        ).to.equal(false);
      }
    }
  });

  it("reads no data when it previews: no items, messages, logs, audit records or secrets", () => {
    const here = "eu-central-1:123456789012";
    const own = { "aws:ResourceTag/Environment": "dev", "aws:ResourceTag/Application": "backoffice" };
    const preview = statementsFor(allRows, reading, subjectOf());
    for (const [action, resource] of [
      ["dynamodb:GetItem", `dynamodb:${here}:table/orders-table-dev`],
      ["dynamodb:Query", `dynamodb:${here}:table/orders-table-dev`],
      ["dynamodb:Scan", `dynamodb:${here}:table/orders-table-dev`],
      ["sqs:ReceiveMessage", `sqs:${here}:confirmations-queue-dev`],
      ["logs:GetLogEvents", `logs:${here}:log-group:/aws/lambda/orders-create-dev:*`],
      ["s3:GetObject", "s3:::orders-audit-dev-123456789012/AWSLogs/x"],
      ["lambda:InvokeFunction", `lambda:${here}:function:orders-create-dev`],
      ["secretsmanager:GetSecretValue", `secretsmanager:${here}:secret:x`],
      ["ssm:GetParameter", `ssm:${here}:parameter/x`],
      ["kms:Decrypt", `kms:${here}:key/11112222-3333-4444-5555-666677778888`],
    ] as const)
      expect(allows(preview, action, `arn:aws:${resource}`, own), action).to.equal(false);
  });

  it("puts no code into functions of other stacks, and reaches no key or API by giving it its own tags", () => {
    const own = { "aws:RequestTag/Environment": "dev", "aws:RequestTag/Application": "backoffice" };
    const prods = { "aws:ResourceTag/Environment": "prod", "aws:ResourceTag/Application": "backoffice" };
    for (const [role, statements] of roles) {
      const may = (action: string, arn: string, context = {}) => allows(statements, action, arn, context);
      const code = "arn:aws:lambda:eu-central-1:123456789012:function:orders-create-prod";
      const key = "arn:aws:kms:eu-central-1:123456789012:key/11112222-3333-4444-5555-666677778888";
      const api = "arn:aws:apigateway:eu-central-1::/restapis/abc";

      expect(may("lambda:UpdateFunctionCode", code), role).to.equal(false);
      expect(may("lambda:UpdateFunctionConfiguration", code), role).to.equal(false);
      expect(may("kms:TagResource", key, { ...own, ...prods }), role).to.equal(false);
      expect(may("kms:CreateGrant", key, { ...prods, "kms:GrantIsForAWSResource": "true" }), role).to.equal(false);
      if (role !== "boundary") expect(may("apigateway:PATCH", api, { ...own, ...prods }), role).to.equal(false);
    }
  });
});

describe("a role that may write tags", () => {
  const key = "arn:aws:kms:eu-central-1:123456789012:key/11112222-3333-4444-5555-666677778888";
  const mapping = "arn:aws:lambda:eu-central-1:123456789012:event-source-mapping:11112222-3333-4444-5555-666677778888";
  const tagsOf = (path: string) =>
    `arn:aws:apigateway:eu-central-1::/tags/${encodeURIComponent(`arn:aws:apigateway:eu-central-1::/restapis/${path}`)}`;
  const tags = (prefix: string, environment: string) => ({
    [`aws:${prefix}/Environment`]: environment,
    [`aws:${prefix}/Application`]: "backoffice",
  });
  const subjects = [
    ["ephemeral", ephemeral, "pr-7", ["dev", "prod", "delivery"]],
    ["dev", subjectOf(), "dev", ["prod", "pr-7", "delivery"]],
    ["prod", subjectOf({ suffix: "prod", senderIdentity: "example.com" }), "prod", ["dev", "pr-7", "delivery"]],
  ] as const;

  for (const [environment, subject, own, others] of subjects) {
    const may = (action: string, resource: string, context = {}) =>
      allows(statementsFor(allRows, deploying, subject), action, resource, context);
    const claim = tags("RequestTag", own);

    it(`takes nothing of another environment by giving it the tags of its own: ${environment}`, () => {
      for (const other of others) {
        const theirs = { ...claim, ...tags("ResourceTag", other) };
        expect(may("apigateway:PUT", tagsOf("abc"), theirs), `API of ${other}`).to.equal(false);
        expect(may("apigateway:DELETE", tagsOf("abc"), theirs), `API of ${other}`).to.equal(false);
        expect(may("apigateway:PUT", tagsOf(`abc/stages/${other}`), theirs), `stage of ${other}`).to.equal(false);
        expect(may("apigateway:PUT", tagsOf(`abc/stages/${own}`), theirs), `stage of ${other}`).to.equal(false);
        expect(may("kms:TagResource", key, theirs), `key of ${other}`).to.equal(false);
        expect(may("kms:UntagResource", key, theirs), `key of ${other}`).to.equal(false);
        expect(may("lambda:TagResource", mapping, theirs), `mapping of ${other}`).to.equal(false);
        expect(may("lambda:UntagResource", mapping, theirs), `mapping of ${other}`).to.equal(false);
      }
    });

    it(`takes no API that has no tags, and no key that has only an alias: ${environment}`, () => {
      expect(may("apigateway:PUT", tagsOf("abc"), claim)).to.equal(false);
      expect(may("apigateway:DELETE", tagsOf("abc"), claim)).to.equal(false);
      expect(may("apigateway:PUT", tagsOf("abc/stages/somebodys"), claim)).to.equal(false);
      expect(may("kms:TagResource", key, { ...claim, "kms:ResourceAliases": "alias/somebodys" })).to.equal(false);
      expect(may("kms:UntagResource", key, {})).to.equal(false);
    });

    it(`still tags what it makes, and what is its own: ${environment}`, () => {
      const ours = { ...claim, ...tags("ResourceTag", own) };

      expect(may("apigateway:PUT", tagsOf("*"), claim)).to.equal(true);
      expect(may("apigateway:PUT", tagsOf(`abc/stages/${own}`), claim)).to.equal(true);
      expect(may("kms:TagResource", key, claim)).to.equal(true);
      expect(may("lambda:TagResource", mapping, claim)).to.equal(true);
      for (const [action, resource] of [
        ["apigateway:PUT", tagsOf("abc")],
        ["apigateway:DELETE", tagsOf("abc")],
        ["kms:TagResource", key],
        ["lambda:UntagResource", mapping],
      ] as const)
        expect(may(action, resource, ours), action).to.equal(true);
    });

    it(`makes nothing with the tags of another environment: ${environment}`, () => {
      for (const other of others) {
        const foreign = tags("RequestTag", other);
        expect(may("apigateway:POST", "arn:aws:apigateway:eu-central-1::/restapis", foreign)).to.equal(false);
        expect(may("apigateway:PUT", tagsOf("*"), foreign)).to.equal(false);
        expect(may("kms:CreateKey", "*", foreign)).to.equal(false);
        expect(may("kms:TagResource", key, foreign)).to.equal(false);
      }
    });
  }
});

describe("what stands before the API", () => {
  const zone = "arn:aws:route53:::hostedzone/Z0123456789EXAMPLE";
  const record = (name: string, type: string) => ({
    "route53:ChangeResourceRecordSetsNormalizedRecordNames": name,
    "route53:ChangeResourceRecordSetsRecordTypes": type,
  });
  const deploy = statementsFor(allRows, deploying, subjectOf());

  it("lets a deployment change the records of its domain and of its certificate's proof, and no other of the zone", () => {
    const may = (name: string, type: string) =>
      allows(deploy, "route53:ChangeResourceRecordSets", zone, record(name, type));

    expect(may("api.example.com", "A")).to.equal(true);
    expect(may("_3f1a.api.example.com", "CNAME")).to.equal(true);
    for (const [name, type] of [
      ["example.com", "MX"],
      ["api.example.com", "NS"],
      ["www.example.com", "A"],
      ["_dmarc.example.com", "TXT"],
    ] as const)
      expect(may(name, type), `${name} ${type}`).to.equal(false);
  });

  it("is no right of an environment without a domain, nor of pull requests' stacks", () => {
    for (const subject of [subjectOf({ apiDomain: undefined }), { ...ephemeral, apiDomain: undefined }]) {
      const statements = statementsFor(allRows, deploying, subject);
      const tags = { "aws:RequestTag/Environment": "dev", "aws:RequestTag/Application": "backoffice" };
      for (const each of [statements, deployBoundary(subject, stateTarget)]) {
        expect(allows(each, "route53:ChangeResourceRecordSets", zone, record("api.example.com", "A"))).to.equal(false);
        expect(allows(each, "apigateway:POST", "arn:aws:apigateway:eu-central-1::/domainnames", tags)).to.equal(false);
        expect(allows(each, "acm:RequestCertificate", "*", tags)).to.equal(false);
      }
    }
    expect(allows(statementsFor(allRows, deploying, ephemeral), "logs:PutResourcePolicy", "*")).to.equal(false);
  });

  it("reaches no web ACL of another environment, no other domain and no certificate without the stack's tags", () => {
    const at = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/";
    const certificate = "arn:aws:acm:eu-central-1:123456789012:certificate/1";
    for (const statements of [deploy, deployBoundary(subjectOf(), stateTarget)]) {
      expect(allows(statements, "wafv2:DeleteWebACL", `${at}orders-web-acl-dev/1`)).to.equal(true);
      expect(allows(statements, "wafv2:DeleteWebACL", `${at}orders-web-acl-prod/1`)).to.equal(false);
      expect(allows(statements, "acm:DeleteCertificate", certificate)).to.equal(false);
    }
    const domains = "arn:aws:apigateway:eu-central-1::/domainnames";
    expect(allows(deploy, "apigateway:DELETE", `${domains}/api.example.com`)).to.equal(true);
    expect(allows(deploy, "apigateway:DELETE", `${domains}/www.example.com`)).to.equal(false);
  });
});

describe("a private network", () => {
  const here = "arn:aws:ec2:eu-central-1:123456789012";
  const own = { "aws:ResourceTag/Environment": "dev", "aws:ResourceTag/Application": "backoffice" };
  const prods = { "aws:ResourceTag/Environment": "prod", "aws:ResourceTag/Application": "backoffice" };
  const claim = { "aws:RequestTag/Environment": "dev", "aws:RequestTag/Application": "backoffice" };
  const deploy = statementsFor(allRows, deploying, subjectOf());
  const boundary = deployBoundary(subjectOf(), stateTarget);
  const joins = joinsNetworkBy;

  it("is joined by Lambda in the name of a function's role, and left alone by the function's code", () => {
    const code = { "lambda:SourceFunctionArn": "arn:aws:lambda:eu-central-1:123456789012:function:orders-create-dev" };
    for (const action of joins) {
      const arn = action.includes("Describe") ? "*" : `${here}:network-interface/eni-1`;
      expect(allows(runtimeBoundary(subjectOf()), action, arn), action).to.equal(true);
      expect(allows(runtimeBoundary(subjectOf()), action, arn, code), `${action} by code`).to.equal(false);
      expect(allows(runtimeBoundary(ephemeral), action, arn), `${action} of a pull request`).to.equal(false);
      expect(allows(serviceBoundary(subjectOf()), action, arn), `${action} of a service`).to.equal(false);
    }
  });

  it("is made, changed and taken away by no function", () => {
    const others = [...actionsByScope(networkRows, deploying).values()]
      .flat()
      .filter((action) => action.startsWith("ec2:") && !joins.some((one) => one === action));
    for (const action of others)
      for (const role of [runtimeBoundary(subjectOf()), serviceBoundary(subjectOf())])
        expect(allows(role, action, `${here}:vpc/vpc-1`, { ...own, ...claim }), action).to.equal(false);

    expect(others.length).to.be.greaterThan(30);
  });

  it("is changed by the deployment of its own environment only, also where a policy were given by mistake", () => {
    for (const [action, part] of [
      ["ec2:DeleteVpc", "vpc/vpc-1"],
      ["ec2:DeleteSubnet", "subnet/subnet-1"],
      ["ec2:CreateSubnet", "vpc/vpc-1"],
      ["ec2:CreateSecurityGroup", "vpc/vpc-1"],
      ["ec2:AuthorizeSecurityGroupEgress", "security-group/sg-1"],
      ["ec2:ModifyVpcEndpoint", "vpc-endpoint/vpce-1"],
      ["ec2:CreateVpcEndpoint", "route-table/rtb-1"],
      ["ec2:CreateFlowLogs", "vpc/vpc-1"],
      ["ec2:CreateTags", "vpc/vpc-1"],
    ] as const) {
      for (const role of [deploy, boundary]) {
        expect(allows(role, action, `${here}:${part}`, own), action).to.equal(true);
        expect(allows(role, action, `${here}:${part}`, { ...prods, ...claim }), `${action} of prod`).to.equal(false);
      }
      expect(allows(deploy, action, `${here}:${part}`, claim), `${action} of nobody`).to.equal(false);
    }
  });

  it("is all that a deployment may make in EC2: no instance, no address, no way out, nothing with other tags", () => {
    for (const [action, arn] of [
      ["ec2:RunInstances", `${here}:instance/i-1`],
      ["ec2:CreateNetworkInterface", `${here}:network-interface/eni-1`],
      ["ec2:AllocateAddress", `${here}:elastic-ip/eip-1`],
      ["ec2:CreateNatGateway", `${here}:natgateway/nat-1`],
    ] as const)
      for (const role of [deploy, boundary])
        expect(allows(role, action, arn, { ...own, ...claim }), action).to.equal(false);
    expect(allows(deploy, "ec2:CreateRoute", `${here}:route-table/rtb-1`, own)).to.equal(false);
    const foreign = { "aws:RequestTag/Environment": "prod", "aws:RequestTag/Application": "backoffice" };
    expect(allows(deploy, "ec2:CreateVpc", `${here}:vpc/vpc-1`, claim)).to.equal(true);
    expect(allows(deploy, "ec2:CreateVpc", `${here}:vpc/vpc-1`, foreign)).to.equal(false);
  });

  it("is taken from nobody by its tags: they are set with the call that makes something, but for a default group", () => {
    const tag = (part: string, context: Readonly<Record<string, string>>) =>
      allows(deploy, "ec2:CreateTags", `${here}:${part}`, { ...claim, ...context });

    expect(tag("vpc/vpc-1", { "ec2:CreateAction": "CreateVpc" })).to.equal(true);
    expect(tag("vpc/vpc-1", {})).to.equal(false);
    expect(tag("vpc/vpc-1", { "ec2:CreateAction": "RunInstances" })).to.equal(false);
    expect(tag("security-group/sg-1", {})).to.equal(true);
    expect(tag("security-group/sg-1", prods)).to.equal(false);
  });

  it("is nothing that the stacks of pull requests have", () => {
    const granted = statementsFor(networkRows, deploying, ephemeral).flatMap(({ Action, Resource }) =>
      Resource.includes("*") ? [] : Action.filter((action) => action.startsWith("ec2:")),
    );

    expect(granted).to.deep.equal([]);
    const bound = deployBoundary(ephemeral, stateTarget);
    expect(allows(bound, "ec2:CreateVpc", `${here}:vpc/vpc-1`, claim)).to.equal(false);
  });
});
