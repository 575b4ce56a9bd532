// What keeps other programs and pages out of the console. The loopback server refuses foreign Hosts and Origins before any of this.
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** A token that cannot be guessed: 256 random bits. A new one for each run. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Whether a request carries the token: `Authorization: Bearer TOKEN`. Addresses never do, for they are logged and remembered. */
export function carriesToken({ headers }: Pick<IncomingMessage, "headers">, token: string): boolean {
  const wanted = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(headers.authorization ?? "");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * Content-Security-Policy of the page: scripts, styles and connections of its own server only; nothing inline, no HTML from text
 * (`require-trusted-types-for`), not in a frame of others. Source: Content Security Policy Level 3, and Trusted Types, of the W3C.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Of an email's body: no script, no form, no request to anybody, an origin of its own; shown in the console's frame only. */
const emailPolicy = [
  "default-src 'none'",
  "img-src data:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox",
].join("; ");

/** Headers of every answer. */
export function securityHeaders(shows: "page" | "email"): Readonly<Record<string, string>> {
  return {
    "content-security-policy": shows === "page" ? pagePolicy : emailPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
  };
}
