// Converts between the SDK's wire format (protobuf structs with signed special objects) and plain values.
import * as pulumi from "@pulumi/pulumi";
import { DeployError } from "./errors";
import { AssetValue, type Plain, type PlainObject } from "./resource";

const { specialSigKey, specialSecretSig, specialAssetSig, specialArchiveSig, specialResourceSig, unknownValue } =
  pulumi.runtime;

/** Plain values, and the paths of those that were secret. */
export interface FromWire {
  readonly values: PlainObject;
  readonly secrets: readonly string[];
}

/**
 * Converts values that the SDK sends.
 *
 * @param wire the struct as a JavaScript object
 * @throws {DeployError} for an unknown value: outside a preview every value must be known
 */
export function fromWire(wire: Readonly<Record<string, unknown>>): FromWire {
  const secrets: string[] = [];
  const values: Record<string, Plain> = {};
  for (const [key, value] of Object.entries(wire)) {
    if (value !== undefined) values[key] = plain(value, key, secrets);
  }
  return { values, secrets };
}

function plain(value: unknown, path: string, secrets: string[]): Plain {
  if (value === unknownValue) throw new DeployError(`the value of ${path} is unknown`);
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (Array.isArray(value)) return value.map((item, index) => plain(item, `${path}[${index}]`, secrets));
  const object = value as Record<string, unknown>;
  switch (object[specialSigKey]) {
    case specialSecretSig:
      secrets.push(path);
      return plain(object.value, path, secrets);
    case specialAssetSig:
    case specialArchiveSig:
      return asset(object, path);
    case specialResourceSig:
      return plain(object.id ?? object.urn, path, secrets);
    default:
      return Object.fromEntries(
        Object.entries(object).map(([key, item]) => [key, plain(item, `${path}.${key}`, secrets)]),
      );
  }
}

function asset(object: Readonly<Record<string, unknown>>, path: string): AssetValue {
  const archive = object[specialSigKey] === specialArchiveSig;
  if (typeof object.text === "string") return new AssetValue({ kind: "text", text: object.text });
  if (typeof object.path === "string")
    return new AssetValue({ kind: archive ? "archiveFile" : "file", path: object.path });
  if (typeof object.assets === "object" && object.assets !== null) {
    const assets = Object.entries(object.assets as Record<string, Record<string, unknown>>);
    return new AssetValue({
      kind: "archive",
      assets: Object.fromEntries(assets.map(([name, item]) => [name, asset(item, `${path}.${name}`)])),
    });
  }
  throw new DeployError(`${path} is a remote asset, which the local run does not fetch`);
}
