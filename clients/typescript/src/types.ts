/** Short names for the schemas of the contract, and how to tell them apart. */

import type { components, paths } from "./openapi.js";

type Schemas = components["schemas"];

/** A page as it is read; one member for each page type, told apart by `meta.type`. */
export type Page = Schemas["Page"];
/** A page in a list: enough to draw it without another request. */
export type Card = Schemas["Card"];
/** A story in a list. */
export type StoryCard = Schemas["StoryCard"];
/** A member of a brief's body, told apart by `type`. */
export type BodyBlock = Schemas["BodyBlock"];
/** An item of a list story, told apart by `type`. */
export type ItemBlock = Schemas["NumberItemBlock"] | Schemas["WatchItemBlock"];
export type Figure = Schemas["Figure"];
export type TopicRef = Schemas["TopicRef"];
export type Change = Schemas["ChangeItem"];
export type Problem = Schemas["Problem"];
export type CardList = Schemas["CardList"];
export type PageList = Schemas["PageList"];
export type PartsList = Schemas["PartsList"];

type ListQuery = NonNullable<paths["/api/v2/pages/"]["get"]["parameters"]["query"]>;
/** What a list can be asked, besides the parts and where it goes on. */
export type Question = Omit<ListQuery, "fields" | "cursor" | "count" | "offset">;

interface Typed {
  meta: { type: string };
}

/** Whether a page or a card is of a type, as `isType(page, "news.BriefPage")`; narrows it. */
export function isType<P extends Typed, T extends P["meta"]["type"]>(
  page: P,
  type: T,
): page is Extract<P, { meta: { type: T } }> {
  return page.meta.type === type;
}

/** Whether a card is a story's. */
export function isStory(card: Card): card is StoryCard {
  return "teaser" in card;
}

/** Stands where every member of a union has been dealt with: does not compile once there is another one. */
export function assertNever(rest: never): never {
  throw new Error(`Not in this version of the contract: ${JSON.stringify(rest)}`);
}
