// Schemas of inputs that many adapters share.
import * as z from "zod";
import { AssetValue } from "./resource";

/** Tags by key. */
export const tags = z.record(z.string(), z.string()).optional();

/** Optional string. */
export const text = z.string().optional();

/** Optional number, whole or decimal. */
export const number = z.number().optional();

/** Optional boolean. */
export const flag = z.boolean().optional();

/** A JSON document, such as a policy or a pattern, which programs may pass as a string or as an object. */
export const json = z.union([z.string(), z.record(z.string(), z.unknown())]).transform((value) => {
  return typeof value === "string" ? value : JSON.stringify(value);
});

/** A string, file or archive. */
export const asset = z.instanceof(AssetValue);

/** Tags in the form that most AWS services accept. */
export function tagList(byKey: Readonly<Record<string, string>> | undefined): { Key: string; Value: string }[] {
  return Object.entries(byKey ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/** Drops undefined values, because the SDK's types and this project's reject an explicit undefined. */
export function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
