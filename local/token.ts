// npm run -s token -- --customer ID [--staff]: prints a token that the running local stack accepts.
import { Command } from "commander";
import { UsageError } from "../cli/errors";
import { runMain } from "../cli/main";
import { requestToken } from "./issuer/request-token";
import { readStackFile } from "./run/stack-file";

const command = new Command("npm run -s token --")
  .description("Prints a token of the local issuer that the running local stack accepts, valid for an hour.")
  .requiredOption("--customer <id>", "whose token: 1 to 255 visible ASCII characters")
  .option("--staff", "with the staff scope, which sees every order", false)
  .allowExcessArguments(false)
  .exitOverride();

runMain(async ({ console }) => {
  const { customer, staff } = command.parse().opts<{ customer: string; staff: boolean }>();
  try {
    console.sayWhole(await requestToken(readStackFile().issuer, { customer, staff }));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
});
