import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { exitCodeOf } from "../../../cli/exit-codes";
import { foreignEndpoint } from "../../../local/run/target";
import { parseArguments } from "../../../local/run/usage";

describe("the command line of npm start", () => {
  it("sends traffic and stops, by default", () => {
    expect(parseArguments([])).to.deep.equal({
      options: { keep: false, watch: false, keepState: false, traffic: true, shipments: 100, policies: true },
    });
    expect(
      parseArguments(["--keep", "--no-traffic", "--shipments", "7", "--no-policies", "--json", "report.json"]),
    ).to.deep.equal({
      options: {
        keep: true,
        watch: false,
        keepState: false,
        traffic: false,
        shipments: 7,
        policies: false,
        json: "report.json",
      },
    });
  });

  it("watches only a run that stays up", () => {
    expect(parseArguments(["--keep", "--watch"]))
      .to.have.property("options")
      .that.includes({ keep: true, watch: true });
    expect(() => parseArguments(["--watch"])).to.throw(UsageError, "--watch is for a run that stays up: add --keep");
  });

  it("keeps the state only of a run that stays up, on the emulator that it starts", () => {
    expect(parseArguments(["--keep", "--keep-state"]))
      .to.have.property("options")
      .that.includes({ keep: true, keepState: true });
    expect(() => parseArguments(["--keep-state"])).to.throw(
      UsageError,
      "--keep-state is for a run that stays up: add --keep",
    );
    const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };
    expect(() => parseArguments(["--keep", "--keep-state"], env)).to.throw(
      UsageError,
      "AWS_ENDPOINT_URL names another",
    );
  });

  it("inspects a function of the program, by either form of its name, in a run that stays up", () => {
    for (const name of ["orders/create", "orders-create"])
      expect(parseArguments(["--keep", "--inspect", name])).to.have.nested.property("options.inspect", "orders/create");
    expect(() => parseArguments(["--keep", "--inspect", "orders"])).to.throw(UsageError, "orders/create");
    expect(() => parseArguments(["--inspect", "orders/create"])).to.throw(
      UsageError,
      "--inspect is for a run that stays up: add --keep",
    );
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

  it("takes a scale within its bounds, and none unless it is given", () => {
    for (const scale of [1, 100, 500]) {
      expect(parseArguments(["--scale", String(scale)]))
        .to.have.property("options")
        .that.has.property("scale", scale);
    }
    expect(parseArguments([])).to.have.property("options").that.does.not.have.property("scale");
  });

  it("refuses another scale, naming the flag, the value and the bounds", () => {
    for (const value of ["0", "501", "-1", "1.5", "1e2", "many", ""]) {
      expect(() => parseArguments(["--scale", value]), value).to.throw(
        UsageError,
        `option '--scale <n>' argument '${value}' is invalid. It must be a whole number between 1 and 500.`,
      );
    }
  });

  it("refuses a scale for a run without traffic", () => {
    expect(() => parseArguments(["--no-traffic", "--scale", "2"])).to.throw(UsageError, "cannot be used with");
    expect(() => parseArguments(["--scale", "2", "--no-traffic"])).to.throw(UsageError, "cannot be used with");
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
