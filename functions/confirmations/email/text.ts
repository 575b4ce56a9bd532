// The layout as plain text, for recipients without HTML, and for spam filters that distrust emails without a text part.
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
      // Remove the empty line that a section tag on a line of its own would leave.
      return [
        `{{#${piece.section}}}`,
        `- ${piece.what}`,
        `  ${piece.detail}: ${piece.amount}`,
        `{{/${piece.section}}}`,
      ].join("\n");
  }
}
