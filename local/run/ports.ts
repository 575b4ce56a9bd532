import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { runFolder } from "../../ops/stack/folder";

/** Ports that a user may choose from: those below need rights of their own. */
export const portRange = { least: 1024, most: 65_535 } as const;

const port = z.int().min(1).max(portRange.most).optional();

/** Where the servers of the last run listened, so that those of the next have the same addresses when these are free. */
const portsSchema = z.object({ emulator: port, issuer: port, recorder: port, webhook: port });

export type Ports = z.infer<typeof portsSchema>;

const fileOf = (folder: string) => join(folder, "ports.json");

/** The last run's ports; none when there was no run, or what it left cannot be read: any port will do then. */
export function readPorts(folder = runFolder): Ports {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(fileOf(folder), "utf8")));
  } catch {
    return {};
  }
}

/** Keeps a run's ports for the next; those that it did not use stay as they were. */
export function keepPorts(ports: Ports, folder = runFolder): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${fileOf(folder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...readPorts(folder), ...ports }, null, 2)}\n`);
  renameSync(draft, fileOf(folder));
}

/** The port of an address such as `http://127.0.0.1:41234`. */
export function portOf(url: string): number {
  return Number(new URL(url).port);
}
