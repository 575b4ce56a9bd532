import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from "node:http";

const loopback = /^(?:127\.0\.0\.1|localhost|[a-z0-9.-]+\.localhost|\[::1\])(?::\d+)?$/i;

/**
 * Why a request to a server of the local run is rejected; undefined when it is not. A web page in this machine's browser can reach every
 * port of the loopback interface, so every server must check
 * - Host: a foreign name that resolves to this machine (DNS rebinding);
 * - Origin and Sec-Fetch-Site: a page of another origin.
 *
 * The emulator has the same rules in `local/emulator/guarded.py`; one table of cases tests both.
 *
 * @param open pages of other origins are answered
 */
export function refusalOf(headers: IncomingHttpHeaders, open = false): string | undefined {
  const { host = "", origin, "sec-fetch-site": site = "none" } = headers;
  if (!loopback.test(host)) return "this Host is not a name of this machine's loopback interface";
  if (open) return undefined;
  const own = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  return own && (site === "none" || site === "same-origin") ? undefined : "pages of other origins are not answered";
}

/** Answers rejected requests with 403, and forwards the others. @param openTo requests that pages of other origins may send */
export function guarded(
  listener: RequestListener,
  openTo: (request: IncomingMessage) => boolean = () => false,
): RequestListener {
  return (request, response) => {
    const why = refusalOf(request.headers, openTo(request));
    if (why === undefined) return listener(request, response);
    response.writeHead(403, { "content-type": "text/plain" });
    response.end(why);
  };
}
