import type { IncomingMessage, ServerResponse } from "node:http";
import { CreateRestApiCommand, UpdateAccountCommand, UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { CreateEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { expect } from "chai";
import { type Listening, serve } from "../../../cli/loopback-server";
import { type Clients, createClients } from "../../../local/deploy/clients";
import { findApiUrl } from "../../../local/deploy/foreign";
import { wellKnown } from "../../../ops/stack/local-credentials";
import { failureOf } from "../../support/failure-of";

describe("somebody else's emulator", () => {
  let server: Listening | undefined;
  let clients: Clients | undefined;
  const reported: string[] = [];
  afterEach(async () => {
    clients?.destroy();
    await server?.close();
    reported.length = 0;
  });

  async function emulator(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
    server = await serve((request, response) => {
      request.resume().once("end", () => answer(request, response));
    });
    return server.url;
  }

  /** Answers every call with this error. */
  async function refusing(status: number, code: string, report?: (text: string) => void): Promise<Clients> {
    const endpoint = await emulator((_, response) => {
      response.writeHead(status, { "content-type": "application/json", "x-amzn-errortype": code });
      response.end(JSON.stringify({ __type: code, message: "no" }));
    });
    clients = createClients(endpoint, "us-east-1", wellKnown, report);
    return clients;
  }

  const account = () => new UpdateAccountCommand({ patchOperations: [] });
  const api = () => new CreateRestApiCommand({ name: "orders" });

  for (const [status, code] of [
    [400, "UnknownOperationException"],
    [404, "UnknownOperationException"],
    [501, "NotImplemented"],
  ] as const) {
    it(`goes on without what it does not support, and reports it: ${status} ${code}`, async () => {
      const { apiGateway, cloudWatch } = await refusing(status, code, (text) => reported.push(text));

      await apiGateway.send(account());
      await apiGateway.send(new UpdateStageCommand({ restApiId: "a", stageName: "v1" }));
      await cloudWatch.send(
        new PutMetricAlarmCommand({ AlarmName: "a", ComparisonOperator: undefined, EvaluationPeriods: 1 }),
      );

      const lacks = "the emulator at AWS_ENDPOINT_URL does not know this operation";
      expect(reported).to.deep.equal([
        `APIGateway UpdateAccount: ${lacks}; the gateway has no role to write logs with`,
        `APIGateway UpdateStage: ${lacks}; the API has no throttling and no execution metrics`,
        `CloudWatch PutMetricAlarm: ${lacks}; no alarm`,
      ]);
    });
  }

  it("ends the run when it does not know what the pipelines need", async () => {
    const { apiGateway, iam } = await refusing(400, "UnknownOperationException", (text) => reported.push(text));

    expect((await failureOf(apiGateway.send(api()))).name).to.equal("UnknownOperationException");
    await failureOf(iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: "{}" })));
    expect(reported).to.deep.equal([]);
  });

  it("ends the run when it knows an operation and refuses it", async () => {
    const { apiGateway } = await refusing(400, "BadRequestException", (text) => reported.push(text));

    expect((await failureOf(apiGateway.send(account()))).name).to.equal("BadRequestException");
    expect(reported).to.deep.equal([]);
  });

  it("may have the sender's identity of an earlier run, and no other leftover", async () => {
    const { sesV2, iam } = await refusing(400, "AlreadyExistsException", (text) => reported.push(text));

    await sesV2.send(new CreateEmailIdentityCommand({ EmailIdentity: "example.com" }));
    await failureOf(iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: "{}" })));
    expect(reported).to.deep.equal([]);
  });

  it("is the only one that anything is passed over for", async () => {
    const { apiGateway } = await refusing(400, "UnknownOperationException");

    expect((await failureOf(apiGateway.send(account()))).name).to.equal("UnknownOperationException");
  });

  /** Serves APIs in one form and answers everything else alike. */
  const serving = (pattern: RegExp) =>
    emulator((request, response) => {
      const id = pattern.exec(request.url ?? "")?.[1];
      response.statusCode = id === "abcdefghij" ? 403 : 404;
      response.end(id === undefined ? `no such page: ${request.url}` : `{"message":"${response.statusCode}"}`);
    });

  it("is asked at each known form of an API's address", async () => {
    const first = await serving(/^\/_aws\/execute-api\/(\w+)\/v1\//);
    expect(await findApiUrl(first, "abcdefghij", "v1")).to.deep.equal({
      url: `${first}/_aws/execute-api/abcdefghij/v1`,
      found: true,
    });
    await server?.close();

    const second = await serving(/^\/restapis\/(\w+)\/v1\/_user_request_\//);
    expect(await findApiUrl(second, "abcdefghij", "v1")).to.deep.equal({
      url: `${second}/restapis/abcdefghij/v1/_user_request_`,
      found: true,
    });
  });

  it("is asked by a resource's path as well, for some answer alike for the root of every API", async () => {
    const url = await emulator(({ url: path = "" }, response) => {
      const found = path === "/restapis/abcdefghij/v1/_user_request_/orders/none";
      response.statusCode = found ? 401 : 404;
      response.end(found ? "unauthorized" : `no route in ${path.split("/")[2]}`);
    });

    expect(await findApiUrl(url, "abcdefghij", "v1", ["/orders/{orderId}"])).to.deep.equal({
      url: `${url}/restapis/abcdefghij/v1/_user_request_`,
      found: true,
    });
  });

  it("may serve an API in no known form", async () => {
    const nowhere = await serving(/^\/nowhere\/(\w+)/);

    expect(await findApiUrl(nowhere, "abcdefghij", "v1")).to.deep.equal({
      url: `${nowhere}/_aws/execute-api/abcdefghij/v1`,
      found: false,
    });
  });
});
