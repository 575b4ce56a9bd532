import { expect } from "chai";
import type { RunningStack } from "../../../local/run/context";
import { keepText } from "../../../local/run/keep";
import { parseArguments } from "../../../local/run/usage";

const tooLong = (text: string, width: number) => text.split("\n").filter((line) => line.length > width);

describe("what a run prints", () => {
  for (const width of [60, 80, 118]) {
    it(`explains its command line within ${width} columns`, () => {
      const parsed = parseArguments(["--help"], {}, width);

      expect("help" in parsed && tooLong(parsed.help, width)).to.deep.equal([]);
    });
  }

  it("says what to try within 60 columns, but for an address that is longer itself", () => {
    const stack = {
      target: { endpoint: "http://127.0.0.1:41234", region: "us-east-1", inspectable: true },
      outputs: {
        orders: { apiUrl: "http://127.0.0.1:41234/_aws/execute-api/abcdefghij/v1" },
        confirmations: { deliveriesTableName: "confirmations-deliveries-local" },
      },
    } as unknown as Pick<RunningStack, "target" | "outputs">;

    const text = keepText(stack);

    expect(tooLong(text, 60).filter((line) => !line.startsWith("  API="))).to.deep.equal([]);
    const body = /-d '\n([\s\S]+?)'\n/.exec(text)?.[1] ?? "";
    expect(JSON.parse(body)).to.have.property("currency", "EUR");
  });
});
