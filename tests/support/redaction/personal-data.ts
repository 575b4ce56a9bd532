// Secrets and personal data of many shapes, and the forms in which they may be written.
import * as fc from "fast-check";
import { isCommonWord } from "../../../functions/shared/redaction/common-words";

const letters = "abcdefghijklmnopqrstuvwxyzäöüéßñçłøабвгдежзиклмнопрст".split("");
const lower = fc.string({ unit: fc.constantFrom(...letters), minLength: 5, maxLength: 12 });
/** A word that no message of ours has by chance. */
const word = lower.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}q`);
const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const random = (least: number, most: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9]{${least},${most}}$`));

/** A value, and the parts of it that must not survive: its words, where nothing else is said. */
export interface Planted {
  readonly text: string;
  readonly parts: readonly string[];
}

const whole = (text: string): Planted => ({ text, parts: [text, ...text.split(/[^\p{L}\p{N}\p{M}]+/u)] });

const wholeTexts: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(word, word).map((names) => names.join(" ")),
  word,
  word.map((text) => text.toUpperCase()),
  fc.emailAddress(),
  fc.tuple(word, fc.nat(300)).map(([street, number]) => `${street}gasse ${number + 1}/12`),
  digits(5).map((code) => `A-${code}`),
  fc.tuple(digits(3), digits(7)).map(([area, number]) => `+43 ${area} ${number}`),
  digits(11),
  fc.tuple(digits(4), digits(4), digits(4), digits(4)).map((groups) => groups.join(" ")),
  digits(18).map((number) => `AT${number}`),
  fc
    .date({ min: new Date("1930-01-01"), max: new Date("2010-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.tuple(digits(6), digits(6)).map(([north, east]) => `48.${north}, 16.${east}`),
  random(36, 36).map((text) => `ghp_${text}`),
  random(24, 40).map((text) => `sk_live_${text}`),
  random(20, 30).map((text) => `AKIA${text.toUpperCase()}`),
  fc.tuple(random(40, 60), random(40, 60), random(43, 43)).map((parts) => `eyJ${parts.join(".")}`),
  fc.tuple(word, word).map(([one, two]) => `${one} likes ${two}`),
  fc.tuple(fc.constantFrom("O'", "D’", "Mc-", "van der ", "al-"), word).map((parts) => parts.join("")),
  fc.tuple(word, word).map((names) => names.join("-")),
  fc.string({ unit: fc.constantFrom(..."山田太郎佐藤花子김민준이서연محمدعليשרהכהן"), minLength: 5, maxLength: 8 }),
  word.map((text) => text.normalize("NFD")),
  fc.tuple(word, fc.nat(99)).map(([name, year]) => `${name.toLowerCase()}${year}`),
  fc.tuple(word, word).map((lines) => `${lines[0]}\n    at ${lines[1]} (/home/${lines[1]}/a.js:1:1)`),
);

/** One value that must not survive. */
export const personalData: fc.Arbitrary<Planted> = fc.oneof(
  { weight: 17, arbitrary: wholeTexts.map(whole) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(random(9, 9), random(24, 24))
      .map((parts) => ({ text: `https://hooks.chat.example/services/${parts.join("/")}`, parts })),
  },
  {
    weight: 1,
    arbitrary: random(64, 200).map((text) => ({
      text: `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----`,
      parts: [text],
    })),
  },
);

/** Forms of a text. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  upper: (text) => text.toUpperCase(),
  percent: (text) => encodeURIComponent(text),
  everyByte: (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  percentTwice: (text) => encodeURIComponent(encodeURIComponent(text)),
  base64: (text) => Buffer.from(text).toString("base64"),
  base64url: (text) => Buffer.from(text).toString("base64url"),
  html: (text) => [...text].map((sign) => `&#${sign.codePointAt(0)};`).join(""),
  htmlHex: (text) => [...text].map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join(""),
  quotedPrintable: (text) =>
    [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  jsonEscaped: (text) =>
    [...text.split("")].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  hex: (text) => Buffer.from(text).toString("hex"),
  composed: (text) => text.normalize("NFC"),
  decomposed: (text) => text.normalize("NFD"),
  base64Twice: (text) => Buffer.from(Buffer.from(text).toString("base64")).toString("base64"),
  percentInBase64: (text) => Buffer.from(encodeURIComponent(text)).toString("base64"),
  base64InPercent: (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
  base64Behind: (text) => `id_${Buffer.from(text).toString("base64url")}`,
  htmlTwice: (text) => [...text].map((sign) => `&amp;#${sign.codePointAt(0)};`).join(""),
  htmlInPercent: (text) => encodeURIComponent([...text].map((sign) => `&#${sign.codePointAt(0)};`).join("")),
};

export const encoding = fc.constantFrom(...Object.keys(encodings));

/** A text in one of the forms. */
export function encoded(text: string, form: string): string {
  return (encodings[form] ?? ((same: string) => same))(text);
}

/** Words of ours that personal data may hold, too. */
const harmless = (part: string) => part === "likes" || isCommonWord(part.toLowerCase());

/** The forms and parts of a value that are found in a text: none may be. */
export function survivors(text: string, { parts }: Planted): string[] {
  const revealing = new Set(parts.filter((part) => part.length >= 5 && !harmless(part)));
  const forms = [...revealing].flatMap((part) => Object.values(encodings).map((form) => form(part)));
  const lowered = text.toLowerCase();
  return [...new Set(forms)].filter((form) => lowered.includes(form.toLowerCase()));
}
