import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { type Issuer, startIssuer } from "../../../local/issuer/issuer";
import { requestToken } from "../../../local/issuer/request-token";

const audience = "backoffice-api";

describe("the local issuer", () => {
  let issuer: Issuer;

  before(async () => {
    issuer = await startIssuer();
    issuer.expect({ audience, staffScope: "orders:staff" });
  });

  after(() => issuer.stop());

  /** Checks a token as any OIDC client does: by discovery. */
  async function verify(token: string, expected = audience) {
    const discovery = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    const { issuer: iss, jwks_uri } = (await discovery.json()) as { issuer: string; jwks_uri: string };
    expect(iss).to.equal(issuer.url);
    return jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), { issuer: iss, audience: expected });
  }

  async function refusal(token: string): Promise<string> {
    return verify(token).then(
      () => "accepted",
      (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
    );
  }

  it("listens on the loopback interface only", () => {
    expect(issuer.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("gives customers a token with subject, audience, scope, issuer and an hour to live", async () => {
    const { payload, protectedHeader } = await verify(await issuer.token({ customer: "ada" }));

    expect(protectedHeader.alg).to.equal("RS256");
    expect(payload).to.deep.include({ sub: "ada", aud: audience, iss: issuer.url, scope: "openid" });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(3600);
  });

  it("gives staff the staff scope", async () => {
    const { payload } = await verify(await issuer.token({ customer: "clerk", staff: true }));

    expect(String(payload.scope).split(" ")).to.include("orders:staff");
  });

  it("gives tokens over HTTP as well, each with its own caller", async () => {
    const tokens = await Promise.all(
      ["ada", "grace", "hedy"].map((customer) => requestToken(issuer, { customer, staff: customer === "hedy" })),
    );
    const claims = await Promise.all(tokens.map(async (token) => (await verify(token)).payload));

    expect(claims.map(({ sub, scope }) => [sub, scope])).to.deep.equal([
      ["ada", "openid"],
      ["grace", "openid"],
      ["hedy", "openid orders:staff"],
    ]);
  });

  it("makes flawed tokens that a verifier refuses", async () => {
    const expired = await issuer.token({ customer: "ada" }, { expiresIn: -120 });
    const elsewhere = await issuer.token({ customer: "ada" }, { audience: "somebody-else" });

    expect(await refusal(expired)).to.equal("ERR_JWT_EXPIRED");
    expect(await refusal(elsewhere)).to.equal("ERR_JWT_CLAIM_VALIDATION_FAILED");
  });

  it("refuses a customer that the API would not take", async () => {
    for (const customer of ["", "two words", "Zoë", "x".repeat(256)]) {
      const error = await requestToken(issuer, { customer }).catch((thrown: unknown) => thrown);
      expect(error, customer).to.be.instanceOf(RangeError);
    }
  });

  it("asks for the run's secret, wherever it could give a token, and shows keys to everybody", async () => {
    const form = new URLSearchParams({ grant_type: "client_credentials", customer: "ada" });
    const ask = (path: string, secret?: string) =>
      fetch(`${issuer.url}${path}`, {
        method: "POST",
        body: form,
        ...(secret !== undefined && { headers: { authorization: `Bearer ${secret}` } }),
      }).then(({ status }) => status);
    const another = await startIssuer();

    expect(await ask("/token")).to.equal(401);
    expect(await ask("/token", another.secret)).to.equal(401);
    expect(await ask("/token/")).to.equal(401);
    expect(await ask("//token")).to.equal(401);
    expect(await ask("/authorize")).to.equal(401);
    expect(await ask("/jwks")).to.equal(401);
    expect(await ask("/token", issuer.secret)).to.equal(200);
    expect(await fetch(`${issuer.url}/jwks`).then(({ status }) => status)).to.equal(200);
    await another.stop();
  });

  it("says that nothing is running when nobody answers", async () => {
    const gone = await startIssuer();
    await gone.stop();

    const error = await requestToken(gone, { customer: "ada" }).catch((thrown: unknown) => thrown);

    expect(error).to.be.instanceOf(Error);
    expect(String(error)).to.contain("does not answer").and.to.contain("npm start -- --keep");
  });

  it("stops although a client keeps its connection open", async () => {
    const busy = await startIssuer();
    await fetch(`${busy.url}/jwks`).then((response) => response.text());

    // Node.js itself ends a connection that nobody uses after 5 seconds, and `stop` must not wait for that.
    const waiting = delay(4_500, "it waited for the client", { ref: false });
    expect(await Promise.race([busy.stop().then(() => "stopped"), waiting])).to.equal("stopped");
  });
});
