// npm run -s token -- [--customer ID] [--staff]: prints a token that the running local stack accepts.
import { Command } from "commander";
import { UsageError } from "../cli/errors";
import { runMain } from "../cli/main";
import { readStackFile } from "../ops/stack/stack-file";
import { requestToken } from "./issuer/request-token";

const command = new Command("npm run -s token --")
  .description("Prints a token of the local issuer that the running local stack accepts, valid for an hour.")
  .option("--customer <id>", "whose token: 1 to 255 visible ASCII characters; with --staff it may be left out")
  .option("--staff", "with the staff scope, which sees every order", false)
  .allowExcessArguments(false)
  .exitOverride();

runMain(async ({ console }) => {
  const { customer, staff } = command.parse().opts<{ customer?: string; staff: boolean }>();
  if (customer === undefined && !staff) throw new UsageError("say whose token: --customer ID, or --staff");
  const { issuer, tokenSecret = "" } = readStackFile();
  try {
    console.sayWhole(
      await requestToken({ url: issuer, secret: tokenSecret }, { customer: customer ?? "staff", staff }),
    );
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
});
