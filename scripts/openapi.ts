// npm run openapi: writes the API's document to docs/openapi.json.
import { writeFileSync } from "node:fs";
import { buildOpenApiDocument } from "../functions/orders/api/openapi";

writeFileSync("docs/openapi.json", `${JSON.stringify(buildOpenApiDocument(), null, 2)}\n`);
console.log("docs/openapi.json is written");
