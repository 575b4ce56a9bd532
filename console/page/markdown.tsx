// Markdown as runbooks and dashboards use it, as elements: no HTML is made from text.
import type { ComponentChildren, VNode } from "preact";
import { hrefOf } from "./state";

type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "text"; readonly text: string };

/** Splits a text into blocks. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll("\r", "").split("\n");
  const take = (fits: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    while (lines[0] !== undefined && fits(lines[0])) taken.push(lines.shift() ?? "");
    return taken;
  };
  while (lines.length > 0) {
    const line = lines[0] ?? "";
    const heading = /^(#{1,6}) +(.*)$/.exec(line);
    if (line.trim() === "") lines.shift();
    else if (line.startsWith("```")) {
      lines.shift();
      blocks.push({ kind: "code", text: take((each) => !each.startsWith("```")).join("\n") });
      lines.shift();
    } else if (heading !== null) {
      lines.shift();
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" });
    } else if (line.startsWith("|")) {
      const rows = take((each) => each.startsWith("|")).map((row) =>
        row
          .replace(/^\||\|\s*$/g, "")
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim().replaceAll("\\|", "|")),
      );
      blocks.push({ kind: "table", rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) });
    } else if (item.test(line)) {
      const ordered = /^\d/.test(line);
      const items: string[] = [];
      for (const each of take((next) => next.trim() !== "" && (item.test(next) || /^\s/.test(next)))) {
        if (item.test(each)) items.push(each.replace(item, ""));
        else items.push(`${items.pop() ?? ""} ${each.trim()}`);
      }
      blocks.push({ kind: "list", ordered, items });
    } else
      blocks.push({
        kind: "text",
        text: take((each) => each.trim() !== "" && !/^(```|\||#{1,6} )/.test(each)).join(" "),
      });
  }
  return blocks;
}

const item = /^(?:[-*]|\d+\.) +/;

export function Markdown({ text }: { readonly text: string }) {
  return (
    <div class="markdown">
      {blocksOf(text).map((block, index) => (
        <Shown key={`${index} ${block.kind}`} of={block} />
      ))}
    </div>
  );
}

function Shown({ of }: { readonly of: Block }): VNode {
  switch (of.kind) {
    case "heading":
      return of.level === 1 ? <h3 class="markdown-title">{inline(of.text)}</h3> : <h4>{inline(of.text)}</h4>;
    case "code":
      return (
        <pre>
          <code>{of.text}</code>
        </pre>
      );
    case "list": {
      const items = of.items.map((text) => <li key={text}>{inline(text)}</li>);
      return of.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table": {
      const [head = [], ...rows] = of.rows;
      return (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {head.map((cell) => (
                  <th key={cell}>{inline(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.join("|")}>
                  {row.map((cell, index) => (
                    <td key={`${index} ${cell}`}>{inline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    default:
      return <p>{inline(of.text)}</p>;
  }
}

/** Code, emphasis and links; a link that leads out of the page is text, with its address on hover. */
function inline(text: string): ComponentChildren {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/).map((part, index) => {
    const key = `${index} ${part}`;
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    if (link !== null) {
      const [, title = "", address = ""] = link;
      const dashboard = /#dashboards\/dashboard\/([\w-]+)$/.exec(address)?.[1];
      if (dashboard !== undefined) {
        return (
          <a key={key} href={hrefOf("dashboards", dashboard)}>
            {title}
          </a>
        );
      }
      return /^https:\/\//.test(address) ? (
        <a key={key} href={address} target="_blank" rel="noreferrer noopener">
          {title.replaceAll("`", "")}
        </a>
      ) : (
        <span key={key} title={address}>
          {title.replaceAll("`", "")}
        </span>
      );
    }
    if (part.startsWith("`")) return <code key={key}>{part.slice(1, -1)}</code>;
    if (part.startsWith("**")) return <b key={key}>{part.slice(2, -2)}</b>;
    return part;
  });
}
