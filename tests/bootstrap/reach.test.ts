import { expect } from "chai";
import { runtimeBoundaryName, serviceBoundaryName, suffixPattern } from "../../bootstrap/names";
import { deployBoundary } from "../../bootstrap/rights/deploy-boundary";
import { runtimeBoundary } from "../../bootstrap/rights/runtime-boundary";
import { serviceBoundary } from "../../bootstrap/rights/service-boundary";
import { deploying, type PlainStatement, reading, statementsFor } from "../../bootstrap/rights/statements";
import type { Subject } from "../../bootstrap/rights/subject";
import { allRows } from "../../bootstrap/rights/table";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";
import { networkSettings } from "../support/network-settings";
import { allows, type RequestContext, statementsOf } from "./evaluate";
import { boundariesOf, stateTarget, subjectOf } from "./fixtures";

const here = "arn:aws";
const regionAndAccount = "eu-central-1:123456789012";

/** The action that makes a resource, and the ARN that it has then, by type; for types that AWS knows by a name. */
const made: Readonly<Record<string, readonly [action: string, arn: (input: (name: string) => string) => string]>> = {
  "aws:wafv2/webAcl:WebAcl": [
    "wafv2:CreateWebACL",
    (of) => `${here}:wafv2:${regionAndAccount}:regional/webacl/${of("name")}/1a2b`,
  ],
  "aws:backup/vault:Vault": [
    "backup:CreateBackupVault",
    (of) => `${here}:backup:${regionAndAccount}:backup-vault:${of("name")}`,
  ],
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": [
    "backup:CreateRestoreTestingPlan",
    (of) => `${here}:backup:${regionAndAccount}:restore-testing-plan:${of("name")}-1a2b`,
  ],
  "aws:budgets/budget:Budget": ["budgets:ModifyBudget", (of) => `${here}:budgets::123456789012:budget/${of("name")}`],
  "aws:cloudtrail/trail:Trail": [
    "cloudtrail:CreateTrail",
    (of) => `${here}:cloudtrail:${regionAndAccount}:trail/${of("name")}`,
  ],
  "aws:cloudwatch/dashboard:Dashboard": [
    "cloudwatch:PutDashboard",
    (of) => `${here}:cloudwatch::123456789012:dashboard/${of("dashboardName")}`,
  ],
  "aws:cloudwatch/eventArchive:EventArchive": [
    "events:CreateArchive",
    (of) => `${here}:events:${regionAndAccount}:archive/${of("name")}`,
  ],
  "aws:cloudwatch/eventBus:EventBus": [
    "events:CreateEventBus",
    (of) => `${here}:events:${regionAndAccount}:event-bus/${of("name")}`,
  ],
  "aws:cloudwatch/eventRule:EventRule": [
    "events:PutRule",
    (of) => `${here}:events:${regionAndAccount}:rule/${of("eventBusName")}/${of("name")}`,
  ],
  "aws:cloudwatch/logGroup:LogGroup": [
    "logs:CreateLogGroup",
    (of) => `${here}:logs:${regionAndAccount}:log-group:${of("name")}`,
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    "cloudwatch:PutMetricAlarm",
    (of) => `${here}:cloudwatch:${regionAndAccount}:alarm:${of("name")}`,
  ],
  "aws:dynamodb/table:Table": [
    "dynamodb:CreateTable",
    (of) => `${here}:dynamodb:${regionAndAccount}:table/${of("name")}`,
  ],
  "aws:iam/role:Role": ["iam:CreateRole", (of) => `${here}:iam::123456789012:role/${of("name")}`],
  "aws:iam/rolePolicy:RolePolicy": ["iam:PutRolePolicy", (of) => `${here}:iam::123456789012:role/${of("role")}`],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    "iam:AttachRolePolicy",
    (of) => `${here}:iam::123456789012:role/${of("role")}`,
  ],
  "aws:kms/alias:Alias": ["kms:CreateAlias", (of) => `${here}:kms:${regionAndAccount}:${of("name")}`],
  "aws:lambda/alias:Alias": [
    "lambda:CreateAlias",
    (of) => `${here}:lambda:${regionAndAccount}:function:${of("functionName")}`,
  ],
  "aws:lambda/function:Function": [
    "lambda:CreateFunction",
    (of) => `${here}:lambda:${regionAndAccount}:function:${of("name")}`,
  ],
  "aws:s3/bucket:Bucket": ["s3:CreateBucket", (of) => `${here}:s3:::${of("bucket")}`],
  "aws:sesv2/configurationSet:ConfigurationSet": [
    "ses:CreateConfigurationSet",
    (of) => `${here}:ses:${regionAndAccount}:configuration-set/${of("configurationSetName")}`,
  ],
  "aws:sesv2/emailIdentity:EmailIdentity": [
    "ses:CreateEmailIdentity",
    (of) => `${here}:ses:${regionAndAccount}:identity/${of("emailIdentity")}`,
  ],
  "aws:sns/topic:Topic": ["sns:CreateTopic", (of) => `${here}:sns:${regionAndAccount}:${of("name")}`],
  "aws:sqs/queue:Queue": ["sqs:CreateQueue", (of) => `${here}:sqs:${regionAndAccount}:${of("name")}`],
};

/** An environment of a stack, its graph, and what its roles may do. */
interface Sample {
  readonly subject: Subject;
  readonly graph: readonly GraphResource[];
}

async function sample(environment: string, stack: string, settings: Readonly<Record<string, string>>): Promise<Sample> {
  const subject = subjectOf({
    suffix: suffixPattern(environment),
    // As bootstrap/Pulumi.dev.yaml says.
    sesSandbox: environment !== "prod",
    senderIdentity:
      { dev: "orders@dev.example.com", prod: "example.com", ephemeral: "orders+pr-*@dev.example.com" }[environment] ??
      "",
    ...boundariesOf(environment),
  });
  const boundaries = {
    permissionsBoundary: runtimeBoundaryName(environment),
    serviceBoundary: serviceBoundaryName(environment),
  };
  return { subject, graph: await buildGraph(stack, { ...boundaries, ...settings }) };
}

/** What a request to make this resource carries: of a role, or of the one that a policy is for. */
function requestFor({ inputs }: GraphResource, graph: readonly GraphResource[]): RequestContext {
  const role = roles(graph).find((each) => each.inputs.name === (inputs.role ?? inputs.name));
  return {
    "iam:PermissionsBoundary": String(role?.inputs.permissionsBoundary ?? ""),
    "iam:PolicyARN": String(inputs.policyArn ?? ""),
  };
}

function roles(graph: readonly GraphResource[]): GraphResource[] {
  return graph.filter(({ type }) => type === "aws:iam/role:Role");
}

/** Resources that the statements do not let anybody make. */
function refused(statements: readonly PlainStatement[], graph: readonly GraphResource[]): string[] {
  return graph.flatMap((resource) => {
    const [action, arn] = made[resource.type] ?? [];
    if (action === undefined || arn === undefined) return [];
    const target = arn((name) => String(resource.inputs[name]));
    return allows(statements, action, target, requestFor(resource, graph)) ? [] : [`${action} ${target}`];
  });
}

describe("the deploy role", () => {
  const samples = new Map<string, Sample>();

  before(async () => {
    samples.set("dev", await sample("dev", "dev", {}));
    samples.set("prod", await sample("prod", "prod", networkSettings));
    samples.set(
      "ephemeral",
      await sample("ephemeral", "dev", { environmentSuffix: "pr-123", senderAddress: "orders+pr-123@dev.example.com" }),
    );
  });

  function the(environment: string): Sample {
    const found = samples.get(environment);
    if (found === undefined) throw new Error(`no sample ${environment}`);
    return found;
  }

  for (const environment of ["dev", "prod", "ephemeral"]) {
    it(`may make everything with a name in the graph of ${environment}, and its boundary lets it`, () => {
      const { subject, graph } = the(environment);

      expect(refused(statementsFor(allRows, deploying, subject), graph)).to.deep.equal([]);
      expect(refused(deployBoundary(subject, stateTarget), graph)).to.deep.equal([]);
      expect(graph.filter(({ type }) => type in made).length).to.be.greaterThan(150);
    });

    it(`may make nothing of ${environment} as the role of another environment, nor would the boundary let it`, () => {
      for (const other of ["dev", "prod", "ephemeral"].filter((name) => name !== environment)) {
        const { subject } = the(other);
        const graph = the(environment).graph.filter(({ type }) => type in made);

        expect(refused(statementsFor(allRows, deploying, subject), graph), other).to.have.length(graph.length);
        expect(refused(deployBoundary(subject, stateTarget), graph), other).to.have.length(graph.length);
      }
    });

    it(`leaves every role of ${environment} able to do what its policy says within its boundary`, () => {
      const { subject, graph } = the(environment);
      const boundaries: Readonly<Record<string, readonly PlainStatement[]>> = {
        [subject.runtimeBoundaryArn]: runtimeBoundary(subject),
        [subject.serviceBoundaryArn]: serviceBoundary(subject),
      };
      const outside = graph
        .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
        .flatMap(({ inputs }) => statementsOf(inputs.policy).map((statement) => ({ ...statement, role: inputs.role })))
        .flatMap(({ Action, Resource, Condition, role }) => {
          const boundary = boundaries[boundaryOf(graph, role)] ?? [];
          const from = { ...sentFrom(Condition), "aws:PrincipalArn": `${here}:iam::123456789012:role/${role}` };
          return Action.flatMap((action) => Resource.map((arn) => [action, arn, from, boundary] as const));
        })
        .filter(
          ([action, arn, from, boundary]) => !allows(boundary, action, arn, { ...workContext(subject), ...from }),
        );

      expect(outside.map(([action, arn]) => `${action} on ${arn}`)).to.deep.equal([]);
    });

    it(`bounds in ${environment} the roles of functions by one policy and those that services take by the other`, () => {
      const { subject, graph } = the(environment);
      const wrong = roles(graph).filter(({ inputs }) => {
        const ofFunction = String(inputs.assumeRolePolicy).includes('"lambda.amazonaws.com"');
        return inputs.permissionsBoundary !== (ofFunction ? subject.runtimeBoundaryArn : subject.serviceBoundaryArn);
      });

      expect(wrong.map(({ name }) => name)).to.deep.equal([]);
    });
  }

  it("lets each role that a service takes do in prod what its boundary has for it, under the name that the graph gives it", () => {
    const { subject, graph } = the("prod");
    const boundary = serviceBoundary(subject);
    const asked = (role: string, action: string, resource: string) =>
      allows(boundary, action, `${here}:${resource}`, {
        ...workContext(subject),
        "aws:PrincipalArn": `${here}:iam::123456789012:role/${String(
          roles(graph).find(({ name }) => name === role)?.inputs.name,
        )}`,
      });
    const table = `dynamodb:${regionAndAccount}:table/orders-table-prod`;

    expect(
      asked("backoffice-rollout-role", "lambda:UpdateAlias", `lambda:${regionAndAccount}:function:orders-create-prod`),
    ).to.be.true;
    expect(asked("monitoring-backup-role", "dynamodb:StartAwsBackupJob", table)).to.be.true;
    expect(asked("monitoring-backup-tests-role", "dynamodb:RestoreTableFromAwsBackup", `${table}/backup/0123`)).to.be
      .true;
    expect(
      asked("orders-api-account-role", "logs:PutLogEvents", `logs:${regionAndAccount}:log-group:/aws/apigateway/x`),
    ).to.be.true;
    const flows = `logs:${regionAndAccount}:log-group:/aws/vendedlogs/backoffice-network-flows-prod:*`;
    expect(asked("backoffice-network-flows-role", "logs:PutLogEvents", flows)).to.be.true;
    expect(
      roles(graph).filter(({ inputs }) => inputs.permissionsBoundary === subject.serviceBoundaryArn),
    ).to.have.length(5);
  });

  it("makes no role without the boundary, with another one, or takes it away", () => {
    const { subject } = the("dev");
    const role = `${here}:iam::123456789012:role/orders-create-role-dev`;
    const other = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };

    for (const statements of [statementsFor(allRows, deploying, subject), deployBoundary(subject, stateTarget)]) {
      for (const action of [
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:UpdateAssumeRolePolicy",
      ]) {
        expect(allows(statements, action, role), action).to.equal(false);
        expect(allows(statements, action, role, other), action).to.equal(false);
      }
      const bounded = { "iam:PermissionsBoundary": subject.runtimeBoundaryArn };
      expect(allows(statements, "iam:DeleteRolePermissionsBoundary", role, bounded)).to.equal(false);
      const administrator = { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" };
      expect(allows(statements, "iam:AttachRolePolicy", role, administrator)).to.equal(false);
    }
  });

  it("hands its roles to Lambda, API Gateway, CodeDeploy, AWS Backup and VPC flow logs and to nobody else", () => {
    const statements = statementsFor(allRows, deploying, subjectOf());
    const role = `${here}:iam::123456789012:role/orders-create-role-dev`;
    const passes = (service: string) => allows(statements, "iam:PassRole", role, { "iam:PassedToService": service });

    expect(passes("lambda.amazonaws.com")).to.equal(true);
    expect(passes("apigateway.amazonaws.com")).to.equal(true);
    expect(passes("codedeploy.amazonaws.com")).to.equal(true);
    expect(passes("backup.amazonaws.com")).to.equal(true);
    expect(passes("vpc-flow-logs.amazonaws.com")).to.equal(true);
    expect(passes("ec2.amazonaws.com")).to.equal(false);
  });

  it("cannot touch what delivery stands on: its roles, its boundaries, its state, the trust in GitHub", () => {
    const bounded = { "iam:PermissionsBoundary": subjectOf().runtimeBoundaryArn };
    const tagged = { "aws:ResourceTag/Environment": "delivery", "aws:ResourceTag/Application": "backoffice" };
    const newTags = { "aws:RequestTag/Environment": "dev", "aws:RequestTag/Application": "backoffice" };
    const attempts: readonly (readonly [string, string, RequestContext])[] = [
      ["iam:PutRolePolicy", "role/backoffice-deploy-dev-delivery", bounded],
      ["iam:UpdateAssumeRolePolicy", "role/backoffice-deploy-dev-delivery", bounded],
      ["iam:UpdateAssumeRolePolicy", "role/backoffice-preview-dev-delivery", bounded],
      ["iam:CreatePolicyVersion", "policy/backoffice-runtime-boundary-dev-delivery", {}],
      ["iam:DeletePolicy", "policy/backoffice-deploy-boundary-dev-delivery", {}],
      ["iam:UpdateOpenIDConnectProviderThumbprint", "oidc-provider/token.actions.githubusercontent.com", {}],
      ["iam:CreateUser", "user/somebody-dev", {}],
      ["iam:CreateAccessKey", "user/somebody-dev", {}],
    ];
    for (const statements of [
      statementsFor(allRows, deploying, subjectOf()),
      deployBoundary(subjectOf(), stateTarget),
    ]) {
      for (const [action, resource, context] of attempts) {
        expect(allows(statements, action, `${here}:iam::123456789012:${resource}`, context), action).to.equal(false);
      }
      const bucket = `${here}:s3:::backoffice-state-dev-delivery-123456789012`;
      expect(allows(statements, "s3:PutBucketPolicy", bucket)).to.equal(false);
      expect(allows(statements, "s3:DeleteBucket", bucket)).to.equal(false);
      const key = `${here}:kms:${regionAndAccount}:key/11112222-3333-4444-5555-666677778888`;
      expect(allows(statements, "kms:PutKeyPolicy", key, tagged)).to.equal(false);
      expect(allows(statements, "kms:ScheduleKeyDeletion", key, tagged)).to.equal(false);
      expect(allows(statements, "kms:TagResource", key, { ...tagged, ...newTags }), "claiming the key").to.equal(false);
    }
  });

  it("opens and closes keys only through the services that keep data with them, and secrets by their name", () => {
    const key = `${here}:kms:${regionAndAccount}:key/11112222-3333-4444-5555-666677778888`;
    const own = { "aws:ResourceTag/Environment": "dev", "aws:ResourceTag/Application": "backoffice" };
    const statements = statementsFor(allRows, deploying, subjectOf());
    const may = (action: string, context: RequestContext) => allows(statements, action, key, { ...own, ...context });

    expect(may("kms:Decrypt", {})).to.equal(false);
    expect(may("kms:Decrypt", { "kms:ViaService": "lambda.eu-central-1.amazonaws.com" })).to.equal(true);
    expect(may("kms:Decrypt", { "kms:ViaService": "s3.eu-central-1.amazonaws.com" })).to.equal(false);
    expect(may("kms:Encrypt", { "kms:EncryptionContext:secret": "notifications-webhook-dev" })).to.equal(true);
    expect(may("kms:Encrypt", { "kms:EncryptionContext:secret": "notifications-webhook-prod" })).to.equal(false);
    expect(may("kms:CreateGrant", {})).to.equal(false);
    expect(may("kms:CreateGrant", { "kms:GrantIsForAWSResource": "true" })).to.equal(true);
  });

  it("may do in a preview nothing that changes anything", () => {
    const statements = statementsFor(allRows, reading, subjectOf());
    const graph = the("dev").graph;

    expect(refused(statements, graph)).to.have.length(graph.filter(({ type }) => type in made).length);
    expect(
      allows(statements, "dynamodb:DescribeTable", `${here}:dynamodb:${regionAndAccount}:table/orders-table-dev`),
    ).to.equal(true);
    expect(
      allows(statements, "dynamodb:GetItem", `${here}:dynamodb:${regionAndAccount}:table/orders-table-dev`),
    ).to.equal(false);
  });
});

function boundaryOf(graph: readonly GraphResource[], role: unknown): string {
  return String(roles(graph).find(({ inputs }) => inputs.name === role)?.inputs.permissionsBoundary);
}

/** What a function at work shows of itself. */
function workContext({ suffix }: Subject): RequestContext {
  return {
    "aws:ResourceTag/Environment": suffix.replace("*", "123"),
    "aws:ResourceTag/Application": "backoffice",
  };
}

/** The address that a statement limits emails to. */
function sentFrom(conditions: PlainStatement["Condition"]): RequestContext {
  const address = conditions?.StringEquals?.["ses:FromAddress"];
  const forAws = conditions?.Bool?.["kms:GrantIsForAWSResource"];
  return {
    ...(typeof address === "string" && { "ses:FromAddress": address }),
    ...(typeof forAws === "string" && { "kms:GrantIsForAWSResource": forAws }),
  };
}
