import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { keepPorts, portOf, readPorts } from "../../../local/run/ports";
import { parseArguments } from "../../../local/run/usage";

describe("the ports of the last run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-ports-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are those that were kept; what a run did not use stays", () => {
    keepPorts({ proxy: 41_001, issuer: 41_002 }, folder);
    keepPorts({ issuer: 41_004 }, folder);

    expect(readPorts(folder)).to.deep.equal({ proxy: 41_001, issuer: 41_004 });
  });

  it("are none before the first run, and when the file is no such file", () => {
    expect(readPorts(join(folder, "nowhere"))).to.deep.equal({});
    for (const text of ["", "{", "[]", '{"proxy":"4566"}', '{"proxy":70000}']) {
      writeFileSync(join(folder, "ports.json"), text);
      expect(readPorts(folder), text).to.deep.equal({});
    }
  });

  it("are read from addresses", () => {
    expect(portOf("http://127.0.0.1:41234/hooks/1")).to.equal(41_234);
  });
});

describe("the port of the emulator", () => {
  it("is chosen by --port, within the range of ports that are for everybody", () => {
    for (const port of [1024, 4566, 65_535]) {
      expect(parseArguments(["--port", String(port)], {}))
        .to.have.property("options")
        .that.has.property("port", port);
    }
    for (const value of ["80", "0", "65536", "4566.5", "http"]) {
      expect(() => parseArguments(["--port", value], {}), value).to.throw(
        UsageError,
        `option '--port <port>' argument '${value}' is invalid. It must be a whole number between 1024 and 65535.`,
      );
    }
  });

  it("is not for somebody else's emulator", () => {
    expect(() => parseArguments(["--port", "4566"], { AWS_ENDPOINT_URL: "http://127.0.0.1:1" })).to.throw(
      UsageError,
      "AWS_ENDPOINT_URL names another",
    );
  });
});
