// node scripts/run.mjs scripts/delivery/newest-commit.ts
import { CommandFailedError } from "../../cli/errors";
import { runMain } from "../../cli/main";
import { variable } from "./arguments";
import { command } from "./command";
import { headOf } from "./github";

// An approval may come days after the request. Deploying the requested commit would then undo later deployments.
runMain(
  async () => {
    const github = { gh: command("gh", false), repository: variable("GITHUB_REPOSITORY") };
    const [own, newest] = [variable("GITHUB_SHA"), await headOf(github, variable("GITHUB_REF_NAME"))];
    if (own !== newest) {
      throw new CommandFailedError(
        `${own} is superseded by ${newest}: approve the run of that commit instead. To go back, revert it.`,
      );
    }
    console.log(`${own} is the newest commit`);
  },
  { orderly: true },
);
