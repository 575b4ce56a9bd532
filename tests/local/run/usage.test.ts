import { expect } from "chai";
import { UsageError } from "../../../local/run/errors";
import { exitCodeOf } from "../../../local/run/exit-codes";
import { foreignEndpoint } from "../../../local/run/place";
import { parseArguments } from "../../../local/run/usage";

describe("the command line of npm start", () => {
  it("sends traffic and stops, unless told otherwise", () => {
    expect(parseArguments([])).to.deep.equal({ options: { keep: false, traffic: true, shipments: 100 } });
    expect(parseArguments(["--keep", "--no-traffic", "--shipments", "7", "--json", "report.json"])).to.deep.equal({
      options: { keep: true, traffic: false, shipments: 7, json: "report.json" },
    });
  });

  it("explains itself with examples and exit codes", () => {
    const parsed = parseArguments(["--help"]);

    expect(parsed)
      .to.have.property("help")
      .that.includes("--no-traffic")
      .and.includes("AWS_ENDPOINT_URL")
      .and.includes("130 Ctrl-C");
  });

  it("refuses what it does not know, and says how to get help", () => {
    for (const args of [
      ["--scale"],
      ["--json"],
      ["now"],
      ["--keep=yes"],
      ["--shipments", "0"],
      ["--shipments", "ten"],
    ]) {
      expect(() => parseArguments(args), args.join()).to.throw(UsageError, "npm start -- --help");
    }
  });

  it("ends by the shell's convention when a signal ends it", () => {
    expect((["SIGINT", "SIGTERM", "SIGHUP"] as const).map(exitCodeOf)).to.deep.equal([130, 143, 129]);
  });
});

describe("somebody else's emulator", () => {
  it("is used when AWS_ENDPOINT_URL names one", () => {
    expect(foreignEndpoint({ AWS_ENDPOINT_URL: " http://127.0.0.1:4566/ " })).to.equal("http://127.0.0.1:4566");
  });

  it("is not looked for when the variable is unset or empty", () => {
    expect([foreignEndpoint({}), foreignEndpoint({ AWS_ENDPOINT_URL: "" })]).to.deep.equal([undefined, undefined]);
  });

  it("is refused when the variable holds no address", () => {
    for (const text of ["localhost:4566", "nonsense", "ftp://127.0.0.1"]) {
      expect(() => foreignEndpoint({ AWS_ENDPOINT_URL: text })).to.throw(`'${text}' given`);
    }
  });
});
