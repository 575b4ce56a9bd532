import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../local/emulator/start";
import { type Credentials, randomCredentials } from "../../../ops/stack/local-credentials";
import { guardCases, sendTo } from "../run/guard-cases";

describe("the emulator's guard", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ signal: new AbortController().signal, credentials: randomCredentials() });
  });
  after(() => emulator?.stop());

  for (const { what, headers, answered } of guardCases) {
    it(`${answered ? "answers" : "refuses"} ${what}`, async () => {
      const { status } = await sendTo(`${emulator.endpoint}/_ministack/health`, headers);

      expect(status).to.equal(answered ? 200 : 403);
    });
  }

  /** What calls with these keys come to. */
  async function calls(credentials: Credentials): Promise<string> {
    const options = { endpoint: emulator.endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
    const lambda = new LambdaClient(options);
    try {
      await lambda.send(new ListFunctionsCommand({}));
      return "answered";
    } catch (error) {
      return `refused with ${(error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode}`;
    } finally {
      lambda.destroy();
    }
  }

  it("has a root user of its own in every run, and no well-known one", async () => {
    const secretAccessKey = emulator.credentials.secretAccessKey;

    expect(await calls(emulator.credentials)).to.equal("answered");
    for (const accessKeyId of ["test", "000000000000", emulator.accountId, "111122223333"]) {
      expect(await calls({ accessKeyId, secretAccessKey: "test" }), accessKeyId).to.equal("refused with 403");
      expect(await calls({ accessKeyId, secretAccessKey }), accessKeyId).to.equal("refused with 403");
    }
    expect(await calls(randomCredentials())).to.equal("refused with 403");
  });

  it("lets no page create, call or read, whatever it has found out", async () => {
    const page = { host: "127.0.0.1:PORT", origin: "https://evil.example" };
    const { accessKeyId } = emulator.credentials;
    const scope = `${accessKeyId}/20260101/us-east-1/lambda/aws4_request`;
    const signed = {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
      "content-type": "text/plain", // what a page may send without asking first
    };
    const asked: readonly (readonly [method: string, path: string, body: string])[] = [
      ["POST", "/2015-03-31/functions", '{"FunctionName":"evil"}'],
      ["POST", "/2015-03-31/functions/evil/invocations", "{}"],
      ["GET", "/2015-03-31/functions", ""],
      ["OPTIONS", "/2015-03-31/functions", ""],
      ["POST", "/", "Action=ListUsers&Version=2010-05-08"],
      ["POST", "/_ministack/reset", ""],
      ["POST", "/_ministack/config", "{}"],
      ["GET", "/_ministack/ses/messages", ""],
      ["GET", "/_ministack/sqs/messages", ""],
    ];

    for (const [method, path, body] of asked) {
      for (const headers of [{ ...page, ...signed }, page, { ...signed, host: "evil.example:PORT" }]) {
        const answer = await sendTo(`${emulator.endpoint}${path}`, headers, { method, body });
        expect(answer.status, `${method} ${path}`).to.equal(403);
        expect(answer.headers, `${method} ${path}`).to.not.have.property("access-control-allow-origin");
      }
    }
  });

  it("leaves requests to a deployed API to that API, but for the Host", async () => {
    const path = `${emulator.endpoint}/_aws/execute-api/abcdefghij/v1/orders`;
    const page = { host: "127.0.0.1:PORT", origin: "https://shop.example" };

    const answer = await sendTo(path, page);
    const rebound = await sendTo(path, { host: "evil.example:PORT" });

    expect(answer.status).to.equal(404); // there is no such API, says the emulator
    expect(answer.headers).to.not.have.property("access-control-allow-origin");
    expect(rebound.status).to.equal(403);
  });
});
