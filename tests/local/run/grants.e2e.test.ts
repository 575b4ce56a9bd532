import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { requestToken } from "../../../local/issuer/request-token";
import { type Aws, connect } from "../../../local/run/aws";
import { outputsSchema, type StackOutputs } from "../../../local/run/outputs";
import { orderBody } from "../../../local/traffic/bodies";
import { describeDenial, findDenials } from "../../../local/traffic/evidence/denials";
import { readLogs } from "../../../local/traffic/evidence/logs";
import { type Api, createApi, orderIn } from "../../../local/traffic/http";
import { person } from "../../../local/traffic/people";
import { until } from "../../../local/traffic/poll";
import { createRandom } from "../../../local/traffic/random";
import { readStackFile } from "../../../ops/stack/stack-file";
import { readTable } from "../../../ops/stack/tables";
import { killStartedRuns, makeRunFolders, type RunFolders, startRun } from "./started-run";

/** What makes a function use its grants. */
interface Shop {
  order(email?: string): Promise<string>;
  repeat(): Promise<void>;
  read(): Promise<void>;
  list(): Promise<void>;
  cancel(): Promise<void>;
  poison(): Promise<void>;
}

/** A function's grant, what uses it, and the resource that the message must name. */
const grants: readonly [name: string, action: string, resource: RegExp, use: (shop: Shop) => Promise<unknown>][] = [
  ["orders-create-local", "dynamodb:PutItem", /orders-table-local/, (shop) => shop.order()],
  ["orders-create-local", "dynamodb:GetItem", /orders-table-local/, (shop) => shop.repeat()],
  ["orders-create-local", "dynamodb:Query", /orders-table-local|CustomerIndex/, (shop) => shop.order()],
  ["orders-get-local", "dynamodb:GetItem", /orders-table-local/, (shop) => shop.read()],
  ["orders-list-local", "dynamodb:Query", /orders-table-local|CustomerIndex/, (shop) => shop.list()],
  ["orders-update-status-local", "dynamodb:GetItem", /orders-table-local/, (shop) => shop.cancel()],
  ["orders-update-status-local", "dynamodb:UpdateItem", /orders-table-local/, (shop) => shop.cancel()],
  ["orders-auditor-local", "dynamodb:PutItem", /orders-audit-local/, (shop) => shop.order()],
  ["orders-publisher-local", "sns:Publish", /confirmations-topic-local/, (shop) => shop.order()],
  ["orders-publisher-local", "events:PutEvents", /shipments-bus-local/, (shop) => shop.order()],
  ["confirmations-sender-local", "dynamodb:GetItem", /confirmations-suppressions-local/, (shop) => shop.order()],
  ["confirmations-sender-local", "dynamodb:UpdateItem", /confirmations-deliveries-local/, (shop) => shop.order()],
  ["confirmations-sender-local", "ses:SendEmail", /\S/, (shop) => shop.order()],
  ["confirmations-sender-local", "sqs:SendMessage", /confirmations-dead-letters-local/, (shop) => shop.poison()],
  ["confirmations-feedback-local", "dynamodb:UpdateItem", /confirmations-deliveries-local/, (shop) => shop.order()],
  [
    "confirmations-feedback-local",
    "dynamodb:PutItem",
    /confirmations-suppressions-local/,
    (shop) => shop.order("bounce@simulator.amazonses.com"),
  ],
];

describe("a grant that is taken away", () => {
  let folders: RunFolders;
  let aws: Aws;
  let outputs: StackOutputs;
  let shop: Shop;
  const stop = new AbortController();

  before(async function () {
    this.timeout(240_000);
    folders = makeRunFolders();
    const run = startRun(folders, ["--keep", "--no-traffic"]);
    await run.printed("Press Ctrl-C");
    const stack = readStackFile(folders.folder);
    outputs = outputsSchema.parse(stack.outputs);
    aws = connect(stack);
    shop = openShop(createApi(outputs.orders.apiUrl, stop.signal), outputs, aws, {
      customer: await requestToken({ url: stack.issuer, secret: stack.tokenSecret ?? "" }, { customer: "ada" }),
    });
  });

  after(() => {
    aws?.destroy();
    killStartedRuns();
    folders.remove();
  });

  for (const [name, action, resource, use] of grants) {
    it(`is missed by name: ${name} ${action} on ${resource.source}`, async () => {
      const restore = await without(aws, name, action, resource);
      try {
        // The call itself may fail for want of the grant; what counts is what is on record about it.
        await use(shop).catch(() => undefined);

        const { ok, detail } = await until(() => denialOf(aws, outputs, name, action, resource), {
          signal: stop.signal,
        });

        expect(ok, detail).to.equal(true);
      } finally {
        await restore();
      }
    }).timeout(240_000);
  }
});

/** Looks for the denial where the local run's own check looks, and puts it into the same words. */
async function denialOf(aws: Aws, outputs: StackOutputs, name: string, action: string, resource: RegExp) {
  const errors = await readTable(aws.dynamo, outputs.monitoring.errorTableName);
  const found = findDenials(errors, await readLogs(aws, [name]));
  const said = await Promise.all(found.map((denial) => describeDenial({ aws }, denial)));
  const wanted = said.find((text) => text.startsWith(`${name} may not ${action} on `) && resource.test(text));
  return { ok: wanted !== undefined, detail: `no denial of ${action} to ${name}; found: ${said.join("; ") || "none"}` };
}

/** Takes an action out of the one statement of a function's role that grants it on this resource. */
async function without(aws: Aws, functionName: string, action: string, resource: RegExp): Promise<() => Promise<void>> {
  const { Role = "" } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const RoleName = Role.slice(Role.lastIndexOf("/") + 1);
  const { PolicyNames = [] } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName }));
  const PolicyName = PolicyNames[0] ?? "";
  const { PolicyDocument = "" } = await aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const declared = decodeURIComponent(PolicyDocument);
  const policy: { Statement: { Action: string | string[]; Resource: string | string[] }[] } = JSON.parse(declared);
  let taken = 0;
  const statements = policy.Statement.flatMap((statement) => {
    const actions = [statement.Action].flat();
    const errorLog = [statement.Resource].flat().some((arn) => arn.includes("monitoring-errors"));
    const matches = [statement.Resource].flat().some((arn) => arn === "*" || resource.test(arn));
    if (errorLog || !matches || !actions.includes(action)) return [statement];
    taken++;
    const rest = actions.filter((other) => other !== action);
    return rest.length === 0 ? [] : [{ ...statement, Action: rest }];
  });
  expect(taken, `statements of ${RoleName} that grant ${action}`).to.equal(1);
  const put = (document: string) =>
    aws.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: document }));
  await aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  await put(JSON.stringify({ ...policy, Statement: statements }));
  return async () => {
    await put(declared);
  };
}

function openShop(api: Api, outputs: StackOutputs, aws: Aws, tokens: { readonly customer: string }): Shop {
  const random = createRandom(7);
  const token = tokens.customer;
  const post = (email: string | undefined, key: string) =>
    api.send({
      method: "POST",
      path: "/orders",
      token,
      body: orderBody(createRandom(1), person("ada", email)),
      headers: { "Idempotency-Key": key },
    });
  const order = async (email?: string) => orderIn(await post(email, random.uuid())).orderId;
  return {
    order,
    repeat: async () => {
      const key = random.uuid();
      await post(undefined, key);
      await post(undefined, key);
    },
    read: async () => {
      await api.send({ method: "GET", path: `/orders/${await order()}`, token });
    },
    list: async () => {
      await api.send({ method: "GET", path: "/customers/ada/orders", token });
    },
    cancel: async () => {
      await api.send({
        method: "PATCH",
        path: `/orders/${await order()}/status`,
        token,
        body: { status: "CANCELLED" },
      });
    },
    poison: async () => {
      const { queueUrl } = outputs.confirmations;
      await aws.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "not JSON" }));
    },
  };
}
