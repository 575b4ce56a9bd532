import type { Server } from "node:http";

/** A listening HTTP server. */
export interface Listening {
  /** Such as `http://127.0.0.1:41235`. */
  readonly url: string;
  readonly port: number;
  /** Closes it with every connection; repeatable. */
  close(): Promise<void>;
}

/**
 * Opens a server on the loopback interface.
 *
 * @param port default: a free one, given by the system
 * @throws {Error} `EADDRINUSE` and the like
 */
export function listen(server: Server, port = 0): Promise<Listening> {
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
