// npm run -s token -- [--customer ID] [--staff]: prints a token that the running local stack accepts.
import { Command, CommanderError } from "commander";
import { requestToken } from "./issuer/request-token";
import { explain, NotRunningError } from "./run/errors";
import { exitCodes } from "./run/exit-codes";
import { readStackFile } from "./run/stack-file";

interface Flags {
  readonly customer?: string;
  readonly staff: boolean;
}

async function main(): Promise<number> {
  const command = new Command("npm run -s token --")
    .description("Prints a token of the local issuer that the running local stack accepts, valid for an hour.")
    .option("--customer <id>", "whose token: 1 to 255 visible ASCII characters; with --staff it may be left out")
    .option("--staff", "with the staff scope, which sees every order", false)
    .allowExcessArguments(false)
    .exitOverride();
  try {
    command.parse(process.argv);
    const { customer, staff } = command.opts<Flags>();
    if (customer === undefined && !staff) command.error("error: say whose token: --customer ID, or --staff");
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    throw error;
  }
  const { customer = "staff", staff } = command.opts<Flags>();
  try {
    const { issuer, tokenSecret = "" } = readStackFile();
    console.log(await requestToken({ url: issuer, secret: tokenSecret }, { customer, staff }));
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof RangeError) {
      console.error(`error: ${error.message}`);
      return exitCodes.usage;
    }
    console.error(error instanceof NotRunningError ? `error: ${error.message}` : explain(error));
    return exitCodes.failed;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = exitCodes.failed;
  },
);
