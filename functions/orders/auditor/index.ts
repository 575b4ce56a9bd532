import { createDocumentClient, createSqsClient } from "../../shared/clients";
import { commonEnvironment, readEnvironment, retentionDays, tableName, textVariable } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { createSetAside } from "../../shared/set-aside";
import { createAuditStore } from "../store/audit-store";
import { createHandler } from "./handler";

const env = readEnvironment(
  commonEnvironment.extend({
    AUDIT_TABLE_NAME: tableName(),
    AUDIT_RETENTION_DAYS: retentionDays,
    FAILURE_QUEUE_URL: textVariable(),
  }),
);
const documents = createDocumentClient();

export const handler = createHandler({
  runtime: createRuntime(env, { documents }),
  audit: createAuditStore(documents, env.AUDIT_TABLE_NAME, env.AUDIT_RETENTION_DAYS),
  setAside: createSetAside(createSqsClient(), env.FAILURE_QUEUE_URL),
});
