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
 * Opens a server on the loopback interface, behind the guard. Every server of the local run is opened with this function.
 *
 * @param port preferred port; when it is taken, or 0, a free one from the system
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

/** Errors for a port that is in use or not allowed. */
const taken: readonly string[] = ["EADDRINUSE", "EACCES"];

function open(listener: RequestListener, port: number): Promise<Listening> {
  const server = createServer(guarded(listener));
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
