import * as z from "zod";
import { isDomainName, isEmailAddress } from "../../functions/contracts/fields/email-address";
import { isCorsOrigin } from "../../functions/shared/cors-origin";
import { isNetworkRange, PREFIXES } from "../network/ranges";

// Pulumi passes every value as a string; lists, objects, numbers and booleans as JSON. Each field has one message with its bound, whatever
// the reason why a value is rejected.

/** A string that matches `pattern`; `bound` describes it. */
export function text(bound: string, pattern: RegExp) {
  return z.string({ error: bound }).regex(pattern, { error: bound, abort: true });
}

/** An email address. */
export function emailAddress() {
  const error = "must be an email address";
  return z.string({ error }).refine(isEmailAddress, { error });
}

/** A web origin as a browser sends it, or `*`. */
export function corsOrigin() {
  const error =
    "must be '*' or an https origin to the letter, such as https://shop.example.com; http only for a loopback host";
  return z.string({ error }).refine(isCorsOrigin, { error });
}

/** An identity for SES to verify: a domain, or an email address. */
export function emailIdentity() {
  const error = "must be a domain or an email address";
  return z.string({ error }).refine((text) => isDomainName(text) || isEmailAddress(text), { error });
}

/** AWS Certificate Manager takes no longer first name of a certificate (API reference, RequestCertificate). */
const LONGEST_DOMAIN = 64;

/** A fully qualified domain name for which there can be a certificate. */
export function domainName() {
  const error = `must be a domain name of at most ${LONGEST_DOMAIN} characters in lower case, such as api.example.com`;
  const isOne = (text: string) => isDomainName(text) && text === text.toLowerCase() && text.length <= LONGEST_DOMAIN;
  return z.string({ error }).refine(isOne, { error });
}

/** Id of a hosted zone in Route 53. */
export function hostedZoneId() {
  return text("must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ", /^Z[A-Z0-9]{1,31}$/);
}

/** Id that EC2 gave to something, such as `vpc-0123456789abcdef0`. */
export function ec2Id(kind: "vpc" | "subnet" | "rtb") {
  return text(`must be an id such as ${kind}-0123456789abcdef0`, new RegExp(`^${kind}-[0-9a-f]{8,17}$`));
}

/** Range of addresses for a network. */
export function networkRange() {
  const error = `must be a private IPv4 range from its first address on, of /${PREFIXES.min} to /${PREFIXES.max}, such as 10.0.0.0/16`;
  return z.string({ error }).refine(isNetworkRange, { error });
}

/** One of a few strings. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(", ")}` });
}

/** `true` or `false`. */
export function flag() {
  return z.preprocess(fromJson, z.boolean({ error: "must be true or false" }));
}

/** A whole number between `min` and `max`, both included. */
export function whole(min: number, max: number) {
  const error = `must be a whole number between ${min} and ${max}`;
  return z.preprocess(fromJson, z.number({ error }).int({ error }).min(min, { error }).max(max, { error }));
}

/** A whole number between `min` and `max`, both included, or -1 for no limit. */
export function wholeOrUnbounded(min: number, max: number) {
  const error = `must be -1 or a whole number between ${min} and ${max}`;
  const isOne = (value: number) => value === -1 || (value >= min && value <= max);
  return z.preprocess(fromJson, z.number({ error }).int({ error }).refine(isOne, { error }));
}

/** A number between `min` and `max`, both included. */
export function decimal(min: number, max: number) {
  const error = `must be a number between ${min} and ${max}`;
  return z.preprocess(fromJson, z.number({ error }).min(min, { error }).max(max, { error }));
}

/** One of a few numbers. */
export function oneOfNumbers<const T extends readonly [number, ...number[]]>(values: T) {
  const error = `must be one of ${values.join(", ")}`;
  return z.preprocess(fromJson, z.literal(values, { error }));
}

/** A list of `min` to `max` items. @param min default: 1 */
export function list<T extends z.ZodType>(item: T, max: number, min = 1) {
  const error = max === min ? "must be a list of exactly one item" : `must be a list of ${min} to ${max} items`;
  return z.preprocess(fromJson, z.array(item, { error }).min(min, { error }).max(max, { error }));
}

/** An object with the given members and no others. */
export function group<T extends z.ZodRawShape>(members: T) {
  return z.preprocess(fromJson, z.strictObject(members, { error: objectError }));
}

function objectError(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === "unrecognized_keys" ? undefined : "must be an object";
}

function fromJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
