import type { APIGatewayRequestAuthorizerEvent, APIGatewayTokenAuthorizerEvent } from "aws-lambda";
import { expect } from "chai";
import { SignJWT, UnsecuredJWT } from "jose";
import type { TokenRefusal } from "../../../functions/contracts/metric-catalog";
import { asymmetricAlgorithms } from "../../../functions/orders/authorizer/algorithms";
import { bearerExpression } from "../../../functions/orders/authorizer/bearer";
import { createHandler, stageArn } from "../../../functions/orders/authorizer/handler";
import { discoveredKeySource, fixedKeySource } from "../../../functions/orders/authorizer/key-source";
import { createTokenVerifier } from "../../../functions/orders/authorizer/token-verifier";
import { lambdaContext, recordingRuntime, rejectionOf } from "../shared/doubles";
import { type Key, newKey, startIssuer } from "./token-issuer";

const methodArn = "arn:aws:execute-api:eu-west-1:111122223333:api1234567/live/GET/orders/42";

/** The authorizer's answer for a bad token, which API Gateway caches. */
function denied(reason: TokenRefusal) {
  return {
    principalId: "unauthenticated",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Action: "execute-api:Invoke",
          Effect: "Deny",
          Resource: "arn:aws:execute-api:eu-west-1:111122223333:api1234567/live/*/*",
        },
      ],
    },
    context: { reason },
  };
}

describe("the authorizer", () => {
  let key: Key;
  let issuer: Awaited<ReturnType<typeof startIssuer>>;

  beforeEach(async () => {
    key = await newKey("key-1");
    issuer = await startIssuer(key);
  });
  afterEach(() => issuer.close());

  function setUp(keySource = fixedKeySource(`${issuer.url}/jwks`)) {
    const recorded = recordingRuntime();
    const rules = { issuer: issuer.url, audience: "orders-api", algorithms: ["ES256"] };
    const handler = createHandler({ runtime: recorded.runtime, verifier: createTokenVerifier(rules, keySource) });
    const authorize = (token: string) =>
      handler(tokenEvent(`Bearer ${token}`), lambdaContext("orders-authorizer-test"));
    return { authorize, handler, recorded };
  }

  function tokenEvent(authorizationToken: string): APIGatewayTokenAuthorizerEvent {
    return { type: "TOKEN", methodArn, authorizationToken };
  }

  function sign(
    claims: Readonly<Record<string, unknown>> & { readonly exp?: number } = {},
    by: Key = key,
    header: { kid?: string } = {},
  ) {
    const kid = header.kid ?? by.kid;
    return new SignJWT({ sub: "ada", scope: "openid orders:read", iss: issuer.url, aud: "orders-api", ...claims })
      .setProtectedHeader({ alg: "ES256", ...(kid === undefined ? {} : { kid }) })
      .setExpirationTime(claims.exp ?? "5m")
      .sign(by.privateKey);
  }

  it("lets a good token into the whole stage of this API, with subject and scopes for the operations", async () => {
    const { authorize, recorded } = setUp();
    expect(await authorize(await sign())).to.deep.equal({
      principalId: "ada",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Action: "execute-api:Invoke",
            Effect: "Allow",
            Resource: "arn:aws:execute-api:eu-west-1:111122223333:api1234567/live/*/*",
          },
        ],
      },
      context: { sub: "ada", scope: "openid orders:read" },
    });
    expect(recorded.lines.map(({ message }) => message)).to.deep.equal(["token accepted"]);
    expect(JSON.stringify(recorded.lines)).to.not.contain("eyJ");
  });

  it("reads the header of REQUEST events in any case, and scopes of issuers that write scp", async () => {
    const { handler } = setUp();
    const token = await sign({ scope: undefined, scp: ["orders:read", "orders:staff"] });
    const event = { type: "REQUEST", methodArn, headers: { AUTHORIZATION: `bearer ${token}` } };
    const result = await handler(event as unknown as APIGatewayRequestAuthorizerEvent, lambdaContext());
    expect(result.context).to.deep.equal({ sub: "ada", scope: "orders:read orders:staff" });
  });

  it("reads keys once for many tokens", async () => {
    const { authorize } = setUp();
    for (let index = 0; index < 5; index++) await authorize(await sign());
    expect(issuer.state.reads).to.equal(1);
  });

  it("denies the whole stage, counts the reason, and fails not, for every token that proves nothing", async () => {
    const stranger = await newKey("key-1");
    const seconds = Math.floor(Date.now() / 1000);
    const good = await sign();
    const [header, , signature] = good.split(".");
    const forged = Buffer.from(JSON.stringify({ sub: "eve", iss: issuer.url, aud: "orders-api", exp: seconds + 300 }));
    const bad: Record<string, readonly [reason: TokenRefusal, token: string]> = {
      "signed by somebody else": ["signature", await sign({}, stranger)],
      "of another issuer": ["claims", await sign({ iss: "https://evil.example" })],
      "for another audience": ["claims", await sign({ aud: "other-api" })],
      expired: ["expired", await sign({ exp: seconds - 60 })],
      "not valid yet": ["claims", await sign({ nbf: seconds + 600 })],
      "without a subject": ["claims", await sign({ sub: undefined })],
      "with an empty subject": ["claims", await sign({ sub: "" })],
      "with a line break in its subject": ["claims", await sign({ sub: "ada\nroot" })],
      "with a key that the issuer does not have": ["signature", await sign({}, key, { kid: "key-9" })],
      "with another payload": ["signature", `${header}.${forged.toString("base64url")}.${signature}`],
      "without a signature": [
        "malformed",
        new UnsecuredJWT({ sub: "ada", iss: issuer.url, aud: "orders-api" }).setExpirationTime("5m").encode(),
      ],
      "signed with the public key as a secret": [
        "signature",
        await new SignJWT({ sub: "ada", iss: issuer.url, aud: "orders-api" })
          .setProtectedHeader({ alg: "HS256", kid: "key-1" })
          .setExpirationTime("5m")
          .sign(new TextEncoder().encode(JSON.stringify(key.publicJwk))),
      ],
      "that is nonsense": ["malformed", "a.b.c"],
      "that is no token": ["malformed", "token"],
    };
    const { authorize, recorded } = setUp();
    for (const [name, [reason, token]] of Object.entries(bad)) {
      expect(await authorize(token), name).to.deep.equal(denied(reason));
    }
    expect(recorded.failures).to.deep.equal([]);
    expect(recorded.lines.every(({ message }) => message === "token refused")).to.equal(true);
    expect(recorded.counts).to.deep.equal(
      Object.values(bad).map(([reason]) => ({ metric: "tokensRefused", value: 1, extra: { reason } })),
    );
  });

  it("denies whoever brings no bearer token", async () => {
    const { handler } = setUp();
    for (const header of ["", "Bearer", "Bearer ", "Basic abc", await sign()]) {
      expect(await handler(tokenEvent(header), lambdaContext()), header).to.deep.equal(denied("malformed"));
    }
  });

  it("takes the scheme in any case and with any number of blanks, by the expression that the gateway has, too", async () => {
    const { handler } = setUp();
    const token = await sign();
    const gateway = new RegExp(bearerExpression);
    for (const scheme of ["Bearer", "bearer", "BEARER", "bEaReR"]) {
      for (const header of [`${scheme} ${token}`, `${scheme}  ${token}`, `${scheme}   ${token} `]) {
        expect((await handler(tokenEvent(header), lambdaContext())).principalId, header).to.equal("ada");
        expect(gateway.test(header), header).to.equal(true);
      }
    }
    for (const header of [
      `Bearer\t${token}`,
      `Bearer${token}`,
      `Basic ${token}`,
      `Bearer ${token} x`,
      ` Bearer ${token}`,
    ]) {
      expect(await handler(tokenEvent(header), lambdaContext()), header).to.deep.equal(denied("malformed"));
      expect(gateway.test(header), header).to.equal(false);
    }
  });

  it("takes tokens of a new key as soon as the issuer has it", async () => {
    const verifierClock = { now: Date.now };
    const { authorize } = setUp();
    await authorize(await sign());
    const next = await newKey("key-2");
    issuer.state.keys = [next];
    // Five seconds must have passed since the keys were read last.
    Date.now = () => verifierClock.now() + 6000;
    try {
      expect((await authorize(await sign({}, next))).principalId).to.equal("ada");
    } finally {
      Date.now = verifierClock.now;
    }
    expect(issuer.state.reads).to.equal(2);
  });

  it("tries every key when a token does not say which", async () => {
    const nameless = [await newKey(undefined), await newKey(undefined)];
    issuer.state.keys = nameless;
    const { authorize } = setUp();
    for (const by of nameless) expect((await authorize(await sign({}, by))).principalId).to.equal("ada");
    expect(await authorize(await sign({}, await newKey(undefined)))).to.deep.equal(denied("signature"));
  });

  it("fails, records it, and denies nobody when the keys cannot be read; and recovers by itself", async () => {
    const { authorize, recorded } = setUp(discoveredKeySource(issuer.url));
    issuer.state.status = 503;
    const error = await rejectionOf(authorize(await sign()));
    expect(error).to.be.instanceOf(Error);
    expect(recorded.failures).to.have.lengthOf(1);
    expect(recorded.total("tokensRefused")).to.equal(0);
    issuer.state.status = 200;
    expect((await authorize(await sign())).principalId).to.equal("ada");
  });

  it("takes a key set that answers with an error for our failure, not for the token's", async () => {
    const { authorize, recorded } = setUp();
    issuer.state.status = 500;
    expect(await rejectionOf(authorize(await sign()))).to.be.instanceOf(Error);
    expect(recorded.failures).to.have.lengthOf(1);
  });

  it("finds the keys by the issuer's metadata, and believes no metadata of another issuer", async () => {
    expect((await setUp(discoveredKeySource(issuer.url)).authorize(await sign())).principalId).to.equal("ada");
    issuer.state.metadataIssuer = "https://evil.example";
    expect(String(await rejectionOf(discoveredKeySource(issuer.url).uri()))).to.contain("another issuer");
    const downgraded = async () => ({ issuer: "https://a.example", jwks_uri: "http://a.example/jwks" });
    expect(String(await rejectionOf(discoveredKeySource("https://a.example", downgraded).uri()))).to.contain("https");
  });

  it("knows no algorithm that works without a key or with a shared one", () => {
    for (const name of ["none", "HS256", "HS384", "HS512"]) expect(asymmetricAlgorithms.has(name)).to.equal(false);
  });

  it("names the stage of any partition", () => {
    expect(stageArn("arn:aws-cn:execute-api:cn-north-1:1:api/dev/POST/")).to.equal(
      "arn:aws-cn:execute-api:cn-north-1:1:api/dev/*/*",
    );
  });
});
