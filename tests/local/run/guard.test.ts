import { expect } from "chai";
import { startIssuer } from "../../../local/issuer/issuer";
import { serve } from "../../../local/run/listen";
import { startRecorder } from "../../../local/ses/recorder";
import { guardCases, sendTo } from "./guard-cases";

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
    const second = await serve((_, response) => response.end(), first.port);
    await first.close();
    const third = await serve((_, response) => response.end(), first.port);

    expect(second.port).to.not.equal(first.port);
    expect(third.port).to.equal(first.port);
    await Promise.all([second.close(), third.close()]);
  });

  it("is guarded, whichever it is: issuer, email recorder", async () => {
    const [issuer, recorder] = await Promise.all([startIssuer(), startRecorder()]);
    const page = { host: "127.0.0.1:PORT", origin: "https://evil.example" };
    const asked = [
      [`${issuer.url}/jwks`, page],
      [`${issuer.url}/token`, page],
      [`${issuer.url}/.well-known/openid-configuration`, { host: "evil.example" }],
      [recorder.url, page],
    ] as const;

    const answers = await Promise.all(asked.map(([url, headers]) => sendTo(url, headers)));
    await Promise.all([issuer.stop(), recorder.stop()]);

    expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403]);
    expect(answers.filter(({ headers }) => "access-control-allow-origin" in headers)).to.deep.equal([]);
  });
});
