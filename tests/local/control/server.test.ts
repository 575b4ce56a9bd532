import { expect } from "chai";
import { type ControlServer, startControl } from "../../../local/control/server";
import { type CallProxy, startProxy } from "../../../local/proxy/proxy";
import type { GrantUse } from "../../../ops/calls/grants";
import { parseOps } from "../../../ops/command-line/parse";
import { addFault, clearFaults, listFaults } from "../../../ops/commands/faults";
import type { OpsContext } from "../../../ops/context";
import { askRun, ControlError } from "../../../ops/control/control";
import { NotRunningError } from "../../../ops/stack/run-errors";
import { recordedConsole } from "../../ops/support/console";
import { emulator, jsonCall, sendCall, signed } from "../proxy/fixtures";
import { guardCases, sendTo } from "../run/guard-cases";

describe("the control server of a local run", () => {
  const grants: GrantUse[] = [];
  let proxy: CallProxy;
  let control: ControlServer;
  beforeEach(async () => {
    proxy = await startProxy();
    control = await startControl({ proxy, grants: () => grants });
  });
  afterEach(async () => {
    await Promise.all([control.stop(), proxy.stop()]);
  });
  const target = () => ({ endpoint: proxy.url, title: "the local run", control: control.address });

  /** Runs `npm run ops -- ...line` against it. */
  async function ops(line: string) {
    const parsed = parseOps(line.split(" "));
    if ("help" in parsed) return expect.fail(parsed.help);
    const console = recordedConsole();
    const { said } = console;
    const context = { target: target(), console } as unknown as OpsContext;
    switch (parsed.command) {
      case "faults add":
        return { code: await addFault(context, parsed.input), said };
      case "faults list":
        return { code: await listFaults(context, parsed.input), said };
      case "faults clear":
        return { code: await clearFaults(context, parsed.input), said };
      default:
        return expect.fail(line);
    }
  }

  it("adds, lists and ends rules that then meet calls", async () => {
    const aws = await emulator({ status: 200, body: "{}" });
    proxy.forwardTo(aws.url);
    const put = jsonCall("dynamodb", "D.PutItem", { TableName: "orders-table" });
    const byFunction = { ...put, headers: { ...put.headers, authorization: signed("dynamodb", "ASIA1") } };

    const added = await ops("faults add --effect throttle --resource orders-table --rate 1 --times 5");
    const outcome = await sendCall(proxy.url, byFunction);
    const listed = await ops("faults list");
    const json = await ops("faults list --json");
    const cleared = await ops("faults clear --id fault-1");
    const again = await ops("faults clear --id fault-1");
    const after = await sendCall(proxy.url, byFunction);
    await aws.close();

    expect(outcome).to.contain("ProvisionedThroughputExceededException");
    expect(added.said).to.deep.equal([
      "fault-1: resource orders-table, at most 5: throttle, for 60 s\nEnd it: npm run ops -- faults clear --id fault-1",
    ]);
    expect(listed.said.at(-1)).to.equal("1 rule, 1 active");
    expect(listed.said[0]).to.contain("orders-table").and.to.contain("throttle");
    expect(JSON.parse(json.said[0] ?? "").faults[0]).to.deep.include({ active: true, matched: 1, hit: 1 });
    expect([cleared.code, cleared.said]).to.deep.equal([0, ["1 rule ended"]]);
    expect([again.code, again.said]).to.deep.equal([1, ["no active rule has the id fault-1"]]);
    expect(after).to.equal("200 {}");
  });

  it("refuses what is no rule, by name of field, bound and value", async () => {
    const error: unknown = await askRun(target(), "x", "POST /faults", {
      body: { effect: "refuse", forSeconds: 0 },
    }).catch((reason: unknown) => reason);

    expect(error).to.be.instanceOf(ControlError);
    expect((error as Error).message).to.equal(
      "the fault rule is wrong: forSeconds must be a whole number from 1 to 86400, 0 given",
    );
    expect(proxy.faults.list()).to.deep.equal([]);
  });

  it("answers nobody without its token, and no other page", async () => {
    const { url, token } = control.address;
    const right = { host: "127.0.0.1:PORT", authorization: `Bearer ${token}` };
    const asked = [
      await sendTo(`${url}/faults`, { host: "127.0.0.1:PORT" }),
      await sendTo(`${url}/faults`, { ...right, authorization: `Bearer ${token}x` }),
      await sendTo(`${url}/faults`, { ...right, authorization: "Bearer " }),
      await sendTo(`${url}/nothing`, right),
      await sendTo(`${url}/faults`, right, { method: "POST", body: "{" }),
      await sendTo(`${url}/faults`, right, { method: "POST", body: " ".repeat(70_000) }),
      await sendTo(`${url}/faults`, right),
    ];

    expect(asked.map(({ status }) => status)).to.deep.equal([401, 401, 401, 404, 400, 413, 200]);
  });

  for (const { what, headers, answered } of guardCases) {
    it(`${answered ? "answers" : "refuses"} ${what}`, async () => {
      const { url, token } = control.address;

      const { status } = await sendTo(`${url}/calls`, { ...headers, authorization: `Bearer ${token}` });

      expect(status).to.equal(answered ? 200 : 403);
    });
  }

  it("is asked by commands for a local run only, and says so where there is none", async () => {
    const ask = (of: Parameters<typeof askRun>[0]) =>
      askRun(of, "faults are injected", "GET /faults").catch((error: unknown) => error as Error);
    const { control: _, ...foreign } = target();
    const { endpoint: __, ...deployed } = target();
    const gone = { ...target(), control: { url: "http://127.0.0.1:1", token: "t" } };

    expect(await ask(deployed)).to.include({
      name: "UsageError",
      message:
        "faults are injected in the local run only, and this is a deployed stack: the local run. Nothing was changed",
    });
    expect(await ask(foreign))
      .to.be.instanceOf(ControlError)
      .with.property("message")
      .that.contains("AWS_ENDPOINT_URL");
    expect(await ask(gone)).to.be.instanceOf(NotRunningError);
  });
});
