// The body of a notification for each kind of chat room. Each kind has its own format and its own escaping, because text in another format
// could mention everyone, hide a link behind a word, or not be shown at all.

import type { ContentField, Notification } from "../../contracts/notification";
import { cleanLine, cleanLines } from "../../shared/clean-text";
import { cutToFit, cutToLength, wellFormed } from "../../shared/cut";
import type { PublishedMessage } from "../domain/published-message";

/** Kinds of receivers. `json`: a program of the shop's own. */
export const webhookKinds = ["slack", "teams", "discord", "google-chat", "json"] as const;

export type WebhookKind = (typeof webhookKinds)[number];

/** Hosts that the services document for their webhooks. */
const hosts: readonly (readonly [WebhookKind, RegExp])[] = [
  ["slack", /^hooks\.slack(-gov)?\.com$/],
  [
    "teams",
    /(^|\.)(webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com|api\.powerautomate\.com|flow\.microsoft\.com)$/,
  ],
  ["discord", /^((ptb|canary)\.)?discord(app)?\.com$/],
  ["google-chat", /^chat\.googleapis\.com$/],
];

/** Kind of chat room, by its host; unknown hosts get plain JSON. */
export function kindOf(hostname: string): WebhookKind {
  return hosts.find(([, pattern]) => pattern.test(hostname.toLowerCase()))?.[0] ?? "json";
}

/** The body of the request: well-formed JSON, halves of characters in `details` included. */
export function bodyFor(
  kind: WebhookKind,
  message: PublishedMessage,
  content: Notification,
  environment: string,
): string {
  return JSON.stringify(forms[kind](message, content, environment), withoutHalves);
}

/** For `JSON.stringify`: no half of a character, in texts and in names. */
function withoutHalves(_: string, value: unknown): unknown {
  if (typeof value === "string") return wellFormed(value);
  const isWhole = typeof value !== "object" || value === null || Object.keys(value).every((key) => key.isWellFormed());
  return isWhole ? value : Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormed(key), item]));
}

/** Most characters of Slack's `text`: more is cut off. https://api.slack.com/changelog/2018-04-truncating-really-long-messages */
const slackCharacters = 40_000;

/**
 * Longest message to Teams in bytes: "approximately 28 KB", applied in UTF-8 and in UTF-16, because Microsoft's pages name both.
 * https://learn.microsoft.com/connectors/teams, "Known issues and limitations with actions"
 */
const teamsBytes = 28_000;

/** Characters of Discord's `content`. https://discord.com/developers/docs/resources/webhook#execute-webhook */
const discordCharacters = 2000;

/** Bytes of a message to Google Chat, its card included. https://developers.google.com/workspace/chat/create-messages */
const googleChatBytes = 32_000;

type Form = (message: PublishedMessage, content: Notification, environment: string) => unknown;

const forms: Readonly<Record<WebhookKind, Form>> = {
  slack: (message, content, environment) => {
    const head = slack(headline(content, environment));
    const body = cutToFit(bodyOf(content), (cut) => head.length + 1 + slack(cut).length <= slackCharacters);
    return {
      text: `${head}\n${slack(body)}`,
      // No formatting, and no search for names and links: https://docs.slack.dev/messaging/formatting-message-text
      mrkdwn: false,
      parse: "none",
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
      ...traces(message),
    };
  },
  teams: (message, content, environment) => {
    const card = (text: string) => teamsCard(headline(content, environment), text, message.notificationId);
    const fits = (text: string) => {
      const body = JSON.stringify(card(text));
      return Math.max(Buffer.byteLength(body), 2 * body.length) <= teamsBytes;
    };
    return card(cutToFit(bodyOf(content), fits));
  },
  discord: (message, content, environment) => {
    const ending = `\n(${message.notificationId})`;
    const text = `${headline(content, environment)}\n${bodyOf(content)}`;
    const fits = (cut: string) => discord(cut).length + ending.length <= discordCharacters;
    return {
      content: `${discord(cutToFit(text, fits))}${ending}`,
      allowed_mentions: { parse: [] },
      // SUPPRESS_EMBEDS: no previews.
      flags: 4,
    };
  },
  "google-chat": (message, content, environment) => {
    const card = (text: string) => googleChatCard(headline(content, environment), text, message.notificationId);
    const fits = (text: string) => Buffer.byteLength(JSON.stringify(card(text))) <= googleChatBytes;
    return card(cutToFit(bodyOf(content), fits));
  },
  json: (message, { subject, severity, source, message: text, details }, environment) => {
    const fields = { subject, severity, source, message: text, details } satisfies Record<ContentField, unknown>;
    return {
      ...fields,
      environment,
      ...traces(message),
      publishedAt: new Date(message.publishedAt).toISOString(),
    };
  },
};

function traces({ notificationId, correlationId }: PublishedMessage) {
  return { notificationId, correlationId };
}

function headline({ subject, severity, source }: Notification, environment: string): string {
  return cutToLength(cleanLine(`[${severity}] ${subject} (${source}, ${environment})`), 400, "…");
}

function bodyOf({ message }: Notification): string {
  return cleanLines(message);
}

/**
 * Workflows accept Adaptive Cards only. Their text runs have no Markdown, so no links; mentions need `msteams.entities`.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
function teamsCard(head: string, text: string, notificationId: string) {
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [textBlock(head, true), textBlock(text, false), textBlock(`Notification ${notificationId}`, false)],
        },
      },
    ],
  };
}

function textBlock(text: string, bold: boolean) {
  const inlines = [{ type: "TextRun", text, ...(bold && { weight: "Bolder" }) }];
  return { type: "RichTextBlock", inlines };
}

/** A card's paragraph reads a few HTML tags and no mentions. https://developers.google.com/workspace/chat/format-messages */
function googleChatCard(head: string, text: string, notificationId: string) {
  // Google's pages do not say whether a title is parsed for tags. With these characters it is shown the same in both cases.
  const title = cutToLength(head.replaceAll("<", "‹").replaceAll(">", "›"), 250, "…");
  const paragraphs = [text, `Notification ${notificationId}`].filter((each) => each !== "");
  return {
    cardsV2: [
      {
        cardId: notificationId,
        card: {
          header: { title },
          sections: [{ widgets: paragraphs.map((each) => ({ textParagraph: { text: html(each) } })) }],
        },
      },
    ],
  };
}

/**
 * Escapes the three special characters of Slack's format (https://docs.slack.dev/messaging/formatting-message-text, "Escaping text").
 * Mattermost reads the same format but takes `@name` for a mention, so an invisible word joiner separates the two.
 */
function slack(text: string): string {
  return html(text, "\n").replace(/(?<![\p{L}\p{N}])@(?=[\p{L}\p{N}])/gu, "@\u2060");
}

function html(text: string, lineBreak = "<br>"): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", lineBreak);
}

/** Every sign that Discord's Markdown reads, and those of mentions. A link's scheme is broken, so that it is no link. */
function discord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@:-]/g, (sign) => `\\${sign}`);
}
