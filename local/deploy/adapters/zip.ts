import { crc32, deflateRawSync } from "node:zlib";

/** PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 4.4: the fields that both records of a file have, from "version needed" on. */
const version = 20;
const namesAreUtf8 = 0x0800;
const deflated = 8;
/** 1980-01-01, the first day of the format: a real time would change the bytes. */
const date = 0x0021;
/** A regular file of Unix that all may read. */
const attributes = 0o100644 * 0x10000;
const unix = 3 << 8;

/**
 * Packs files into a ZIP archive, the same bytes for the same files.
 *
 * @param files contents by path inside the archive, together below 4 GiB
 */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    // The archive stays on this machine, so speed matters more than size.
    const packed = deflateRawSync(content, { level: 1 });
    const common = Buffer.concat([
      words(version, namesAreUtf8, deflated, 0, date),
      longs(crc32(content), packed.length, content.length),
      words(name.length, 0),
    ]);
    const local = Buffer.concat([longs(0x04034b50), common, name, packed]);
    parts.push(local);
    directory.push(longs(0x02014b50), words(unix | version), common, words(0, 0, 0), longs(attributes, offset), name);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = parts.length;
  const end = [longs(0x06054b50), words(0, 0, count, count), longs(index.length, offset), words(0)];
  return Buffer.concat([...parts, index, ...end]);
}

function words(...values: readonly number[]): Buffer {
  return Buffer.from(new Uint16Array(values).buffer);
}

function longs(...values: readonly number[]): Buffer {
  return Buffer.from(new Uint32Array(values).buffer);
}
