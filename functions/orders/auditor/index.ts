import { createDocumentClient } from "../../shared/clients";
import { commonEnvironment, readEnvironment, retentionDays, tableName } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { createAuditStore } from "../store/audit-store";
import { createHandler } from "./handler";

const env = readEnvironment(
  commonEnvironment.extend({ AUDIT_TABLE_NAME: tableName(), AUDIT_RETENTION_DAYS: retentionDays }),
);
const documents = createDocumentClient();

export const handler = createHandler({
  runtime: createRuntime(env, { documents }),
  audit: createAuditStore(documents, env.AUDIT_TABLE_NAME, env.AUDIT_RETENTION_DAYS),
});
