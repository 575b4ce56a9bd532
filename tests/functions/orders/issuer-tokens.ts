/** A token as an issuer makes it, and what the API must make of it. */
export interface IssuerToken {
  readonly name: string;
  readonly header: Readonly<Record<string, string>>;
  /** Without the times, which the test sets. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Settings of a stack that takes tokens of this issuer. */
  readonly audience: string;
  readonly staff?: { readonly claim: string; readonly value: string };
  /** The caller's id and whether they are staff; undefined when the token must be refused. */
  readonly caller: { readonly sub: string; readonly staff: boolean } | undefined;
}

/** Scope of staff in these tests. */
export const scopeOfStaff = "orders:staff";

// Amazon Cognito Developer Guide, "Understanding the access token" and "Understanding the identity (ID) token": no `typ`, no `aud` in access
// tokens, no scope in ID tokens.
const cognito = { kid: "1234example=", alg: "RS256" };
const cognitoIssuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE";
const cognitoAccess = {
  sub: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  "cognito:groups": ["testgroup", "staff"],
  iss: cognitoIssuer,
  version: 2,
  client_id: "1example23456789",
  origin_jti: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  token_use: "access",
  scope: "phone openid profile email",
  jti: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  username: "my-test-user",
};
const cognitoId = {
  sub: cognitoAccess.sub,
  "cognito:groups": ["test-group-a", "staff"],
  email_verified: true,
  "cognito:preferred_role": "arn:aws:iam::111122223333:role/my-test-role",
  iss: cognitoIssuer,
  "cognito:username": "my-test-user",
  aud: "1example23456789",
  token_use: "id",
  email: "my-test-user@example.com",
};
const cognitoStack = { audience: "1example23456789", staff: { claim: "cognito:groups", value: "staff" } };

// Auth0 docs, "Access Token Profiles" and "ID Token Structure": two audiences, `at+jwt` in the profile of RFC 9068, permissions with RBAC.
const auth0Access = {
  iss: "https://my-domain.auth0.com/",
  sub: "auth0|123456",
  aud: ["https://shop.example.com/api", "https://my-domain.auth0.com/userinfo"],
  azp: "my_client_id",
  scope: "openid profile orders:staff",
};
const { azp: _azp, ...auth0Common } = auth0Access;
const auth0Id = {
  iss: "https://my-domain.auth0.com/",
  sub: "auth0|123456",
  aud: "my_client_id",
  name: "Jane Doe",
  email: "janedoe@example.com",
  email_verified: true,
  nickname: "janedoe",
  "https://shop.example.com/roles": ["staff"],
};

// Microsoft identity platform, "Access token claims reference" and "ID token claims reference": scp is a text, app roles are a list.
const tenant = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
const entra = { typ: "JWT", alg: "RS256", kid: "i6lGk3FZzxRcUb2C3nEQ7syHJlY" };
const entraAccess = {
  aud: "00001111-aaaa-2222-bbbb-3333cccc4444",
  iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  azp: "11112222-bbbb-3333-cccc-4444dddd5555",
  azpacr: "0",
  name: "Abe Lincoln",
  oid: "00000000-0000-0000-66f3-3332eca7ea81",
  preferred_username: "abeli@microsoft.com",
  roles: ["Shop.Staff"],
  scp: "orders.write openid",
  sub: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
  tid: tenant,
  ver: "2.0",
};
const { azp: _client, azpacr: _acr, scp: _scp, ...entraId } = entraAccess;
const entraStack = { audience: entraAccess.aud, staff: { claim: "roles", value: "Shop.Staff" } };

// Keycloak Server Administration Guide, "Token mappers" and "Audience support": the kind of token stands in the payload's typ, the API's audience
// must be mapped, roles are nested.
const keycloak = { alg: "RS256", typ: "JWT", kid: "nnniBrxL0qhG79pkF3ccQjl0jDmxKrYYy2YLlEe1s4" };
const keycloakAccess = {
  jti: "d58f5dc8-fd8f-462b-8a19-716f8f83985b",
  iss: "https://login.example.com/realms/shop",
  aud: ["backoffice-api", "account"],
  sub: "36fa0f91-f94d-4a0c-afed-6b7d952e47da",
  typ: "Bearer",
  azp: "shop-front",
  acr: "1",
  "allowed-origins": ["https://shop.example.com"],
  realm_access: { roles: ["offline_access", "shop-staff", "uma_authorization"] },
  resource_access: { account: { roles: ["manage-account", "view-profile"] } },
  scope: "openid email profile",
  email_verified: true,
  preferred_username: "ada",
  email: "ada@example.com",
};
const { realm_access: _realm, resource_access: _resource, scope: _scope, ...keycloakCommon } = keycloakAccess;
const keycloakId = { ...keycloakCommon, aud: "shop-front", typ: "ID", at_hash: "k0mEbJCW1Gdh9tDfLTdDJw" };
const keycloakStack = { audience: "backoffice-api", staff: { claim: "realm_access.roles", value: "shop-staff" } };

// Google Identity, "OpenID Connect": ID tokens only; its access tokens are opaque.
const google = { alg: "RS256", kid: "3d580f0a5b3a1e2f", typ: "JWT" };
const googleId = {
  iss: "https://accounts.google.com",
  azp: "1234987819200.apps.googleusercontent.com",
  aud: "1234987819200.apps.googleusercontent.com",
  sub: "10769150350006150715113082367",
  at_hash: "HK6E_P6Dh8Y93mRNtsDB1Q",
  hd: "example.com",
  email: "jsmith@example.com",
  email_verified: true,
  nonce: "0394852-3190485-2490358",
};
const googleStack = { audience: googleId.aud, staff: { claim: "hd", value: "example.com" } };

const caller = (claims: { readonly sub: string }, staff: boolean) => ({ caller: { sub: claims.sub, staff } });
const refused = { caller: undefined };

export const issuerTokens: readonly IssuerToken[] = [
  { name: "Cognito, access", header: cognito, claims: cognitoAccess, ...cognitoStack, ...caller(cognitoAccess, true) },
  { name: "Cognito, ID", header: cognito, claims: cognitoId, ...cognitoStack, ...caller(cognitoId, true) },
  {
    name: "Cognito, access, without groups",
    header: cognito,
    claims: { ...cognitoAccess, "cognito:groups": undefined },
    ...cognitoStack,
    ...caller(cognitoAccess, false),
  },
  {
    name: "Cognito, access, of another app client",
    header: cognito,
    claims: { ...cognitoAccess, client_id: "another" },
    ...cognitoStack,
    ...refused,
  },
  {
    name: "Cognito, a client_id in a token that is no access token",
    header: cognito,
    claims: { ...cognitoAccess, token_use: "id" },
    ...cognitoStack,
    ...refused,
  },
  {
    name: "Auth0, access, its own profile",
    header: { typ: "JWT", alg: "RS256", kid: "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg" },
    claims: auth0Access,
    audience: "https://shop.example.com/api",
    ...caller(auth0Access, true),
  },
  {
    name: "Auth0, access, profile of RFC 9068 with permissions",
    header: { typ: "at+jwt", alg: "RS256", kid: "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg" },
    claims: { ...auth0Common, client_id: "my_client_id", scope: "openid", permissions: ["orders:staff", "read:users"] },
    audience: "https://shop.example.com/api",
    staff: { claim: "permissions", value: "orders:staff" },
    ...caller(auth0Access, true),
  },
  {
    name: "Auth0, ID, with roles by an action",
    header: { typ: "JWT", alg: "RS256", kid: "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg" },
    claims: auth0Id,
    audience: "my_client_id",
    staff: { claim: "https://shop.example.com/roles", value: "staff" },
    ...caller(auth0Id, true),
  },
  { name: "Entra ID, access", header: entra, claims: entraAccess, ...entraStack, ...caller(entraAccess, true) },
  { name: "Entra ID, ID", header: entra, claims: entraId, ...entraStack, ...caller(entraId, true) },
  {
    name: "Entra ID, access, staff by scp",
    header: entra,
    claims: { ...entraAccess, roles: undefined, scp: "openid orders:staff" },
    ...entraStack,
    ...caller(entraAccess, true),
  },
  {
    name: "Keycloak, access",
    header: keycloak,
    claims: keycloakAccess,
    ...keycloakStack,
    ...caller(keycloakAccess, true),
  },
  {
    name: "Keycloak, access, without the mapped audience",
    header: keycloak,
    claims: { ...keycloakAccess, aud: "account" },
    ...keycloakStack,
    ...refused,
  },
  {
    name: "Keycloak, ID, of the shop's front end",
    header: keycloak,
    claims: keycloakId,
    audience: "shop-front",
    ...caller(keycloakId, false),
  },
  { name: "Google, ID", header: google, claims: googleId, ...googleStack, ...caller(googleId, true) },
  {
    name: "Google, ID, of somebody outside",
    header: google,
    claims: { ...googleId, hd: undefined },
    ...googleStack,
    ...caller(googleId, false),
  },
];
