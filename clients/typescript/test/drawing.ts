/** Draws pages as text, block by block: compiles only while it knows every page type and every block. */

import { assertNever, isType } from "@galley/pages";
import type { BodyBlock, Card, ItemBlock, Page } from "@galley/pages";

export function drawn(page: Page): string {
  if (isType(page, "news.BriefPage")) return page.body.map(ofBlock).join("\n");
  if (isType(page, "news.NumbersListPage")) return page.items.map(ofItem).join("\n");
  if (isType(page, "news.WatchListPage")) return page.items.map(ofItem).join("\n");
  if (isType(page, "home.HomePage")) return page.latest.map(ofCard).join("\n");
  if (isType(page, "news.TopicPage")) return page.feed.map(ofCard).join("\n");
  if (isType(page, "news.NewsIndexPage")) return page.title;
  return assertNever(page);
}

export function ofBlock(block: BodyBlock): string {
  switch (block.type) {
    case "paragraph":
      return block.value;
    case "heading":
      return `${"#".repeat(block.value.level)} ${block.value.text}`;
    case "quote":
      return `“${block.value.text}” ${block.value.speaker}`;
    case "number":
      return `${block.value.display} (${block.value.kind})`;
    case "figure":
      return `[${block.value.alt}] ${block.value.image.renditions.wide.url}`;
    default:
      return assertNever(block);
  }
}

export function ofItem(item: ItemBlock): string {
  switch (item.type) {
    case "number_item":
      return `${item.value.number?.display ?? ""} ${item.value.kicker}`;
    case "watch_item":
      return `${item.value.watch_date?.start ?? ""} ${item.value.heading}`;
    default:
      return assertNever(item);
  }
}

export function ofCard(card: Card): string {
  if (isType(card, "news.BriefPage")) return `${card.title}: ${card.teaser.text}`;
  if (isType(card, "news.NumbersListPage")) return card.matched_item ? ofItem(card.matched_item) : card.title;
  if (isType(card, "news.WatchListPage")) return card.matched_item ? ofItem(card.matched_item) : card.title;
  if (isType(card, "home.HomePage")) return card.title;
  if (isType(card, "news.TopicPage")) return card.title;
  if (isType(card, "news.NewsIndexPage")) return card.title;
  return assertNever(card);
}
