import {
  DeleteFunctionCommand,
  type LambdaClient,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { ALIAS } from "../../components/functions";
import { readAlias } from "../../ops/rollout/versions";
import { zip } from "../deploy/adapters/zip";

/** Puts new code behind the alias of functions. */
export interface CodeSwapper {
  /** @param functionName physical name. @param code text of `index.js`. @returns the version that the alias leads to now */
  swap(functionName: string, code: string): Promise<string>;
}

/**
 * The emulator keeps a worker of 50 MB for each version for as long as the version exists. The version before is kept, because its calls may
 * still run; the one before that is deleted, and its worker with it.
 */
export function createSwapper(lambda: LambdaClient): CodeSwapper {
  const before = new Map<string, string>();
  return {
    async swap(FunctionName, code) {
      const { version: old } = await readAlias(lambda, FunctionName, ALIAS);
      const { Version: version = "" } = await lambda.send(
        new UpdateFunctionCodeCommand({
          FunctionName,
          ZipFile: zip({ "index.js": Buffer.from(code) }),
          Publish: true,
        }),
      );
      await lambda.send(
        // All calls at once: a roll-out that is on its way ends with it.
        new UpdateAliasCommand({ FunctionName, Name: ALIAS, FunctionVersion: version, RoutingConfig: {} }),
      );
      const last = before.get(FunctionName);
      before.set(FunctionName, old);
      if (last !== undefined && last !== old && last !== version)
        await lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: last }));
      return version;
    },
  };
}
