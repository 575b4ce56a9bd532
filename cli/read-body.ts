import type { IncomingMessage } from "node:http";

/** A body is larger than whoever reads it allows. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";

  constructor(mostBytes: number) {
    super(`a body may have ${mostBytes} bytes at most`);
  }
}

/**
 * Reads the body of a request or an answer.
 *
 * @param mostBytes the reading ends with the first byte beyond it @default no bound: for peers that are this machine's own
 * @throws {BodyTooLargeError} there are more
 * @throws {Error} the peer ended the connection before the body
 */
export async function readBody(message: IncomingMessage, mostBytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new BodyTooLargeError(mostBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
