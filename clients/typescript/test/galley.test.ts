/** The client against a running server with the demo, at GALLEY_URL. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createGalley, GalleyError, isStory, isType } from "@galley/pages";
import type { Card, Change } from "@galley/pages";

import { drawn, ofItem } from "./drawing.js";

const url = process.env["GALLEY_URL"];
assert.ok(url, "GALLEY_URL names the server: run make test-client");
const galley = createGalley(url);

async function all<T>(found: AsyncIterable<T>): Promise<T[]> {
  const members: T[] = [];
  for await (const member of found) members.push(member);
  return members;
}

async function aTopicOfItems(): Promise<string> {
  const { data } = await galley.api.GET("/api/v2/topics/", { params: { query: { limit: 100 } } });
  for (const { slug } of data?.items ?? []) {
    const { items } = await galley.cards({ topic: [slug] });
    if (items.some((card) => isStory(card) && card.matched_item)) return slug;
  }
  throw new Error("No topic of the demo is one of an item.");
}

test("a list by topic has typed cards, with the item that carries the topic", async () => {
  const topic = await aTopicOfItems();

  const { items, meta } = await galley.cards({ topic: [topic], limit: 100 });

  assert.equal(meta.total_count, items.length);
  const matched = items.filter(isStory).flatMap((card) => card.matched_item ?? []);
  assert.ok(matched.length > 0);
  for (const item of matched) {
    assert.ok(item.value.topics.some(({ slug }) => slug === topic));
    assert.match(ofItem(item), /\w/);
  }
});

test("every page of the demo is drawn, block by block", async () => {
  const cards = await all(galley.pages());
  const types = new Set<Card["meta"]["type"]>();

  for (const { id } of cards) {
    const read = await galley.page(id);
    assert.equal(read.status, 200);
    assert.equal(read.page.id, id);
    assert.equal(typeof drawn(read.page), "string");
    types.add(read.page.meta.type);
  }

  assert.equal(types.size, 6);
});

test("a card is narrowed by its type", async () => {
  const { items } = await galley.cards({ type: ["news.NumbersListPage"] });

  const lists = items.filter((card) => isType(card, "news.NumbersListPage"));

  assert.equal(lists.length, items.length);
  assert.ok(lists.length > 0);
  assert.ok(lists.every((card) => card.matched_item === null && card.item_count > 0));
});

test("the cursor finds each page once, in the order of the list", async () => {
  const { items, meta } = await galley.cards({ limit: 100 });

  const walked = await all(galley.pages({ limit: 3 }));

  assert.ok(items.length > 3);
  assert.equal(items.length, meta.total_count);
  assert.deepEqual(walked, items);
});

test("a page that has not changed is answered with 304", async () => {
  const [card] = (await galley.cards({ limit: 1 })).items;
  const first = await galley.page(card!.id);

  const second = await galley.page(card!.id, { etag: first.etag });
  const other = await galley.page(card!.id, { etag: '"another"' });

  assert.deepEqual(second, { status: 304, page: null, etag: first.etag, sequence: first.sequence });
  assert.deepEqual(other, first);
});

test("whole pages and parts of pages come in lists, too", async () => {
  const { items } = await galley.whole({ type: ["news.BriefPage"], limit: 1 });
  const [page] = items;
  assert.ok(page && isType(page, "news.BriefPage") && page.body.length > 0);

  const parts = await galley.parts("_,title", { id: page.id });

  assert.deepEqual(parts.items, [{ title: page.title }]);
});

test("the changes tell of every page that is public", async () => {
  const told = await all(galley.changes(0));

  const ids = new Set(told.filter(({ kind }) => kind === "published").map(({ id }) => id));
  const cards = await all(galley.pages());
  assert.deepEqual(
    cards.filter(({ id }) => !ids.has(id)),
    [],
  );
  const sequences = told.map(({ sequence }) => sequence);
  assert.equal(await galley.sequence(), sequences.at(-1));
  assert.deepEqual(sequences, [...sequences].sort((a, b) => a - b));
});

test("whoever polls gets what comes, and stops when told", async () => {
  const told = await all(galley.changes(0));
  const before = told[told.length - 2]!;
  const stop = new AbortController();
  const polled: Change[] = [];

  setTimeout(() => stop.abort(), 300);
  for await (const change of galley.changes(before.sequence, { every: 50, signal: stop.signal })) polled.push(change);

  assert.deepEqual(polled, told.slice(-1));
  assert.ok(stop.signal.aborted);
});

test("an error says what the API says of it", async () => {
  await assert.rejects(galley.page(999_999_999), (error: unknown) => {
    assert.ok(error instanceof GalleyError);
    assert.equal(error.status, 404);
    assert.equal(error.problem?.title, "Not Found");
    return true;
  });
  await assert.rejects(galley.cards({ topic: [""] }), { status: 400 });
});

test("a token that opens nothing says so", async () => {
  await assert.rejects(galley.preview("no-token"), (error: unknown) => {
    assert.ok(error instanceof GalleyError);
    assert.equal(error.status, 404);
    assert.match(error.problem?.detail ?? "", /Ask for a new one/);
    return true;
  });
});
