// The layout as plain text, for those who read email without HTML, and for filters that distrust emails that have none.
import { type Block, ifThere, layout } from "./layout";

/** The layout as a mustache template of plain text. */
export function textTemplate(): string {
  const pieces = layout.map((piece, index) => {
    const apart = `${index === 0 ? "" : "\n\n"}${block(piece)}`;
    return piece.kind === "fact" ? ifThere(piece.when, apart) : apart;
  });
  return `${pieces.join("")}\n`;
}

function block(piece: Block): string {
  switch (piece.kind) {
    case "heading":
      return `${piece.text}\n${"=".repeat(piece.text.length)}`;
    case "paragraph":
    case "small":
      return piece.text;
    case "fact":
    case "total":
      return `${piece.label}: ${piece.value}`;
    case "lines":
      // Section tags that stand alone on a line leave no empty line behind.
      return [
        `{{#${piece.section}}}`,
        `- ${piece.what}`,
        `  ${piece.detail}: ${piece.amount}`,
        `{{/${piece.section}}}`,
      ].join("\n");
  }
}
