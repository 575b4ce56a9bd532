import type { Config } from "../../../components/config/schema";

const long = (start: string, length: number) => start.padEnd(length, "x");

/** A setting, or a member of one: `watchedFunctions.name`. */
type Path = keyof Config | `${keyof Config}.${string}`;

/** Texts, and lists of them, by path: the shortest, the longest, typical and odd ones, those that documents name among them. */
const textValues = {
  environmentSuffix: ["a", "dev", "prod", "pr-123", "staging2", "a23456789-123456"],
  permissionsBoundary: ["x", "backoffice-runtime-boundary", long("team+a=b,c.d@e_f-", 128)],
  serviceBoundary: ["x", "backoffice-service-boundary", long("team+a=b,c.d@e_f-", 128)],
  alertEmail: ["a@b.co", "alerts+backoffice@ops.example.com", `${long("alerts", 64)}@example.com`],
  notificationEmail: ["a@b.co", "shop@example.com", `${long("shop", 64)}@example.com`],
  fallbackEmail: ["a@b.co", "fallback@example.com"],
  webhookUrl: [
    "https://hooks.example.com",
    "https://hooks.example.com/services/T000/B000/XXXX",
    "https://hooks.example.com/workflows?api-version=1&sig=abc",
    "https://chat.internal.example.com:8443/hook",
    "http://127.0.0.1:9000/hook",
    "http://localhost:9000",
  ],
  senderAddress: ["orders@example.com", "orders@dev.example.com", "no-reply+eu@mail.example.com"],
  senderIdentity: ["example.com", "dev.example.com", "orders@example.com", "orders@dev.example.com"],
  shopName: ["A", "Example Shop", 'Bücher & "Mehr" <Nord>', "店", "S".repeat(80)],
  shopTimeZone: ["UTC", "Europe/Vienna", "America/Argentina/Buenos_Aires", "Etc/GMT+12", "Asia/Kathmandu"],
  runbookBaseUrl: [
    "docs/runbooks",
    "docs/runbooks/",
    "runbooks",
    "/runbooks",
    "./docs/runbooks",
    "https://runbooks.example.com",
    "https://runbooks.example.com/",
    "https://git.example.com/shop/backoffice/blob/main/docs/runbooks",
    "https://wiki.example.com/backoffice/~ops/runbooks/",
    "https://",
  ],
  authIssuer: [
    "https://login.example.com",
    "https://login.example.com/",
    "https://login.example.com/realms/shop",
    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI",
    "https://login.example.com:8443/oauth2/default",
    "http://localhost:9000",
    "http://127.0.0.1:9000/",
  ],
  authAudience: ["a", "backoffice-api", "https://api.example.com/", "4f1g23a12aa", "x".repeat(256)],
  authAlgorithms: [
    ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"].map((name) => [name]),
    ["RS256", "ES256"],
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"],
  ],
  authJwksUri: [
    "https://login.example.com/keys",
    "https://login.example.com/.well-known/jwks.json",
    "http://localhost:1/k",
  ],
  staffScope: ["s", "orders:staff", "https://api.example.com/orders.write", "x".repeat(128)],
  staffClaim: ["roles", "cognito:groups", "realm_access.roles", "https://shop.example.com/roles", "x".repeat(256)],
  staffClaimValue: ["staff", "a", "Shop staff", "x".repeat(256)],
  corsAllowedOrigins: [
    ["*"],
    ["https://shop.example.com"],
    ["https://shop.example.com:8443"],
    ["http://localhost:3000"],
    ["http://shop.example.com"],
    ["https://*.example.com"],
    ["https://SHOP.example.com"],
    ["https://shop.example.com", "https://admin.example.com"],
  ],
  "watchedFunctions.name": [
    "billing-invoices",
    "b",
    long("reports_nightly-", 64),
    "orders-create-prod",
    "orders-create-dev",
  ],
  backupCopyVaultArn: [
    "arn:aws:backup:eu-west-1:210987654321:backup-vault:ab",
    "arn:aws-us-gov:backup:us-gov-west-1:123456789012:backup-vault:shop_copies-1",
  ],
  "apiDomain.name": ["api.example.com", "a.io", `${long("api", 52)}.example.com`],
  "apiDomain.basePath": ["v1", "orders-2", "$_.+!*'()-"],
  "apiDomain.certificateArn": [
    "arn:aws:acm:eu-central-1:123456789012:certificate/11112222-3333-4444-5555-666677778888",
    "arn:aws-us-gov:acm:us-gov-west-1:123456789012:certificate/1",
  ],
  "apiDomain.hostedZoneId": ["Z0", "Z0123456789ABCDEFGHIJ", `Z${"0".repeat(31)}`],
  "network.zones": [
    ["eu-central-1a", "eu-central-1b"],
    ["us-gov-west-1a", "us-gov-west-1b", "us-gov-west-1c"],
    ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"],
  ],
  "network.cidrBlock": ["10.0.0.0/16", "172.31.248.0/21", "192.168.0.0/20"],
  simulatorSeed: ["a", "backoffice", "0", "S".repeat(64)],
} as const satisfies Readonly<Partial<Record<Path, readonly unknown[]>>>;

const textsByPath: ReadonlyMap<string, readonly unknown[]> = new Map(Object.entries(textValues));

/** The texts to try at a path; undefined where the schema says enough. */
export function textsOf(path: string): readonly unknown[] | undefined {
  return textsByPath.get(path);
}
