// Point 5 of the acceptance list, and X4: exactly what each function's role may do, no more and no less.
import { expect } from "chai";
import { calledFunctionNames } from "../../support/called-functions";
import { orderRecorders } from "../../support/order-recorders";
import { program, type StackName } from "../../support/pulumi";
import { asList, ofType, type PolicyStatement, statements } from "../../support/pulumi-queries";
import { expectedPipelines } from "../expected/pipelines";
import { allow, arn, keyArn, keyUse } from "../expected/statements";

const consume = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

/** What every function may do: its own log, its traces, its own environment, the error log. */
function basics(name: string, stack: StackName) {
  return [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arn("logs", `log-group:/aws/lambda/${name}-${stack}:*`),
    },
    { Effect: "Allow", Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource: "*" },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: {
        StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": arn("lambda", `function:${name}-${stack}`) },
      },
    },
    allow(["dynamodb:PutItem"], arn("dynamodb", `table/monitoring-errors-${stack}`)),
  ];
}

/** What each function may do beyond that. */
function own(stack: StackName): Readonly<Record<string, readonly unknown[]>> {
  const table = (name: string) => arn("dynamodb", `table/${name}-${stack}`);
  const queue = (name: string) => arn("sqs", `${name}-${stack}`);
  const stream = [
    allow(
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      `${table("orders-table")}/stream/2026-01-01T00:00:00.000`,
    ),
    allow(["dynamodb:ListStreams"], "*"),
  ];
  const senderAddress = stack === "dev" ? "orders@dev.example.com" : "orders@example.com";
  const identity = stack === "prod" ? "example.com" : senderAddress;
  const tableKey = keyUse("kms:Decrypt", ["dynamodb"]);
  const queueKeys = [keyUse("kms:Decrypt", ["dynamodb", "sqs"]), keyUse("kms:GenerateDataKey", ["sqs"])];
  return {
    "orders-create": [
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], table("orders-table")),
      allow(["dynamodb:Query"], `${table("orders-table")}/index/CustomerIndex`),
      tableKey,
    ],
    "orders-get": [allow(["dynamodb:GetItem"], table("orders-table")), tableKey],
    "orders-list": [allow(["dynamodb:Query"], `${table("orders-table")}/index/CustomerIndex`), tableKey],
    "orders-update-status": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], table("orders-table")), tableKey],
    "orders-authorizer": [tableKey],
    "orders-publisher": [
      ...stream,
      allow(["sns:Publish"], arn("sns", `confirmations-topic-${stack}`)),
      {
        ...allow(["events:PutEvents"], arn("events", `event-bus/shipments-bus-${stack}`)),
        Condition: {
          StringEquals: {
            "events:source": "backoffice.orders",
            "events:detail-type": ["OrderPlaced", "OrderStatusChanged"],
          },
        },
      },
      allow(["sqs:SendMessage"], queue("orders-publisher-failures")),
      keyUse("kms:Decrypt", ["dynamodb", "sns", "sqs"]),
      keyUse("kms:GenerateDataKey", ["sns", "sqs"]),
    ],
    "orders-auditor": [
      ...stream,
      allow(["dynamodb:PutItem"], table("orders-audit")),
      allow(["sqs:SendMessage"], queue("orders-auditor-failures")),
      ...queueKeys,
    ],
    "confirmations-sender": [
      allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], table("confirmations-deliveries")),
      allow(["dynamodb:GetItem"], table("confirmations-suppressions")),
      {
        ...allow(
          ["ses:SendEmail"],
          arn("ses", `identity/${identity}`),
          arn("ses", `configuration-set/confirmations-mail-${stack}`),
          // In the sandbox SES asks for the recipients, too.
          ...(stack === "dev" ? [arn("ses", "identity/*")] : []),
        ),
        Condition: { StringEquals: { "ses:FromAddress": senderAddress } },
      },
      allow(consume, queue("confirmations-queue")),
      allow(["sqs:SendMessage"], queue("confirmations-dead-letters")),
      ...queueKeys,
    ],
    "confirmations-feedback": [
      allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], table("confirmations-deliveries")),
      allow(["dynamodb:PutItem"], table("confirmations-suppressions")),
      allow(consume, queue("confirmations-feedback-queue")),
      allow(["sqs:SendMessage"], queue("confirmations-feedback-dead-letters")),
      ...queueKeys,
    ],
    "shipments-processor": [
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], table("shipments-table")),
      allow(["sns:Publish"], arn("sns", `notifications-topic-${stack}`)),
      allow(consume, queue("shipments-queue")),
      allow(["sqs:SendMessage"], queue("shipments-dead-letters")),
      keyUse("kms:Decrypt", ["dynamodb", "sns", "sqs"]),
      keyUse("kms:GenerateDataKey", ["sns", "sqs"]),
    ],
    ...Object.fromEntries(
      orderRecorders.map((name) => [
        `${name}-recorder`,
        [
          allow(["dynamodb:PutItem"], table(`${name}-table`)),
          allow(consume, queue(`${name}-queue`)),
          allow(["sqs:SendMessage"], queue(`${name}-dead-letters`)),
          ...queueKeys,
        ],
      ]),
    ),
    ...Object.fromEntries(expectedPipelines.flatMap((pipeline) => Object.entries(pipeline.statements(stack)))),
    ...Object.fromEntries(calledFunctionNames.map((name) => [name, [tableKey]])),
    // Off in prod. Its errors are its only work, and the error log is among what every function may.
    ...(stack === "prod" ? {} : { "monitoring-simulator": [keyUse("kms:Decrypt", ["dynamodb"])] }),
  };
}

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`roles in ${stack}`, () => {
    for (const [name, expected] of Object.entries(own(stack))) {
      it(`allow ${name} exactly what it needs`, async () => {
        const { resources } = await program(stack);

        const policy = ofType(resources, "aws:iam/rolePolicy:RolePolicy").find(
          ({ inputs }) => inputs.role === `${name}-role-${stack}`,
        );
        expect(statements(policy?.inputs.policy)).to.deep.equal([...basics(name, stack), ...expected]);
      });
    }

    it("are those of the functions, of API Gateway's logs, of roll-outs and of AWS Backup, and no other", async () => {
      const { resources } = await program(stack);

      const roles = ofType(resources, "aws:iam/role:Role").map(({ inputs }) => inputs.name);
      expect(roles).to.have.members([
        ...Object.keys(own(stack)).map((name) => `${name}-role-${stack}`),
        `orders-api-account-role-${stack}`,
        ...(stack === "dev" ? [] : [`backoffice-rollout-role-${stack}`]),
        ...(stack === "prod" ? ["monitoring-backup-role-prod", "monitoring-backup-tests-role-prod"] : []),
      ]);
    });

    it("reach no stack but this one", async () => {
      const { resources } = await program(stack);

      const named = ofType(resources, "aws:iam/rolePolicy:RolePolicy")
        .flatMap(({ inputs }) => statements(inputs.policy))
        .flatMap(({ Resource }: PolicyStatement) => asList(Resource))
        .filter((resource) => resource !== "*" && !resource.includes(":kms:") && !resource.includes(":identity/"));
      const pattern = new RegExp(`-${stack}(:\\*|/index/\\w+|/stream/[\\d:.T-]+)?$`);
      for (const resource of named) expect(resource).to.match(pattern);
    });
  });
}
