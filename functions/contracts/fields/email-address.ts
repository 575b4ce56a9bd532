import * as z from "zod";

/** Longest address that mail servers must carry, in characters (RFC 5321, 4.5.3.1.3 less the angle brackets). */
const longestAddress = 254;

/** Longest part before the @ (RFC 5321, 4.5.3.1.1). */
const longestLocalPart = 64;

/** Runs of `atext` with dots between (RFC 5322, 3.2.3); no quoted parts, for nothing in the shop needs them and they can hold anything. */
const localPart = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*";

/**
 * Two labels or more of letters, digits and hyphens, at most 63 characters each (RFC 1123, 2.1). The last one starts with a letter: so an address in
 * numbers is none, and an internationalised top-level domain in its ASCII form is one (`xn--p1ai`, RFC 5890, 2.3.2.1).
 */
const domain = "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])";

/** The pattern is also used in JSON Schema; lengths are checked separately. */
const addressPattern = new RegExp(`^${localPart}@${domain}$`);
const domainPattern = new RegExp(`^${domain}$`);

/**
 * Whether a string is one plain email address, without anything that could add a recipient or a header: what SES accepts without SMTPUTF8.
 * The only check of addresses, for the API, the settings, the messages and the functions' variables.
 */
export function isEmailAddress(text: string): boolean {
  return text.length <= longestAddress && text.lastIndexOf("@") <= longestLocalPart && addressPattern.test(text);
}

/** Whether two addresses are one: mail providers in use ignore case in local parts. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether a text is a host's name of two labels or more, at most 253 characters. */
export function isDomainName(text: string): boolean {
  return text.length <= 253 && domainPattern.test(text);
}

/** An address as a zod type that JSON Schema can express, but for the length of the local part. */
export function emailAddressType() {
  return z
    .string()
    .max(longestAddress, { error: `must have at most ${longestAddress} characters`, abort: true })
    .regex(addressPattern, "must be an email address")
    .refine(
      (address) => address.lastIndexOf("@") <= longestLocalPart,
      `must have at most ${longestLocalPart} characters before the @`,
    );
}
