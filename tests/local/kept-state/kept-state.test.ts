import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueUrlCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { type Item, type KeptState, readState, writeState } from "../../../local/kept-state/file";
import { holdStreams } from "../../../local/kept-state/held-streams";
import { restoreState, type StateClients } from "../../../local/kept-state/restore";
import type { StreamMapping } from "../../../local/streams/settings";

const state: KeptState = {
  form: 1,
  at: "2026-11-29T02:00:00.000Z",
  tables: {
    "orders-table-local": [{ id: { S: "a" }, total: { N: "12.50" }, seal: { B: new Uint8Array([0, 255, 7]) } }],
  },
  queues: {
    "shipments-dead-letters-local": [
      { body: "{}", attributes: { reason: { DataType: "String", StringValue: "bad" } } },
    ],
  },
  emails: [],
};

describe("the file of a kept state", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kept-state-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("gives back what was written, bytes and exact numbers included, to this user only", () => {
    writeState(state, folder);

    expect(readState(folder)).to.deep.equal(state);
    expect(statSync(join(folder, "state.json")).mode & 0o777).to.equal(0o600);
  });

  it("is nothing where no run has kept any", () => {
    expect(readState(folder)).to.equal(undefined);
  });

  it("says what to do when it cannot be read", () => {
    for (const text of ["{", "{}", JSON.stringify({ ...state, form: 2 })]) {
      writeFileSync(join(folder, "state.json"), text);
      expect(() => readState(folder), text).to.throw(UsageError, "delete it, or leave out --keep-state");
    }
  });
});

describe("restoring a kept state", () => {
  const items = (count: number) => Array.from({ length: count }, (_, index): Item => ({ id: { S: String(index) } }));

  /** @param refuse items that a first try leaves out, by id */
  function setUp({ refuse = [] as readonly string[] } = {}) {
    const written = new Map<string, string[]>();
    const sent: unknown[] = [];
    const refused = new Set(refuse);
    const send = async (command: unknown) => {
      if (command instanceof BatchWriteItemCommand) {
        const [[table = "", requests = []] = []] = Object.entries(command.input.RequestItems ?? {});
        if (table === "gone")
          throw Object.assign(new Error("Requested resource not found"), { name: "ResourceNotFoundException" });
        expect(requests.length).to.be.at.most(25);
        const left = requests.filter(({ PutRequest }) => refused.delete(PutRequest?.Item?.id?.S ?? ""));
        const done = requests.filter((request) => !left.includes(request));
        written.set(table, [
          ...(written.get(table) ?? []),
          ...done.map(({ PutRequest }) => PutRequest?.Item?.id?.S ?? ""),
        ]);
        return { UnprocessedItems: left.length === 0 ? {} : { [table]: left } };
      }
      if (command instanceof GetQueueUrlCommand) return { QueueUrl: `https://sqs.example/${command.input.QueueName}` };
      if (command instanceof SendMessageBatchCommand) {
        expect(written.size, "tables come first").to.be.above(0);
        sent.push(...(command.input.Entries ?? []).map(({ Id: _, ...entry }) => entry));
        return {};
      }
      throw new Error("not expected");
    };
    return { written, sent, clients: { dynamo: { send }, sqs: { send } } as unknown as StateClients };
  }

  it("writes every item of a table, those included that a first try left out, and then every message", async () => {
    const { clients, written, sent } = setUp({ refuse: ["3", "57"] });

    const restored = await restoreState({ tables: { orders: items(60) }, queues: state.queues }, clients);

    expect(restored).to.deep.equal({ items: 60, messages: 1, problems: [] });
    expect(written.get("orders")).to.have.members(items(60).map(({ id }) => id?.S));
    expect(sent).to.deep.equal([
      { MessageBody: "{}", MessageAttributes: { reason: { DataType: "String", StringValue: "bad" } } },
    ]);
  });

  it("leaves out a table that the program no longer has, says so, and goes on", async () => {
    const { clients, written } = setUp();

    const restored = await restoreState({ tables: { gone: items(2), orders: items(1) }, queues: {} }, clients);

    expect(restored).to.deep.equal({
      items: 1,
      messages: 0,
      problems: ["gone was not restored: Requested resource not found"],
    });
    expect(written.get("orders")).to.deep.equal(["0"]);
  });

  it("starts no stream before the tables are filled, and each behind what was put there", async () => {
    const started: StreamMapping["startingPosition"][] = [];
    let looks = 0;
    const held = holdStreams({
      add: ({ startingPosition }) => void started.push(startingPosition),
      idle: () => ++looks > 2,
    });
    held.add({ startingPosition: "TRIM_HORIZON" } as StreamMapping);
    expect(started).to.deep.equal([]);

    await held.release(new AbortController().signal);

    expect(started).to.deep.equal(["LATEST"]);
    expect(looks).to.equal(3);
  });
});
