import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { killCaller } from "../../../local/faults/caller-process";

const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux("the process that made a call", () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  it("is killed by its connection, and nothing else is, in its group or out of it", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    // A group: its leader, and two members that each open a connection.
    const member = `require("node:net").connect(${port}, "127.0.0.1"); setInterval(() => {}, 1000)`;
    const leader = `for (const n of [1, 2]) require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(member)}]).once("exit", (_, signal) => console.log(signal)); setInterval(() => {}, 1000)`;
    const group = spawn(process.execPath, ["-e", leader], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
    started.push(group);
    const ports: number[] = [];
    const connected = new Promise<void>((resolve) => {
      server.on("connection", (socket) => {
        socket.on("error", () => undefined);
        ports.push(socket.remotePort ?? 0);
        if (ports.length === 2) resolve();
      });
    });
    await connected;
    const pid = group.pid ?? 0;
    const [first = 0] = ports;

    expect(killCaller(process.pid, first), "another group's").to.equal(false);
    expect(killCaller(pid, 1), "nobody's").to.equal(false);
    const ended = once(group.stdout ?? expect.fail("no output"), "data");
    expect(killCaller(pid, first)).to.equal(true);
    expect(String((await ended)[0]).trim()).to.equal("SIGKILL");
    expect(group.exitCode).to.equal(null);

    process.kill(-pid, "SIGKILL");
    server.close();
  });
});
