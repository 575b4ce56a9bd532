import { createDocumentClient, createSqsClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { createSetAside } from "../../shared/set-aside";
import { createAuditStore } from "../store/audit-store";
import { readAuditorEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readAuditorEnvironment();
const documents = createDocumentClient();

export const handler = createHandler({
  runtime: createRuntime(env, { documents }),
  audit: createAuditStore(documents, env.AUDIT_TABLE_NAME, env.AUDIT_RETENTION_DAYS),
  setAside: createSetAside(createSqsClient(), env.FAILURE_QUEUE_URL),
});
