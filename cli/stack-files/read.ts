// THE reader of Pulumi.yaml and Pulumi.<stack>.yaml. It reads them as the CLI does, and nothing else reads them.

import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, Scalar as YamlScalar } from "yaml";
import { isRecord } from "../../values/is-record";
import { type Ambiguity, ambiguityOf } from "./ambiguity";
import { resolvePlain, type Scalar, scalarText } from "./scalar";

/** A value of a file. */
export type FileValue = Scalar | readonly FileValue[] | FileObject;
export interface FileObject {
  readonly [key: string]: FileValue;
}

/** The stack or its configuration cannot be read; the message is for the user. */
export class StackConfigError extends Error {
  override readonly name = "StackConfigError";
}

/** A parsed file. */
export interface YamlFile {
  readonly value: FileObject;
  /** Values that other readers would read differently, by path, such as `config.backoffice:limits[2]`. */
  readonly ambiguities: ReadonlyMap<string, Ambiguity>;
}

/** Parses a file by the CLI's rules. @throws {StackConfigError} it is not YAML, or has duplicate keys */
export function readYaml(text: string, file: string): YamlFile {
  // The parser leaves scalars as strings; resolvePlain types them as the CLI does.
  const document = parseDocument(text, { schema: "failsafe", merge: false });
  const [error] = document.errors;
  if (error !== undefined) throw new StackConfigError(`${file} cannot be read: ${error.message}`);
  const ambiguities = new Map<string, Ambiguity>();
  const value = fileValue(document.contents, "", { document, ambiguities, file });
  return { value: isRecord(value) ? value : {}, ambiguities };
}

interface Reading {
  readonly document: Document;
  readonly ambiguities: Map<string, Ambiguity>;
  readonly file: string;
}

function fileValue(node: unknown, path: string, reading: Reading): FileValue {
  if (isAlias(node)) {
    const target = node.resolve(reading.document);
    if (target === undefined)
      throw new StackConfigError(`${reading.file} cannot be read: nothing is called &${node.source}`);
    return fileValue(target, path, reading);
  }
  if (isSeq(node)) return node.items.map((item, index) => fileValue(item, `${path}[${index}]`, reading));
  if (isMap(node)) {
    const entries = node.items.filter(isPair).map(({ key, value }) => {
      const name = isScalar(key) ? String(key.source ?? key.value) : "";
      if (name === "<<") throw new StackConfigError(`${reading.file} merges maps by '<<': write the values out`);
      return [name, fileValue(value, path === "" ? name : `${path}.${name}`, reading)] as const;
    });
    return Object.fromEntries(entries);
  }
  if (!isScalar(node)) return null;
  const written = String(node.value ?? "");
  const plain = (node.type === undefined || node.type === YamlScalar.PLAIN) && node.tag === undefined;
  if (!plain) return written;
  const resolved = resolvePlain(written);
  const ambiguity = ambiguityOf(written, resolved);
  if (ambiguity !== undefined) reading.ambiguities.set(path, ambiguity);
  return resolved.value;
}

/** A value of the configuration. */
export interface ConfigEntry {
  /** As `pulumi.Config` returns it: objects and lists as JSON, whole numbers exact. For an encrypted value: the ciphertext. */
  readonly text: string;
  /** Encrypted by the stack's secrets provider, wholly or in part, so that only the Pulumi CLI can decrypt it. */
  readonly encrypted: boolean;
  readonly value: FileValue;
}

/**
 * The section `config` of a file, by full key: a key without a namespace belongs to the project, as for the CLI.
 *
 * @param section in `Pulumi.yaml` a setting may be an object with its `value` or `default`
 * @throws {StackConfigError} the file cannot be parsed, a key is invalid or given twice, or an unquoted value is ambiguous
 */
export function readConfigSection(
  text: string,
  project: string,
  file: string,
  section: "project" | "stack" = "stack",
): ReadonlyMap<string, ConfigEntry> {
  const { value, ambiguities } = readYaml(text, file);
  for (const [path, { written, readings }] of ambiguities) {
    if (!path.startsWith("config.")) continue;
    const key = path.slice("config.".length);
    throw new StackConfigError(
      `${file}: the value of ${key} is written ${written}, without quotes: ${readings.join(", ")}. ` +
        `Put it in quotes if the text "${written}" is meant, or write the value that is meant in its plain form`,
    );
  }
  const entries = new Map<string, ConfigEntry>();
  for (const [name, declared] of Object.entries(isRecord(value.config) ? value.config : {})) {
    const key = fullKey(project, name, file);
    if (entries.has(key)) throw new StackConfigError(`${file}: ${key} is given twice, with and without its namespace`);
    const given = section === "project" ? projectValue(declared) : declared;
    if (given !== undefined) entries.set(key, { text: configText(given), encrypted: isEncrypted(given), value: given });
  }
  return entries;
}

/** The project's name, from the text of `Pulumi.yaml`. @throws {StackConfigError} it has none */
export function projectName(text: string, file: string): string {
  const { name } = readYaml(text, file).value;
  if (typeof name === "string" && name !== "") return name;
  throw new StackConfigError(`${file} has no name of a project`);
}

/** The full key for `name`, `namespace:name` or the older `namespace:config:name`, by the rules of the CLI's `config.ParseKey`. */
export function fullKey(project: string, key: string, file = "the configuration"): string {
  const parts = key.split(":");
  const [namespace = "", middle = "", last = ""] = parts;
  if (parts.length === 1) return `${project}:${key}`;
  if (parts.length === 2) return key;
  if (parts.length === 3 && middle === "config") return `${namespace}:${last}`;
  throw new StackConfigError(`${file}: '${key}' is no key of a configuration: write namespace:name`);
}

function projectValue(declared: FileValue): FileValue | undefined {
  if (!isRecord(declared) || !("value" in declared || "default" in declared || "type" in declared)) return declared;
  const value = declared.value ?? declared.default;
  return value ?? undefined;
}

function configText(value: FileValue): string {
  if (isRecord(value)) {
    const { secure } = value;
    if (typeof secure === "string" && Object.keys(value).length === 1) return secure;
  }
  return typeof value === "object" && value !== null ? json(value) : scalarText(value);
}

/** JSON as the CLI writes it: whole numbers exact, keys sorted. */
function json(value: FileValue): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${json(value[key] ?? null)}`).join(",")}}`;
}

/** Whether a value is, or contains, `secure: ...`. */
function isEncrypted(value: FileValue): boolean {
  if (Array.isArray(value)) return value.some(isEncrypted);
  if (!isRecord(value)) return false;
  return typeof value.secure === "string" || Object.values(value).some(isEncrypted);
}
