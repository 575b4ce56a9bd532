import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { runFolder, writeWhole } from "../../ops/stack/folder";

/** Ports that a user may choose from: those below need rights of their own. */
export const portRange = { least: 1024, most: 65_535 } as const;

const port = z.int().min(1).max(portRange.most).optional();

/** Where the servers of the last run listened, so that those of the next have the same addresses when these are free. */
const portsSchema = z.object({ proxy: port, issuer: port, webhook: port, console: port });

export type Ports = z.infer<typeof portsSchema>;

const fileOf = (folder: string) => join(folder, "ports.json");

/** The last run's ports; empty without an earlier run, or when its file cannot be read: then any port will do. */
export function readPorts(folder = runFolder): Ports {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(fileOf(folder), "utf8")));
  } catch {
    return {};
  }
}

/** Stores a run's ports for the next run; ports that it did not use stay stored. */
export function keepPorts(ports: Ports, folder = runFolder): void {
  writeWhole(fileOf(folder), `${JSON.stringify({ ...readPorts(folder), ...ports }, null, 2)}\n`);
}

/** The port of a URL such as `http://127.0.0.1:41234`. */
export function portOf(url: string): number {
  return Number(new URL(url).port);
}
