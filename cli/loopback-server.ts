import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { guarded } from "./loopback-guard";

/** A listening HTTP server. */
export interface Listening {
  /** Such as `http://127.0.0.1:41235`. */
  readonly url: string;
  readonly port: number;
  /** Closes it with every connection; repeatable. */
  close(): Promise<void>;
}

/** How a server listens. */
export interface ListenOptions {
  /** Preferred port; 0 for any that is free. @default 0 */
  readonly port?: number;
  /** No other port will do. @default another one when the port is taken */
  readonly onlyThisPort?: boolean;
  /** Requests that pages of any origin may send, because what they are for decides itself. @default none */
  readonly openTo?: (request: IncomingMessage) => boolean;
}

/**
 * Opens a server on the loopback interface, behind the guard. Every server of the local run is opened with this function.
 *
 * @throws {PortTakenError} `onlyThisPort`, and it is taken
 * @throws {Error} the system refuses
 */
export async function serve(listener: RequestListener, options: ListenOptions = {}): Promise<Listening> {
  const { port = 0, onlyThisPort = false, openTo } = options;
  const behind = guarded(listener, openTo);
  try {
    return await open(behind, port);
  } catch (error) {
    if (port === 0 || !taken.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    if (onlyThisPort) throw new PortTakenError(port);
    return open(behind, 0);
  }
}

/** Errors for a port that is in use or not allowed. */
const taken: readonly string[] = ["EADDRINUSE", "EACCES"];

/** The requested port is taken. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";

  constructor(port: number) {
    super(
      `port ${port} is taken by another program on this machine: stop that one, or choose another port with --port`,
    );
  }
}

function open(listener: RequestListener, port: number): Promise<Listening> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    // Clients reuse connections, and a server that closes idle ones would sometimes cut a request off.
    server.keepAliveTimeout = 0;
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("the system gave no port"));
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
