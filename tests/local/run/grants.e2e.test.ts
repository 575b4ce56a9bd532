import { InvokeCommand } from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import type { CallCosts, CallCostsState } from "../../../console/contract";
import { requestToken } from "../../../local/issuer/request-token";
import { disableQueueMappings, NoLeverError, revokeGrant } from "../../../local/levers/levers";
import { type Aws, connect } from "../../../local/run/aws";
import { outputsSchema, type StackOutputs } from "../../../local/run/outputs";
import { orderBody } from "../../../local/traffic/bodies";
import { describeDenial, findDenials } from "../../../local/traffic/evidence/denials";
import { readLogs } from "../../../local/traffic/evidence/logs";
import { type Api, type ApiResponse, createApi, orderIn } from "../../../local/traffic/http";
import { operatorsCommand } from "../../../local/traffic/operators-command";
import { person } from "../../../local/traffic/people";
import { until } from "../../../local/traffic/poll";
import { createRandom } from "../../../local/traffic/random";
import type { CallCount } from "../../../ops/calls/counts";
import type { GrantUse } from "../../../ops/calls/grants";
import type { LogLine } from "../../../ops/logs/line";
import { peek } from "../../../ops/queues/peek";
import { readStackFile } from "../../../ops/stack/stack-file";
import { readTable } from "../../../ops/stack/tables";
import { authorizationFor } from "../../browser/support/console-address";
import { ask } from "../../browser/support/traffic";
import { killStartedRuns, makeRunFolders, type RunFolders, startRun } from "./started-run";

/** What makes a function use its grants. */
interface Shop {
  order(email?: string): Promise<string>;
  repeat(): Promise<void>;
  read(): Promise<void>;
  list(): Promise<void>;
  get(orderId: string): Promise<ApiResponse>;
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

describe("a stack that is kept", () => {
  let folders: RunFolders;
  let aws: Aws;
  let outputs: StackOutputs;
  let shop: Shop;
  const stop = new AbortController();

  before(async () => {
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
    it(`misses a grant that is taken away by name: ${name} ${action} on ${resource.source}`, async () => {
      const restore = await revokeGrant(aws, name, action, resource, /monitoring-errors/);
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
    });
  }

  /** Runs an operators' command against it. */
  const ops = async (line: string) => {
    const { code, stdout, stderr } = await operatorsCommand(line.split(" "), { env: folders.env });
    return { code, stderr, json: JSON.parse(stdout) };
  };

  it("shows denied calls first, by function, action and table, and no body", async () => {
    const { code, json } = await ops("calls --json");

    const [first] = json.calls;
    expect(first.outcomes.denied).to.be.greaterThan(0);
    const denied = json.calls.filter((call: CallCount) => (call.outcomes.denied ?? 0) > 0);
    const names = denied.map(({ caller, service, action }: CallCount) => `${caller} ${service}:${action}`);
    // Each grant that was taken away above, but for emails: the recorded call is the same.
    expect(new Set(names)).to.include.keys(grants.map(([name, action]) => `${name} ${action}`));
    expect(json.calls.filter(({ caller }: CallCount) => caller === "unknown")).to.deep.equal([]);
    expect(JSON.stringify(json.calls)).to.not.contain("@mail.example");
    expect(json.grants.filter(({ use }: GrantUse) => use === "unusable")).to.deep.equal([]);
    expect(code, "calls were denied").to.equal(1);
  });

  it("injects a fault into the calls of one function on one table, until it is cleared", async () => {
    const added = await ops(
      "faults add --effect throttle --function orders-get --resource orders-table --for-seconds 600 --id slow --json",
    );
    expect(added.json, added.stderr).to.deep.equal({ id: "slow" });

    const order = await shop.order();
    const throttled = await shop.get(order);
    const { json: listed } = await ops("faults list --json");
    const { json: cleared } = await ops("faults clear --json");
    const again = await shop.get(order);

    expect([throttled.status, throttled.headers.get("retry-after")]).to.deep.equal([503, "2"]);
    // The SDK tries three times.
    expect(listed.faults.at(-1)).to.deep.include({ active: true, matched: 3, hit: 3 });
    expect(cleared).to.deep.equal({ ended: 1 });
    expect(again.status).to.equal(200);
  });

  it("kills the process of a function at its call, and goes on", async () => {
    await ops("faults add --effect kill --function orders-get --times 1 --json");
    const order = await shop.order();

    const killed = await shop.get(order);
    const again = await shop.get(order);

    expect([killed.status, again.status]).to.deep.equal([502, 200]);
  });

  it("keeps messages while a mapping is off, and handles them when it is on again", async () => {
    const { queueUrl, deadLetterQueueUrl } = outputs.confirmations;
    const stack = readStackFile(folders.folder);
    const count = async (url: string) => (await peek(stack, url)).length;
    const dead = await count(deadLetterQueueUrl);
    const enable = await disableQueueMappings(aws.lambda, outputs.confirmations.functionNames.sender);
    const before = await count(queueUrl);
    await shop.poison();
    const waiting = (await count(queueUrl)) - before;
    await enable();
    const look = async () => ({ ok: (await count(deadLetterQueueUrl)) === dead + 1, detail: "not handled" });

    expect(waiting).to.equal(1);
    expect((await until(look, { signal: stop.signal })).ok).to.equal(true);
    const auditor = disableQueueMappings(aws.lambda, outputs.orders.functionNames.auditor);
    expect(await auditor.catch((error: unknown) => error)).to.be.instanceOf(NoLeverError);
  });

  it("costs a million events by their calls what the model says, in each step that calls show", async () => {
    // As the console's button does: its own command, in a process of its own.
    const { console: web } = readStackFile(folders.folder);
    const { url, authorization } = { url: web?.url ?? "", authorization: () => authorizationFor(web?.url ?? "") };
    const before = await ask<CallCostsState>({ url, authorization }, "call-costs");
    const { flows } = await ask<CallCosts>({ url, authorization }, "call-costs", { confirm: "yes" });
    const after = await ask<CallCostsState>({ url, authorization }, "call-costs");

    expect([before, after.running, after.last?.flows]).to.deep.equal([{ running: false }, false, flows]);
    const differing = flows.flatMap(({ name, steps }) =>
      steps
        .filter(({ differs }) => differs)
        .map((step) => `${name}, ${step.what}: ${step.modelled}, called ${step.called}`),
    );
    expect(differing).to.deep.equal([]);
    const shown = flows.map(({ steps }) => steps.filter(({ called }) => called !== undefined).length);
    expect(shown).to.deep.equal([5, 4, 5, 2, 1, 1]);
  });

  it("prints what its functions have logged, and where their stack traces are", async () => {
    const FunctionName = outputs.monitoring.simulatorFunctionName ?? "";
    const Payload = JSON.stringify({ sequence: -1, correlationId: "logs-of-a-kept-stack" });
    await aws.lambda.send(new InvokeCommand({ FunctionName, Qualifier: "live", Payload }));

    const { code, json, stderr } = await ops(`logs --function ${FunctionName} --level error --json`);
    const found = await ops("logs --correlation logs-of-a-kept-stack --json");

    expect(code, stderr).to.equal(0);
    expect(json.lines.at(-1)).to.deep.include({ level: "ERROR", correlationId: "logs-of-a-kept-stack" });
    expect(json.lines.at(-1).fields.errorName).to.equal("PermanentError");
    expect(JSON.stringify(json)).to.contain("npm run ops -- errors --function monitoring-simulator-local --verbose");
    const lines = found.json.lines.filter(({ correlationId }: LogLine) => correlationId === "logs-of-a-kept-stack");
    expect(lines.length).to.be.greaterThan(0);
  });
});

/** Looks for the denial where the local run's own check looks, and puts it into the same words. */
async function denialOf(aws: Aws, outputs: StackOutputs, name: string, action: string, resource: RegExp) {
  const errors = await readTable(aws.dynamo, outputs.monitoring.errorTableName);
  const found = findDenials(errors, await readLogs(aws, [name]));
  const said = await Promise.all(found.map((denial) => describeDenial({ aws }, denial)));
  const wanted = said.find((text) => text.startsWith(`${name} may not ${action} on `) && resource.test(text));
  return { ok: wanted !== undefined, detail: `no denial of ${action} to ${name}; found: ${said.join("; ") || "none"}` };
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
    get: (orderId) => api.send({ method: "GET", path: `/orders/${orderId}`, token }),
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
