import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clients, createClients } from "../../../../local/deploy/clients";
import { type Deployment, deploy, type Fakes } from "../../../../local/deploy/deploy";
import { type Emulator, startEmulator } from "../../../../local/emulator/start";

/** An emulator for the tests of one suite, with what they need to deploy to it and to look into it. */
export interface Emulated {
  readonly clients: Clients;
  readonly emulator: Emulator;
  /** Deploys a program; names must differ from those of other programs of the suite. */
  deploy(program: () => unknown, fakes?: Fakes): Promise<Deployment>;
}

/** Starts one emulator before the suite's tests and stops it after them. */
export function emulated(): Emulated {
  let emulator: Emulator | undefined;
  let clients: Clients | undefined;
  let configFolder = "";
  before(async () => {
    configFolder = await mkdtemp(join(tmpdir(), "backoffice-config-"));
    await writeFile(join(configFolder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    await writeFile(join(configFolder, "Pulumi.test.yaml"), "config:\n  aws:region: us-east-1\n");
    emulator = await startEmulator({ signal: new AbortController().signal });
    clients = createClients(emulator.endpoint, emulator.region);
  });
  after(async () => {
    clients?.destroy();
    await emulator?.stop();
    await rm(configFolder, { recursive: true, force: true });
  });
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("the emulator is not started yet");
    return value;
  };
  return {
    get clients() {
      return started(clients);
    },
    get emulator() {
      return started(emulator);
    },
    deploy: (program, fakes = {}) => {
      const { endpoint } = started(emulator);
      return deploy({ stack: "test", endpoint, overrides: {}, configFolder, program, fakes });
    },
  };
}

/** A policy document with one statement. */
export function policy(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
