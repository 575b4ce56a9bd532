import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SendEmailCommand } from "@aws-sdk/client-ses";
import { PublishCommand } from "@aws-sdk/client-sns";
import { ChangeMessageVisibilityCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import * as fc from "fast-check";
import { createDocumentClient, createSesClient, createSnsClient } from "../../../functions/shared/clients";
import { decimal, decimalText, readNumber } from "../../../functions/shared/decimal";
import { createDeadLetterQueue, createQueueControl } from "../../../functions/shared/queue-control";
import { readImage } from "../../../functions/shared/stream-image";
import { rejectionOf } from "./doubles";

/** A service on this machine; says what it was sent. */
async function service(answer: (body: string) => { status: number; body: string } | undefined) {
  const bodies: string[] = [];
  const connections = new Set<unknown>();
  const server: Server = createServer((request, response) => {
    connections.add(request.socket);
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      bodies.push(body);
      const given = answer(body);
      if (given === undefined) return;
      response.writeHead(given.status, { "Content-Type": "application/x-amz-json-1.0" }).end(given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    connections,
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

const variables = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };

describe("the clients", () => {
  const before_ = { ...process.env };
  beforeEach(() => void Object.assign(process.env, variables));
  afterEach(() => {
    for (const name of [...Object.keys(variables), "AWS_ENDPOINT_URL"]) delete process.env[name];
    Object.assign(process.env, before_);
  });

  it("send decimals digit for digit, leave out undefined fields, and keep the connection", async () => {
    const server = await service(() => ({ status: 200, body: "{}" }));
    process.env.AWS_ENDPOINT_URL = server.url;
    const documents = createDocumentClient();
    const Item = { price: decimal("12345678901234567890.10"), list: [{ unitPrice: decimal("0.10") }], none: undefined };
    await documents.send(new PutCommand({ TableName: "table", Item }));
    await documents.send(new PutCommand({ TableName: "table", Item: {} }));
    server.close();
    expect(JSON.parse(server.bodies[0] ?? "").Item).to.deep.equal({
      price: { N: "12345678901234567890.10" },
      list: { L: [{ M: { unitPrice: { N: "0.10" } } }] },
    });
    expect(server.connections.size).to.equal(1);
  });

  it("read decimals digit for digit and safe integers as numbers", async () => {
    const item = { price: { N: "0.1" }, big: { N: "9007199254740993" }, version: { N: "3" } };
    const server = await service(() => ({ status: 200, body: JSON.stringify({ Item: item }) }));
    process.env.AWS_ENDPOINT_URL = server.url;
    const { Item } = await createDocumentClient().send(new GetCommand({ TableName: "table", Key: { id: "1" } }));
    server.close();
    expect(Item?.version).to.equal(3);
    expect(decimalText(Item?.price)).to.equal("0.1");
    expect(decimalText(Item?.big)).to.equal("9007199254740993");
  });

  it("try three times and no more when a service is down", async () => {
    const server = await service(() => ({ status: 500, body: '{"__type":"InternalServerError"}' }));
    process.env.AWS_ENDPOINT_URL = server.url;
    const error = await rejectionOf(createDocumentClient().send(new GetCommand({ TableName: "t", Key: { id: "1" } })));
    server.close();
    expect(error).to.have.property("name", "InternalServerError");
    expect(server.bodies).to.have.lengthOf(3);
  });

  it("give up a service that does not answer within their time", async () => {
    const caller = new AbortController();
    let asked = 0;
    const server = await service(() => {
      // The second request proves that the first was given up; the caller need not see the rest.
      if (++asked === 2) caller.abort();
      return undefined;
    });
    process.env.AWS_ENDPOINT_URL = server.url;
    const message = new PublishCommand({ TopicArn: "arn:aws:sns:a:1:t", Message: "m" });
    const error = await rejectionOf(createSnsClient().send(message, { abortSignal: caller.signal }));
    server.close();
    expect(asked).to.equal(2);
    expect(error).to.have.property("name", "AbortError");
  });

  it("send each email over a connection of its own: one that was kept may be dead, and then nobody knows whether SES got it", async () => {
    const answer =
      '<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>';
    const server = await service(() => ({ status: 200, body: answer }));
    process.env.AWS_ENDPOINT_URL = server.url;
    const command = () =>
      new SendEmailCommand({
        Source: "a@example.com",
        Destination: { ToAddresses: ["b@example.com"] },
        Message: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } },
      });
    const client = createSesClient();
    await client.send(command());
    await client.send(command());
    server.close();
    expect(server.connections.size).to.equal(2);
  });

  it("send an email once only, whatever the answer", async () => {
    const server = await service(() => ({ status: 500, body: "<ErrorResponse/>" }));
    process.env.AWS_ENDPOINT_URL = server.url;
    const command = new SendEmailCommand({
      Source: "a@example.com",
      Destination: { ToAddresses: ["b@example.com"] },
      Message: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } },
    });
    await rejectionOf(createSesClient().send(command));
    server.close();
    expect(server.bodies).to.have.lengthOf(1);
  });
});

describe("decimals", () => {
  it("come back as they went, from text to table and stream and back to text", () => {
    const text = fc.stringMatching(/^(0|[1-9][0-9]{0,14})(\.[0-9]{1,3})?$/);
    fc.assert(
      fc.property(text, (amount) => {
        expect(decimalText(decimal(amount))).to.equal(amount);
        expect(decimalText(readNumber(amount))).to.equal(amount);
        expect(decimalText(readImage({ amount: { N: amount } }).amount)).to.equal(amount);
      }),
    );
  });

  it("are refused where a float could have touched them", () => {
    for (const value of [0.1, Number.NaN, 2 ** 53, "1", null, undefined, {}]) {
      expect(() => decimalText(value)).to.throw(TypeError);
    }
  });
});

describe("queue control", () => {
  function recordingClient() {
    const commands: (ChangeMessageVisibilityCommand | SendMessageCommand)[] = [];
    const send = async (command: ChangeMessageVisibilityCommand | SendMessageCommand) => void commands.push(command);
    return { commands, client: { send: send as never } };
  }

  it("changes the visibility of one message", async () => {
    const { commands, client } = recordingClient();
    await createQueueControl(client, "https://queue").changeVisibility("handle", 42);
    expect(commands[0]).to.be.instanceOf(ChangeMessageVisibilityCommand);
    expect(commands[0]?.input).to.deep.equal({
      QueueUrl: "https://queue",
      ReceiptHandle: "handle",
      VisibilityTimeout: 42,
    });
  });

  it("sends a dead letter with the original body, and attributes that SQS takes and that hold no personal data", async () => {
    const { commands, client } = recordingClient();
    await createDeadLetterQueue(client, "https://dead").send({
      body: '{"customerEmail":"ada@example.com"}',
      reason: "BAD",
      detail: "ada@example.com was refused\u0000",
      correlationId: "correlation-1",
      sourceMessageId: "",
      functionName: "sender",
    });
    expect(commands[0]).to.be.instanceOf(SendMessageCommand);
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    expect(commands[0]?.input).to.deep.equal({
      QueueUrl: "https://dead",
      MessageBody: '{"customerEmail":"ada@example.com"}',
      MessageAttributes: {
        reason: text("BAD"),
        detail: text("[redacted] was refused "),
        correlationId: text("correlation-1"),
        sourceMessageId: text("-"),
        functionName: text("sender"),
      },
    });
  });
});
