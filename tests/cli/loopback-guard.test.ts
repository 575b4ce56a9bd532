import { expect } from "chai";
import { PortTakenError, serve } from "../../cli/loopback-server";
import { startIssuer } from "../../local/issuer/issuer";
import { startProxy } from "../../local/proxy/proxy";
import { guardCases, sendTo } from "../local/run/guard-cases";

describe("a server of the local run", () => {
  for (const { what, headers, answered } of guardCases) {
    it(`${answered ? "answers" : "refuses"} ${what}`, async () => {
      const asked: string[] = [];
      const server = await serve((request, response) => {
        asked.push(request.url ?? "");
        response.end("hello");
      });

      const { status, headers: sent } = await sendTo(`${server.url}/here`, headers);
      await server.close();

      expect(status).to.equal(answered ? 200 : 403);
      expect(asked).to.deep.equal(answered ? ["/here"] : []);
      expect(sent).to.not.have.property("access-control-allow-origin");
    });
  }

  it("takes the port that is wanted when it is free, and another when it is not", async () => {
    const first = await serve((_, response) => response.end());
    const second = await serve((_, response) => response.end(), { port: first.port });
    await first.close();
    const third = await serve((_, response) => response.end(), { port: first.port });

    expect(second.port).to.not.equal(first.port);
    expect(third.port).to.equal(first.port);
    await Promise.all([second.close(), third.close()]);
  });

  it("takes the only port that it may, or says that it is taken", async () => {
    const first = await serve((_, response) => response.end());
    const only = { port: first.port, onlyThisPort: true };

    const error: unknown = await serve((_, response) => response.end(), only).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await first.close();
    const second = await serve((_, response) => response.end(), only);
    await second.close();

    expect(error).to.be.instanceOf(PortTakenError);
    expect((error as Error).message).to.equal(
      `port ${first.port} is taken by another program on this machine: stop that one, or choose another port with --port`,
    );
    expect(second.port).to.equal(first.port);
  });

  it("is guarded, whichever it is: issuer, proxy", async () => {
    const [issuer, proxy] = await Promise.all([startIssuer(), startProxy()]);
    const page = { host: "127.0.0.1:PORT", origin: "https://evil.example" };
    const asked = [
      [`${issuer.url}/jwks`, page],
      [`${issuer.url}/token`, page],
      [`${issuer.url}/.well-known/openid-configuration`, { host: "evil.example" }],
      [proxy.url, page],
    ] as const;

    const answers = await Promise.all(asked.map(([url, headers]) => sendTo(url, headers)));
    await Promise.all([issuer.stop(), proxy.stop()]);

    expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403]);
    expect(answers.filter(({ headers }) => "access-control-allow-origin" in headers)).to.deep.equal([]);
  });
});
