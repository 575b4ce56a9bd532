// The layout as an HTML page for mail programs: tables and inline styles, because many programs drop the rest; one style block for what
// inline styles cannot express (dark mode). No images, no scripts, nothing loaded from elsewhere.
import { type Block, ifThere, language, layout, preheader, subject } from "./layout";

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const ink = "color:#1f2933";
const pale = "color:#52606d";

/** Programs that follow the reader's choice of a dark screen get light ink; others keep the inline colours. */
const style = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  "@media (prefers-color-scheme:dark){.page,.card{background:#16191d!important}.ink{color:#f0f2f4!important}",
  ".pale{color:#aab4be!important}.rule{border-color:#3a424b!important}}",
].join("");

/** The layout as a mustache template of an HTML document. */
export function htmlTemplate(): string {
  return [
    `<!doctype html><html lang="${language}" dir="ltr"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">',
    `<title>${subject}</title><style>${style}</style></head>`,
    '<body class="page" style="margin:0;padding:0;background:#f2f4f6;-webkit-text-size-adjust:100%">',
    `<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preheader}</div>`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:16px 8px">',
    '<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0"',
    ` style="max-width:600px;background:#ffffff;border-radius:8px;${font};font-size:16px;line-height:24px;${ink}">`,
    '<tr><td style="padding:24px 20px">',
    ...layout.map(block),
    "</td></tr></table></td></tr></table></body></html>",
  ].join("\n");
}

function block(piece: Block): string {
  switch (piece.kind) {
    case "heading":
      return `<h1 class="ink" style="margin:0 0 16px;font-size:24px;line-height:32px;${ink}">${piece.text}</h1>`;
    case "paragraph":
      return `<p class="ink" style="margin:0 0 16px;${ink}">${piece.text}</p>`;
    case "fact":
      return ifThere(
        piece.when,
        `<p class="ink" style="margin:0 0 16px;${ink}">${piece.label}:<br>` +
          `<strong style="word-break:break-all">${piece.value}</strong></p>`,
      );
    case "lines":
      return [
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 8px">',
        `{{#${piece.section}}}<tr>`,
        `<td class="ink rule" style="padding:10px 8px 10px 0;border-top:1px solid #d9dee3;word-break:break-word;${ink}">`,
        `${piece.what}<br><span class="pale" style="font-size:14px;${pale}">${piece.detail}</span></td>`,
        '<td class="ink rule" align="right" valign="top"',
        ` style="padding:10px 0;border-top:1px solid #d9dee3;white-space:nowrap;${ink}">${piece.amount}</td>`,
        `</tr>{{/${piece.section}}}</table>`,
      ].join("\n");
    case "total":
      return [
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px"><tr>',
        `<td class="ink rule" style="padding:10px 8px 10px 0;border-top:2px solid #9aa5b1;${ink}"><strong>${piece.label}</strong></td>`,
        '<td class="ink rule" align="right"',
        ` style="padding:10px 0;border-top:2px solid #9aa5b1;white-space:nowrap;${ink}"><strong>${piece.value}</strong></td>`,
        "</tr></table>",
      ].join("");
    case "small":
      return `<p class="pale" style="margin:0 0 8px;font-size:13px;line-height:18px;word-break:break-word;${pale}">${piece.text}</p>`;
  }
}
