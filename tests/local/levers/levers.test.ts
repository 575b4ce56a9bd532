import { expect } from "chai";
import { disableQueueMappings, NoLeverError, revokeGrant } from "../../../local/levers/levers";

/** A client that remembers what it was sent, and answers by the command's name. */
function client(answers: Readonly<Record<string, object>> = {}) {
  const sent: string[] = [];
  const send = async (command: { readonly input: object }): Promise<object> => {
    const name = command.constructor.name.replace(/Command$/, "");
    sent.push(`${name} ${JSON.stringify(command.input)}`);
    return answers[name] ?? {};
  };
  // The answers' types differ by command, which a lookup by name cannot follow.
  return { sent, send: send as never };
}

/** What was changed, reads left out. */
const changes = (sent: readonly string[]) => sent.filter((line) => !/^(Get|List)/.test(line));

const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it did not fail"),
    (error: unknown) => error as Error,
  );

describe("a lever", () => {
  it("turns off a function's mappings of queues, not of streams, and on again", async () => {
    const mappings = ["arn:aws:sqs:r:1:q", "arn:aws:dynamodb:r:1:table/t/stream/s"].map((EventSourceArn, index) => ({
      EventSourceArn,
      UUID: `m-${index}`,
    }));
    const lambda = client({ ListEventSourceMappings: { EventSourceMappings: mappings } });

    const release = await disableQueueMappings(lambda, "sender");
    await release();

    expect(lambda.sent).to.deep.equal([
      'ListEventSourceMappings {"FunctionName":"sender:live"}',
      'UpdateEventSourceMapping {"UUID":"m-0","Enabled":false}',
      'UpdateEventSourceMapping {"UUID":"m-0","Enabled":true}',
    ]);
    expect(await failure(disableQueueMappings(client(), "get"))).to.include({ message: "get reads no queue" });
  });

  describe("that revokes a grant", () => {
    const table = "arn:aws:dynamodb:r:1:table";
    const statement = (Action: unknown, Resource: unknown) => ({ Effect: "Allow", Action, Resource });
    const iamWith = (...Statement: object[]) =>
      client({
        ListRolePolicies: { PolicyNames: ["p"] },
        GetRolePolicy: {
          PolicyName: "p",
          PolicyDocument: encodeURIComponent(JSON.stringify({ Version: "v", Statement })),
        },
      });
    const lambda = client({ GetFunctionConfiguration: { Role: "arn:aws:iam::1:role/create-role" } });
    const documents = (sent: readonly string[]) =>
      changes(sent).map((line) => JSON.parse(JSON.parse(line.replace(/^\w+ /, "")).PolicyDocument).Statement);
    const orders = statement(["dynamodb:PutItem", "dynamodb:GetItem"], `${table}/orders`);
    const errors = statement("dynamodb:PutItem", `${table}/errors`);

    it("takes the action out of the one statement, and puts the policy back as it was", async () => {
      const iam = iamWith(orders, errors);
      await (await revokeGrant({ lambda, iam }, "create", "dynamodb:PutItem", /orders$/))();

      expect(documents(iam.sent)).to.deep.equal([
        [{ ...orders, Action: ["dynamodb:GetItem"] }, errors],
        [orders, errors],
      ]);
    });

    it("takes the whole statement when nothing is left of it, one for * too, and spares what is to be spared", async () => {
      const everywhere = statement("dynamodb:PutItem", "*");
      const iam = iamWith(everywhere, errors);
      await revokeGrant({ lambda, iam }, "create", "dynamodb:PutItem", /errors|orders/, /errors$/);

      expect(documents(iam.sent)).to.deep.equal([[errors]]);
    });

    it("changes nothing when no statement grants it, or several do", async () => {
      for (const [iam, count] of [
        [iamWith(errors), 0],
        [iamWith(orders, orders), 2],
      ] as const) {
        const error = await failure(revokeGrant({ lambda, iam }, "create", "dynamodb:PutItem", /orders$/));

        expect(error).to.be.instanceOf(NoLeverError);
        expect(error.message).to.equal(`${count} statements of create-role grant dynamodb:PutItem on orders$, not one`);
        expect(changes(iam.sent)).to.deep.equal([]);
      }
    });
  });
});
