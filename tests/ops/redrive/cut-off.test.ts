import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import fc from "fast-check";
import { reportRedrive } from "../../../ops/commands/redrive-result";
import type { FailureQueue } from "../../../ops/queues/catalog";
import { type MoveOptions, moveDeadLetters } from "../../../ops/redrive/move";
import { openRecord, type RedriveRecord, recordFile } from "../../../ops/redrive/record";
import { recordedConsole } from "../support/console";
import { type FakeSqs, fakeSqs } from "../support/fake-sqs";

const [dead, source] = ["https://sqs/dead", "https://sqs/source"];
const queue: FailureQueue = {
  name: "dead",
  url: dead,
  pipeline: "confirmations",
  wayBack: { kind: "queue", queueUrl: source, from: "reader", permits: false },
};
const expired = () =>
  Object.assign(new Error("The security token included in the request is expired"), {
    name: "ExpiredToken",
    $metadata: { httpStatusCode: 403 },
  });

describe("a redrive that is cut off", () => {
  let folder = "";
  let file = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-record-"));
    file = recordFile(folder, { accountId: "111122223333", region: "eu-central-1" }, "dead");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("by credentials that expire between send and delete reports everything, and the next one deletes what was sent and sends none twice", async () => {
    const sqs = filled(25);
    const calls = failingFrom(sqs, (command, count) => command instanceof DeleteMessageCommand && count > 10);
    const record = openRecord(file);

    const result = await move(sqs, { record });

    expect(result).to.deep.include({ returned: 10, stayed: [], stopped: false });
    expect(result.failure).to.have.property("name", "ExpiredToken");
    expect(result.unclear.map(({ messageId }) => messageId)).to.deep.equal(
      [...record.open()].filter(([, progress]) => progress === "sent").map(([messageId]) => messageId),
    );
    expect(result.unclear).to.have.length(10);

    const console = recordedConsole();
    const context = { console } as unknown as Parameters<typeof reportRedrive>[0];
    const code = reportRedrive(context, { json: false } as Parameters<typeof reportRedrive>[1], queue, result, record);
    expect(code).to.equal(1);
    const said = console.said.join("\n");
    expect(said).to.contain("dead: 10 messages sent back to queue source").and.to.contain("stopped before the end");
    for (const { messageId } of result.unclear) expect(said).to.contain(`${messageId} unclear: it was sent`);
    expect(said).to.contain(`10 messages sent and not deleted, 0 without a clear answer: they are in ${file}`);
    expect(console.noted).to.deep.equal([
      "error: the AWS credentials have expired: sign in again, then run the command again",
    ]);
    record.close();

    calls.recover();
    returnHidden(sqs);
    const again = openRecord(file);
    const second = await move(sqs, { record: again });
    again.close();

    expect(second).to.deep.include({ returned: 5, deletedOnly: 10, unclear: [] });
    expect(bodies(sqs, source).toSorted()).to.deep.equal(allBodies(25));
    expect(bodies(sqs, dead)).to.deep.equal([]);
    expect(() => statSync(file)).to.throw("ENOENT");
  });

  it("at any call, by any failure, or killed after any step, loses nothing and sends nothing twice when it is run again", async () => {
    const cut = fc.record({
      kind: fc.constantFrom("receive", "send", "delete", "record"),
      from: fc.integer({ min: 1, max: 30 }),
      letters: fc.integer({ min: 1, max: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ kind, from, letters }) => {
        rmSync(file, { force: true });
        const sqs = filled(letters);
        const types = { receive: ReceiveMessageCommand, send: SendMessageCommand, delete: DeleteMessageCommand };
        const calls = failingFrom(
          sqs,
          (command, count) => kind !== "record" && command instanceof types[kind] && count >= from,
        );
        const first = openRecord(file);
        const broken = kind === "record" ? brokenFrom(first, from) : first;

        const result = await move(sqs, { record: broken });

        const gone = letters - bodies(sqs, dead).length;
        expect(result.returned).to.equal(gone);
        calls.recover();
        returnHidden(sqs);
        const second = openRecord(file);
        const { unclear } = await move(sqs, { record: second });
        const there = bodies(sqs, source);
        expect(new Set(there).size).to.equal(there.length);
        expect([...new Set([...there, ...bodies(sqs, dead)])].toSorted()).to.deep.equal(allBodies(letters));
        // Left is only what was sent, perhaps, when the disk took no more of the record; all of that is named.
        expect(unclear.map(({ messageId }) => messageId).toSorted()).to.deep.equal(
          [...(sqs.queues.get(dead)?.keys() ?? [])].toSorted(),
        );
        if (kind !== "record") expect(unclear).to.deep.equal([]);
        second.close();
      }),
      { numRuns: 60 },
    );
  });

  it("leaves those of which it is unknown whether they were sent, names them, and sends them when asked to", async () => {
    const sqs = filled(3);
    const send = sqs.send;
    let lost = 0;
    sqs.send = async (command) => {
      const answer = await send(command);
      if (command instanceof SendMessageCommand && ++lost === 2) throw new Error("the answer was lost");
      return answer;
    };
    const record = openRecord(file);
    expect(await move(sqs, { record })).to.include({ returned: 2 });
    sqs.send = send;

    const second = await move(sqs, { record: openRecord(file) });
    expect(second).to.include({ returned: 0 });
    expect(second.unclear).to.have.length(1);
    expect(second.unclear[0]?.why).to.contain("--send-unclear sends it again");

    const third = await move(sqs, { record: openRecord(file), sendUnclear: true });
    expect(third).to.include({ returned: 1 });
    expect(bodies(sqs, dead)).to.deep.equal([]);
  });
});

describe("the record of a redrive", () => {
  const folder = mkdtempSync(join(tmpdir(), "backoffice-record-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "redrives", "a.jsonl");

  it("is for its owner only, holds ids and steps, and stands after a half-written line", () => {
    const record = openRecord(file);
    record.note("m-1", "sending");
    record.note("m-1", "sent");
    record.note("m-2", "sending");
    record.note("m-2", "done");
    writeFileSync(file, `${readFileSync(file, "utf8")}{"messageId":"m-3","progr`);
    const again = openRecord(file);
    again.note("m-4", "sending");

    expect([...openRecord(file).open()]).to.deep.equal([
      ["m-1", "sent"],
      ["m-4", "sending"],
    ]);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.endsWith("}"));
    for (const line of lines) expect(Object.keys(JSON.parse(line))).to.deep.equal(["messageId", "progress", "at"]);
  });

  it("forgets what SQS has dropped by now", () => {
    const later = () => new Date(Date.now() + 15 * 86_400_000);
    expect(openRecord(file, later).open().size).to.equal(0);
  });

  it("is named by account, region and queue, whatever is in the names", () => {
    expect(recordFile("/f", { accountId: "1", region: "r" }, "../q")).to.equal("/f/redrives/1-r-.._q.jsonl");
  });
});

/** Lets calls fail as if the credentials had expired, from the one that is meant; `recover` ends that. */
function failingFrom(sqs: FakeSqs, fails: (command: unknown, count: number) => boolean) {
  const send = sqs.send;
  const counts = new Map<unknown, number>();
  let over = false;
  sqs.send = async (command) => {
    const kind = (command as object).constructor;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    over ||= fails(command, counts.get(kind) ?? 0);
    if (over) throw expired();
    return await send(command);
  };
  return {
    recover: () => {
      sqs.send = send;
    },
  };
}

/** A record whose disk is full from its n-th line. */
function brokenFrom(record: RedriveRecord, from: number): RedriveRecord {
  let count = 0;
  return {
    ...record,
    note(messageId, progress) {
      if (++count >= from) throw new Error("no space left on device");
      record.note(messageId, progress);
    },
  };
}

function filled(count: number): FakeSqs {
  const sqs = fakeSqs();
  for (let index = 0; index < count; index++) sqs.put(dead, `b${index}`);
  return sqs;
}

function allBodies(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `b${index}`).toSorted();
}

/** Time goes by, and received messages are visible again. */
function returnHidden(sqs: FakeSqs): void {
  for (const kept of sqs.queues.get(dead)?.values() ?? []) kept.visible = true;
}

function bodies(sqs: FakeSqs, url: string): string[] {
  return [...(sqs.queues.get(url)?.values() ?? [])].map(({ body }) => body);
}

function move(sqs: FakeSqs, changes: Pick<MoveOptions, "record"> & Partial<MoveOptions>) {
  const client = { send: (command: unknown) => sqs.send(command) };
  return moveDeadLetters({
    clients: { sqs: client, sqsOnce: client, lambdaOnce: client },
    queue,
    most: Number.MAX_SAFE_INTEGER,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...changes,
  });
}
