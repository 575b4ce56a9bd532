import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An endpoint that accepts every call of the services below, and responds with success at once. */
export interface StubAws {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** DynamoDB and EventBridge respond in JSON, SNS in XML. The request is ignored, because both sides of a comparison send the same. */
export async function startStubAws(): Promise<StubAws> {
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      const target = String(request.headers["x-amz-target"] ?? "");
      if (target.startsWith("AWSEvents")) {
        response.setHeader("content-type", "application/x-amz-json-1.1");
        response.end(JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: "1" }] }));
      } else if (target.startsWith("DynamoDB")) {
        response.setHeader("content-type", "application/x-amz-json-1.0");
        response.end("{}");
      } else {
        response.setHeader("content-type", "text/xml");
        response.end(
          "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult>" +
            "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>",
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
