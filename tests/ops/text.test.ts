import { expect } from "chai";
import { reportFailure } from "../../cli/main";
import { confirmChange, DeclinedError, UnattendedError } from "../../ops/console";
import { exitCodeFor } from "../../ops/run";
import { maskAddress, maskAddresses, span } from "../../ops/text";
import { recordedConsole } from "./support/console";

describe("what operators read", () => {
  it("shows no address in full", () => {
    expect(maskAddress("ann.lee@example.com")).to.equal("a***@example.com");
    expect(maskAddress("no address")).to.equal("***");
    expect(maskAddresses("to ann@example.com, bob@mail.example (twice)")).to.equal(
      "to a***@example.com, b***@mail.example (twice)",
    );
  });

  it("says spans of time as people do", () => {
    const minute = 60_000;
    expect([400, 59_400, 7 * minute, 185 * minute, 180 * minute, 52 * 60 * minute].map(span)).to.deep.equal([
      "0 s",
      "59 s",
      "7 min",
      "3 h 5 min",
      "3 h",
      "2 d 4 h",
    ]);
  });
});

describe("a change", () => {
  it("is made after a yes, and without a question when it was agreed to", async () => {
    const console = recordedConsole(true);

    await confirmChange(console, "Change it?", false);
    await confirmChange(console, "Change it?", true);

    expect(console.asked).to.deep.equal(["Change it?"]);
  });

  it("is not made after a no, nor where nobody can be asked, and the exit codes say so", async () => {
    const thrown = (answer?: boolean) =>
      confirmChange(recordedConsole(answer), "Change it?", false).catch((error: unknown) => error);
    const console = recordedConsole();

    expect(await thrown(false)).to.be.instanceOf(DeclinedError);
    expect(await thrown()).to.be.instanceOf(UnattendedError);
    expect(reportFailure(await thrown(false), console, exitCodeFor)).to.equal(3);
    expect(reportFailure(await thrown(), console, exitCodeFor)).to.equal(2);
    expect(console.noted.join("\n")).to.contain("Nothing was changed. Give --yes").and.to.contain("Change it?");
  });
});
