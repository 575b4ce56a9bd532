import { setTimeout as wait } from "node:timers/promises";
import { createDocumentClient } from "../../shared/clients";
import { readEnvironment } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { simulatorEnvironment, workloadOf } from "./environment";
import { createHandler } from "./handler";

const env = readEnvironment(simulatorEnvironment);

export const handler = createHandler({
  runtime: createRuntime(env, { documents: createDocumentClient() }),
  workload: workloadOf(env),
  wait,
});
