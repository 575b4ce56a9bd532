import { expect } from "chai";
import { SignJWT } from "jose";
import { fixedKeySource } from "../../../functions/orders/authorizer/key-source";
import { createTokenVerifier, InvalidTokenError } from "../../../functions/orders/authorizer/token-verifier";
import { rejectionOf } from "../shared/doubles";
import { type IssuerToken, issuerTokens, scopeOfStaff } from "./issuer-tokens";
import { type Key, newKey, startIssuer } from "./token-issuer";

describe("tokens as issuers make them", () => {
  let key: Key;
  let keys: Awaited<ReturnType<typeof startIssuer>>;

  before(async () => {
    key = await newKey(undefined, "RS256");
    keys = await startIssuer(key);
  });
  after(() => keys.close());

  function verifierFor({ claims, audience, staff }: Pick<IssuerToken, "claims" | "audience" | "staff">) {
    const rules = {
      issuer: String(claims.iss),
      audience,
      algorithms: ["RS256"],
      ...(staff !== undefined && { staff: { ...staff, scope: scopeOfStaff } }),
    };
    return createTokenVerifier(rules, fixedKeySource(`${keys.url}/jwks`));
  }

  // The key set has one key without an id, which fits every kid of the fixtures' headers once those leave theirs out.
  const signed = (claims: Readonly<Record<string, unknown>>, { kid: _, ...header }: Readonly<Record<string, string>>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", ...header })
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key.privateKey);

  for (const token of issuerTokens) {
    const { name, claims, header, caller } = token;
    const what = caller === undefined ? "refused" : caller.staff ? "taken, staff" : "taken, a customer";
    it(`${name}: ${what}`, async () => {
      const jwt = await signed(claims, header);
      const verifier = verifierFor(token);
      if (caller === undefined) {
        const error = await rejectionOf(verifier.verify(jwt));
        expect(error).to.be.instanceOf(InvalidTokenError).and.to.have.property("reason", "claims");
        return;
      }
      const found = await verifier.verify(jwt);
      expect(found.sub).to.equal(caller.sub);
      expect(found.scope.split(" ").includes(scopeOfStaff)).to.equal(caller.staff);
    });
  }

  it("make nobody staff by a claim unless the stack names it", async () => {
    for (const { claims, header, audience, caller } of issuerTokens) {
      if (caller === undefined) continue;
      const { scope } = await verifierFor({ claims, audience }).verify(await signed(claims, header));
      const own = `${claims.scope ?? ""} ${claims.scp ?? ""}`.split(" ").includes(scopeOfStaff);
      expect(scope.split(" ").includes(scopeOfStaff)).to.equal(own);
    }
  });

  const anyone = { iss: "https://login.example.com/", aud: "api", sub: "ada" };
  const verifyAs = async (claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, string>> = {}) =>
    verifierFor({ claims: anyone, audience: "api", staff: { claim: "a.b", value: "staff" } }).verify(
      await signed({ ...anyone, ...claims }, header),
    );

  it("have a subject that is a text of 1 to 255 visible characters", async () => {
    for (const sub of [null, 5, 0, true, false, ["ada"], [], { ada: 1 }, "", " ", "a b", "ä", "a".repeat(256)]) {
      const error = await rejectionOf(verifyAs({ sub }));
      expect(error, JSON.stringify(sub)).to.be.instanceOf(InvalidTokenError).and.to.have.property("reason", "claims");
    }
    expect((await verifyAs({ sub: "a".repeat(255) })).sub).to.have.lengthOf(255);
  });

  it("are of type JWT or at+jwt, in any case, with or without application/, or of none", async () => {
    for (const typ of ["JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/JWT"]) {
      expect((await verifyAs({}, { typ })).sub, typ).to.equal("ada");
    }
    for (const typ of ["logout+jwt", "secevent+jwt", "dpop+jwt", "application/logout+jwt", "Bearer", "", "text/jwt"]) {
      const error = await rejectionOf(verifyAs({}, { typ }));
      expect(error, typ).to.be.instanceOf(InvalidTokenError).and.to.have.property("reason", "claims");
    }
  });

  it("make nobody staff by a claim of another shape", async () => {
    const shapes = [
      { b: "staffer" },
      { b: ["Staff"] },
      { b: [["staff"]] },
      { b: { staff: true } },
      "staff",
      ["staff"],
      null,
      1,
    ];
    for (const a of shapes) expect((await verifyAs({ a })).scope, JSON.stringify(a)).to.equal("");
    for (const a of [{ b: "staff" }, { b: ["x", "staff"] }])
      expect((await verifyAs({ a })).scope).to.equal(scopeOfStaff);
    expect((await verifyAs({ "a.b": "staff" })).scope).to.equal(scopeOfStaff);
  });

  it("give the caller's email address only if the issuer has verified it", async () => {
    for (const verified of [true, "true"]) {
      expect((await verifyAs({ email: "ada@example.com", email_verified: verified })).email).to.equal(
        "ada@example.com",
      );
    }
    for (const verified of [false, "false", undefined, null, 1, "yes"]) {
      expect(await verifyAs({ email: "ada@example.com", email_verified: verified })).to.not.have.property("email");
    }
    for (const email of ["", 5, null, ["ada@example.com"]]) {
      expect(await verifyAs({ email, email_verified: true })).to.not.have.property("email");
    }
    // Too long to be one: it still binds its owner, to an address that no order can have.
    expect((await verifyAs({ email: `${"a".repeat(5_000)}@b.de`, email_verified: true })).email).to.have.lengthOf(320);
  });

  it("are for an audience by their aud wherever they have one, whatever their client_id", async () => {
    for (const claims of [
      { aud: "other", client_id: "api", token_use: "access" },
      { aud: [], client_id: "api", token_use: "access" },
      { aud: null, client_id: "api", token_use: "access" },
      { aud: undefined, client_id: "api" },
      { aud: undefined, client_id: "api", token_use: "id" },
      { aud: undefined, client_id: ["api"], token_use: "access" },
      { aud: undefined },
    ]) {
      const error = await rejectionOf(verifyAs(claims));
      expect(error, JSON.stringify(claims)).to.be.instanceOf(InvalidTokenError);
    }
    expect((await verifyAs({ aud: undefined, client_id: "api", token_use: "access" })).sub).to.equal("ada");
  });
});
