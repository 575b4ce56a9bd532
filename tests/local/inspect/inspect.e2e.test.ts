import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import type { TryAnswer } from "../../../console/contract";
import { projectRoot } from "../../../launch/project-root.cjs";
import { addressIn, authorizationFor } from "../../browser/support/console-address";
import { ask } from "../../browser/support/traffic";
import { until } from "../emulator/processes";
import { startRun, useRunFolders } from "../run/started-run";
import { openInspector } from "./support/inspector";

const limitMs = 60_000;
const file = "functions/orders/domain/visible-order.ts";

describe("npm start -- --keep --inspect FUNCTION", function () {
  this.timeout(limitMs * 4);
  const folders = useRunFolders([before, after]);

  it("stops at a breakpoint in a line of TypeScript, where variables have their names, and goes on", async () => {
    const run = startRun(folders, ["--keep", "--inspect", "orders/get", "--no-traffic", "--no-policies"]);
    const url = await addressIn(run, /Console: (\S+)\n/);
    const address = await addressIn(run, /Debugger: attach to (127\.0\.0\.1:\d+)/);
    const api = { url, authorization: () => authorizationFor(url) };
    const orderId = "11111111-2222-4333-8444-555555555555";
    const read = () =>
      ask<TryAnswer>(api, "try/request", { operation: "getOrder", parameters: { orderId }, customer: "ada" });
    expect((await read()).status).to.equal(404);
    const answers = () =>
      fetch(`http://${address}/json/list`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until("the debugger's port", answers, limitMs);

    const inspector = await openInspector(address);
    const script = await inspector.script((sourceMap) => sourceMap.includes(file));
    const lines = readFileSync(join(projectRoot, file), "utf8").split("\n");
    const line = lines.findIndex((text) => text.includes("throw new NotFoundError"));
    const payload = JSON.parse(script.sourceMap) as SourceMapPayload;
    // A debugger opens the file of this checkout.
    expect(payload).to.have.property("sourceRoot", `${projectRoot}/`);
    const map = new SourceMap(payload);
    const isThere = (at: { readonly lineNumber: number; readonly columnNumber?: number }) => {
      const origin = map.findOrigin(at.lineNumber + 1, (at.columnNumber ?? 0) + 1);
      return "fileName" in origin && origin.fileName.endsWith(file) && origin.lineNumber === line + 1;
    };
    const generated = Array.from({ length: script.endLine }, (_, lineNumber) => ({ lineNumber })).find(isThere);
    expect(generated).to.not.equal(undefined);
    const location = { scriptId: script.scriptId, lineNumber: generated?.lineNumber ?? 0 };
    await inspector.send("Debugger.setBreakpoint", { location });

    const paused = inspector.next("Debugger.paused");
    const answer = read();
    const { callFrames } = await paused;
    const [frame] = callFrames;
    expect(frame?.functionName).to.equal("visibleOrder");
    expect(isThere(frame?.location ?? { lineNumber: -1 })).to.equal(true);
    const { result } = await inspector.send("Debugger.evaluateOnCallFrame", {
      callFrameId: frame?.callFrameId,
      expression: "[orderId, order, actor.id].join()",
    });
    expect(result.value).to.equal(`${orderId},,ada`);
    await inspector.send("Debugger.resume", {});
    expect((await answer).status).to.equal(404);
    inspector.close();

    run.child.kill("SIGINT");
    expect(await run.ended).to.deep.equal({ code: 130, signal: null });
    expect(await run.left()).to.deep.equal([]);
  });
});
