import { expect } from "chai";
import type { EmailSummary, OpsAnswer, TryAnswer } from "../../../console/contract";
import { peekAll } from "../../../ops/queues/peek";
import { readStackFile } from "../../../ops/stack/stack-file";
import { addressIn, authorizationFor } from "../../browser/support/console-address";
import { ask, placeOrder, sendPoison } from "../../browser/support/traffic";
import { until } from "../emulator/processes";
import { type StartedRun, startRun, useRunFolders } from "../run/started-run";

const limitMs = 300_000;

describe("npm start -- --keep --keep-state, twice", () => {
  const folders = useRunFolders([before, after]);

  async function open() {
    const run = startRun(folders, ["--keep", "--keep-state", "--no-traffic", "--no-policies"]);
    const url = await addressIn(run, /Console: (\S+)\n/);
    await run.printed("Press Ctrl-C to stop it.");
    return { run, url, authorization: () => authorizationFor(url) };
  }
  type Opened = Awaited<ReturnType<typeof open>>;

  const emails = async (of: Opened) => (await ask<{ readonly emails: readonly EmailSummary[] }>(of, "inbox")).emails;
  const emailAbout = (of: Opened, orderId: string) =>
    until(
      "the email",
      async () => (await emails(of)).some(({ tags, events }) => tags.orderId === orderId && events.length > 0),
      limitMs,
    );
  const deadLetters = async (of: Opened) => {
    const { result } = await ask<
      OpsAnswer<{
        readonly queues: readonly { readonly queue: string; readonly visible: number; readonly reasons: object }[];
      }>
    >(of, "ops", { args: ["deadletters"] });
    return result.queues.flatMap(({ queue, visible, reasons }) => (visible > 0 ? [{ queue, visible, reasons }] : []));
  };
  async function end({ run }: { readonly run: StartedRun }): Promise<void> {
    run.child.kill("SIGINT");
    expect(await run.ended).to.deep.equal({ code: 130, signal: null });
    const [, said = ""] = /(kept in[\s\S]*)$/.exec(run.output()) ?? [];
    expect(said).to.match(/^kept in \.local\/state\.json: items \d+, messages 1, emails 1\. Not kept: logs/);
  }

  it("has orders, dead letters with their reasons and emails again, and sends nobody a second email", async () => {
    const first = await open();
    const orderId = await placeOrder(first);
    await emailAbout(first, orderId);
    await sendPoison(first);
    // It is among the dead letters a moment before it is gone from its queue.
    const messages = async () => [...(await peekAll(readStackFile(folders.folder))).values()].flat().length;
    await until(
      "the dead letter",
      async () => (await deadLetters(first)).length === 1 && (await messages()) === 1,
      limitMs,
    );
    const before = { emails: await emails(first), letters: await deadLetters(first) };
    await end(first);

    const second = await open();
    expect(second.run.output()).to.match(/State of \S+: items \d+, messages 1, emails 1\. No traffic is sent/);
    expect(await emails(second)).to.deep.equal(before.emails);
    expect(await deadLetters(second)).to.deep.equal(before.letters);
    const parameters = { orderId };
    const read = await ask<TryAnswer>(second, "try/request", { operation: "getOrder", parameters, customer: "ada" });
    expect(read.status).to.equal(200);

    // A stream delivers in order: had the first order been news to the publisher, its second email were there by now.
    const next = await placeOrder(second);
    await emailAbout(second, next);
    expect((await emails(second)).map(({ tags }) => tags.orderId)).to.deep.equal([next, orderId]);
  });
});
