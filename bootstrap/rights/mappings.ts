import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Event source mappings. */
export const mappingRows: Rows = {
  [awsTypes.lambda.eventSourceMapping]: [
    on("newMapping", "lambda", { create: ["CreateEventSourceMapping"] }),
    on("mapping", "lambda", {
      read: ["GetEventSourceMapping"],
      update: ["UpdateEventSourceMapping"],
      delete: ["DeleteEventSourceMapping"],
    }),
    on("newMappingTags", "lambda", { create: ["TagResource"] }),
    on("mappingTags", "lambda", { update: ["TagResource", "UntagResource"] }),
    on("anyMapping", "lambda", { read: ["ListTags"] }),
  ],
};
