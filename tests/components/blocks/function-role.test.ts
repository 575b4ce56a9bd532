import { expect } from "chai";
import {
  consumeQueue,
  type Grant,
  onTable,
  publishToTopic,
  readStream,
  sendToQueue,
} from "../../../components/blocks/grants";
import { record } from "../../support/pulumi";
import { anyFunction, functionSharedArgs, keyArn, tags } from "../../support/pulumi-fixtures";
import { statements, the } from "../../support/pulumi-queries";

const functionArn = "arn:aws:lambda:eu-south-2:111122223333:function:orders-create-test";
const errorTableArn = "arn:aws:dynamodb:eu-south-2:111122223333:table/monitoring-errors-test";

function recordFunction(grants: readonly Grant[] = []) {
  return record(() => {
    anyFunction(functionSharedArgs(), { grants });
  });
}

describe("a function's role", () => {
  it("may only be taken on by Lambda", async () => {
    const { resources } = await recordFunction();

    const { assumeRolePolicy, ...inputs } = the(resources, "aws:iam/role:Role", "orders-create-role").inputs;
    expect(statements(assumeRolePolicy)).to.deep.equal([
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    // managedPolicyArns and inlinePolicies would fight with the policy resource.
    expect(inputs).to.deep.equal({
      name: "orders-create-role-test",
      description: "What the function orders-create may do",
      tags,
    });
  });

  it("carries the boundary that the stack names, in the stack's partition and account", async () => {
    const { resources } = await record(() => {
      anyFunction(functionSharedArgs({ permissionsBoundary: "bounds", serviceBoundary: "services" }));
    });

    const { permissionsBoundary } = the(resources, "aws:iam/role:Role", "orders-create-role").inputs;
    expect(permissionsBoundary).to.equal("arn:aws:iam::111122223333:policy/bounds");
  });

  const basics = [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:eu-south-2:111122223333:log-group:/aws/lambda/orders-create-test:*",
    },
    { Effect: "Allow", Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource: "*" },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": functionArn } },
    },
    { Effect: "Allow", Action: ["dynamodb:PutItem"], Resource: [errorTableArn] },
  ];
  const keyUse = (action: string, services: readonly string[]) => ({
    Effect: "Allow",
    Action: action,
    Resource: keyArn,
    Condition: {
      StringEquals: { "kms:ViaService": services.map((service) => `${service}.eu-south-2.amazonaws.com`) },
    },
  });

  it("may write its log, its traces and the error log, and nothing else by itself", async () => {
    const { resources } = await recordFunction();

    const { policy, ...inputs } = the(resources, "aws:iam/rolePolicy:RolePolicy", "orders-create-policy").inputs;
    expect(inputs).to.deep.equal({ name: "orders-create-policy-test", role: "orders-create-role-test" });
    expect(statements(policy)).to.deep.equal([...basics, keyUse("kms:Decrypt", ["dynamodb"])]);
  });

  it("may do what it is granted, with the key through exactly the services of its grants", async () => {
    const { resources } = await recordFunction([
      onTable(["dynamodb:GetItem"], "arn:table"),
      { actions: ["ses:SendEmail"], resources: ["arn:identity"], conditions: { StringEquals: { a: "b" } } },
      consumeQueue("arn:queue"),
      publishToTopic("arn:topic"),
    ]);

    const { policy } = the(resources, "aws:iam/rolePolicy:RolePolicy", "orders-create-policy").inputs;
    expect(statements(policy)).to.deep.equal([
      ...basics,
      { Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: ["arn:table"] },
      {
        Effect: "Allow",
        Action: ["ses:SendEmail"],
        Resource: ["arn:identity"],
        Condition: { StringEquals: { a: "b" } },
      },
      {
        Effect: "Allow",
        Action: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        Resource: ["arn:queue"],
      },
      { Effect: "Allow", Action: ["sns:Publish"], Resource: ["arn:topic"] },
      keyUse("kms:Decrypt", ["dynamodb", "sns", "sqs"]),
      keyUse("kms:GenerateDataKey", ["sns"]),
    ]);
  });

  it("needs GenerateDataKey for sending and not for reading", async () => {
    const { resources } = await recordFunction([...readStream("arn:stream"), sendToQueue("arn:queue")]);

    const { policy } = the(resources, "aws:iam/rolePolicy:RolePolicy", "orders-create-policy").inputs;
    expect(statements(policy).slice(basics.length)).to.deep.equal([
      {
        Effect: "Allow",
        Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        Resource: ["arn:stream"],
      },
      { Effect: "Allow", Action: ["dynamodb:ListStreams"], Resource: ["*"] },
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["arn:queue"] },
      keyUse("kms:Decrypt", ["dynamodb", "sqs"]),
      keyUse("kms:GenerateDataKey", ["sqs"]),
    ]);
  });
});
