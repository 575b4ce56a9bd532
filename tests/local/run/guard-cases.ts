import { type IncomingHttpHeaders, request } from "node:http";

/** A request, and whether a server of the local run answers it; `PORT` stands for the server's own. */
export interface GuardCase {
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly answered: boolean;
}

/** Both guards, in Node and in the emulator's process, must agree on these. */
export const guardCases: readonly GuardCase[] = [
  { what: "a program of this machine", headers: { host: "127.0.0.1:PORT" }, answered: true },
  { what: "a program that says localhost", headers: { host: "localhost:PORT" }, answered: true },
  { what: "a name below localhost", headers: { host: "abc.execute-api.localhost:PORT" }, answered: true },
  { what: "IPv6's loopback", headers: { host: "[::1]:PORT" }, answered: true },
  {
    what: "a page of the server's own",
    headers: { host: "127.0.0.1:PORT", origin: "http://127.0.0.1:PORT", "sec-fetch-site": "same-origin" },
    answered: true,
  },
  {
    what: "an address that somebody typed",
    headers: { host: "127.0.0.1:PORT", "sec-fetch-site": "none" },
    answered: true,
  },
  { what: "a name that was made to point here", headers: { host: "evil.example:PORT" }, answered: false },
  { what: "a name that begins like ours", headers: { host: "127.0.0.1.evil.example:PORT" }, answered: false },
  { what: "a name that ends almost like ours", headers: { host: "evillocalhost:PORT" }, answered: false },
  { what: "an address of the network", headers: { host: "192.168.1.2:PORT" }, answered: false },
  {
    what: "a page of another site",
    headers: { host: "127.0.0.1:PORT", origin: "https://evil.example" },
    answered: false,
  },
  {
    what: "a page of another port",
    headers: { host: "127.0.0.1:PORT", origin: "http://127.0.0.1:1" },
    answered: false,
  },
  { what: "a page without an origin", headers: { host: "127.0.0.1:PORT", origin: "null" }, answered: false },
  {
    what: "an image in a page of another site",
    headers: { host: "127.0.0.1:PORT", "sec-fetch-site": "cross-site" },
    answered: false,
  },
  {
    what: "an image in a page of another port",
    headers: { host: "127.0.0.1:PORT", "sec-fetch-site": "same-site" },
    answered: false,
  },
];

/** What came back. */
export interface Sent {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends with any Host, which `fetch` does not let one choose. */
export function sendTo(
  url: string,
  headers: Readonly<Record<string, string>>,
  { method = "GET", body = "" }: { readonly method?: string; readonly body?: string } = {},
): Promise<Sent> {
  const { port } = new URL(url);
  const own = Object.entries(headers).map(([name, value]) => [name, value.replaceAll("PORT", port)] as const);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: Object.fromEntries(own), agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
