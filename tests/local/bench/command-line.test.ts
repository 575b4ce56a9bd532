import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { groups, parseBenchArguments } from "../../../local/bench/command-line";

describe("the command line of npm run bench", () => {
  it("measures everything, twenty times, by default", () => {
    expect(parseBenchArguments([])).to.deep.equal({ options: { runs: 20, only: [...groups] } });
  });

  it("takes the names of what is measured, one or more", () => {
    expect(parseBenchArguments(["--only", "api"])).to.deep.equal({ options: { runs: 20, only: ["api"] } });
    expect(parseBenchArguments(["--only", "queue", "api", "--runs", "3"])).to.deep.equal({
      options: { runs: 3, only: ["queue", "api"] },
    });
  });

  it("explains itself with every name", () => {
    const parsed = parseBenchArguments(["--help"]);

    const help = "help" in parsed ? parsed.help : "";
    for (const text of ["--runs", "--only", "Exit codes", ...groups]) expect(help).to.include(text);
  });

  it("refuses an unknown name, and lists the known ones", () => {
    expect(() => parseBenchArguments(["--only", "apis"]))
      .to.throw(UsageError)
      .with.property("message")
      .that.includes("'apis'")
      .and.includes(groups.join(", "))
      .and.includes("npm run bench -- --help");
  });

  it("refuses flags it does not know, missing values and numbers out of bounds", () => {
    const wrong = [["--fast"], ["--only"], ["now"], ["--runs", "0"], ["--runs", "1001"], ["--runs", "2.5"], ["--runs"]];
    for (const args of wrong) {
      expect(() => parseBenchArguments(args), args.join(" ")).to.throw(UsageError, "npm run bench -- --help");
    }
  });
});
