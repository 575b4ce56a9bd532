import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import * as fc from "fast-check";
import { attributesOf } from "../../../functions/shared/attributes";
import { documentTranslation } from "../../../functions/shared/clients";
import { decimal } from "../../../functions/shared/decimal";

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom("0", "8.90", "-1.5", "99999999999999999999.99").map(decimal),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), fc.option(tie("value"), { nil: undefined }), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

/** What the document client sends for an item. */
async function sentByDocumentClient(item: Record<string, unknown>): Promise<unknown> {
  let body = "";
  const client = new DynamoDBClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { readonly body: unknown }) => {
        body = String(request.body);
        throw new Error("not sent");
      },
    } as never,
  });
  const documents = DynamoDBDocumentClient.from(client, documentTranslation);
  await documents.send(new PutCommand({ TableName: "t", Item: item })).catch(() => undefined);
  return JSON.parse(body).Item;
}

describe("attributes of an item", () => {
  it("are those that the document client makes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), value, { noNullPrototype: true }), async (item) => {
        expect(JSON.parse(JSON.stringify(attributesOf(item)))).to.deep.equal(await sentByDocumentClient(item));
      }),
    );
  });

  it("are never made of what would lose something on the way", () => {
    for (const wrong of [0.1, Number.NaN, 2 ** 60, new Date(), new Map(), () => 1, 1n, Symbol("x")]) {
      expect(() => attributesOf({ wrong }), String(wrong)).to.throw(TypeError, "not");
      expect(() => attributesOf({ list: [wrong] }), String(wrong)).to.throw(TypeError, "not");
    }
  });
});
