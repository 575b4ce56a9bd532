// Pieces of input schemas that many adapters share.
import * as z from "zod";
import { AssetValue } from "./resource";

/** Tags by key. */
export const tags = z.record(z.string(), z.string()).optional();

/** Text, optional. */
export const text = z.string().optional();

/** Whole or decimal number, optional. */
export const number = z.number().optional();

/** Optional switch. */
export const flag = z.boolean().optional();

/** A JSON document: a policy, a pattern. Programs may hand it over as text or as an object. */
export const json = z.union([z.string(), z.record(z.string(), z.unknown())]).transform((value) => {
  return typeof value === "string" ? value : JSON.stringify(value);
});

/** Text, file or archive. */
export const asset = z.instanceof(AssetValue);

/** Tags as most AWS services want them. */
export function tagList(byKey: Readonly<Record<string, string>> | undefined): { Key: string; Value: string }[] {
  return Object.entries(byKey ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/** Keeps only what has a value: the SDK's types and ours refuse an explicit undefined. */
export function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
