import { createServer, type RequestListener } from "node:http";
import { guarded } from "./guard";

/** A listening HTTP server. */
export interface Listening {
  /** Such as `http://127.0.0.1:41235`. */
  readonly url: string;
  readonly port: number;
  /** Closes it with every connection; repeatable. */
  close(): Promise<void>;
}

/**
 * Opens a server on the loopback interface, behind the guard: there is no other way to open one in the local run.
 *
 * @param port wanted; when it is taken, or 0, a free one given by the system
 * @throws {Error} the system refuses
 */
export async function serve(listener: RequestListener, port = 0): Promise<Listening> {
  try {
    return await open(listener, port);
  } catch (error) {
    if (port === 0 || !taken.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return open(listener, 0);
  }
}

/** Somebody else has the port, or it is not for everybody. */
const taken: readonly string[] = ["EADDRINUSE", "EACCES"];

function open(listener: RequestListener, port: number): Promise<Listening> {
  const server = createServer(guarded(listener));
  return new Promise((resolve, reject) => {
    // Clients keep their connections. A server that closes idle ones cuts a request off now and then.
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
