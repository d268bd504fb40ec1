/** A thin client over the typed paths of the pages API. */

import createClient, { type Client } from "openapi-fetch";

import type { paths } from "./openapi.js";
import type { Card, CardList, Change, Page, PageList, PartsList, Problem, Question } from "./types.js";

export type { components, paths } from "./openapi.js";
export * from "./types.js";
export { verifyEvent, type EventData, type GalleyEvent } from "./webhooks.js";

const LIST = "/api/v2/pages/";
const ALL = 100;

/** An answer that is none of those asked for; `problem` is what the API says of it (RFC 9457). */
export class GalleyError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? `HTTP ${status}`);
  }
}

/** A page, or that it is still the one that `etag` stands for. */
export type Read =
  | { status: 200; page: Page; etag: string; sequence: number }
  | { status: 304; page: null; etag: string; sequence: number };

export interface Follow {
  /** Milliseconds between two questions; without it, the changes end where there are no more. */
  every?: number;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

export interface Galley {
  /** All paths of the API, typed: `galley.api.GET("/api/v2/topics/")`. */
  api: Client<paths>;
  /** Cards, newest first, with the total. */
  cards(question?: Question & { offset?: number }): Promise<CardList>;
  /** Whole pages, without what is joined when one is read. */
  whole(question?: Question & { offset?: number }): Promise<PageList>;
  /** Parts of pages, as `fields` names them. */
  parts(fields: string, question?: Question & { offset?: number }): Promise<PartsList>;
  /** Every card there is, span by span; each page once, whatever is published meanwhile. */
  pages(question?: Question): AsyncGenerator<Card, void>;
  /** One page; with the `etag` of an earlier answer, 304 while nothing has changed. */
  page(id: number, known?: { etag: string }): Promise<Read>;
  /** A draft, for whoever has the token of its preview: what follows `#preview=` in a link. */
  preview(token: string): Promise<Page>;
  /** The newest sequence: ask before a copy is made, and follow the changes after it. */
  sequence(): Promise<number>;
  /** What changed after a sequence, oldest first; go on with the `sequence` of the last one. */
  changes(since: number, follow?: Follow): AsyncGenerator<Change, void>;
}

/** Give a client of the newsroom at `baseUrl`, such as `https://news.example.org`. */
export function createGalley(baseUrl: string, options: { fetch?: typeof fetch } = {}): Galley {
  const api = createClient<paths>({ baseUrl, ...options });

  async function list(query: Question & { offset?: number; cursor?: string; fields?: string }) {
    return unwrapped(await api.GET(LIST, { params: { query } }));
  }

  async function* pages(question: Question = {}): AsyncGenerator<Card, void> {
    let cursor: string | null = "*";
    while (cursor !== null) {
      const { items, meta } = (await list({ limit: ALL, ...question, cursor })) as CardList;
      yield* items;
      // The address is the public one; this client may know the server by another name.
      cursor = meta.next ? new URL(meta.next).searchParams.get("cursor") : null;
    }
  }

  async function page(id: number, known?: { etag: string }): Promise<Read> {
    const headers = known ? { "If-None-Match": known.etag } : {};
    const answer = await api.GET("/api/v2/pages/{page_id}/", { params: { path: { page_id: id } }, headers });
    const tags = {
      etag: answer.response.headers.get("ETag") ?? "",
      sequence: Number(answer.response.headers.get("Galley-Sequence")),
    };
    if (answer.response.status === 304) return { status: 304, page: null, ...tags };
    return { status: 200, page: unwrapped(answer) as Page, ...tags };
  }

  async function preview(token: string): Promise<Page> {
    const headers = { Authorization: `Bearer ${token}` };
    return unwrapped(await api.GET("/api/v2/preview/", { headers, cache: "no-store" })) as Page;
  }

  async function sequence(): Promise<number> {
    const answer = await api.GET("/api/v2/changes/", { params: { query: { limit: 1 } } });
    unwrapped(answer);
    return Number(answer.response.headers.get("Galley-Sequence"));
  }

  async function* changes(since: number, { every, signal }: Follow = {}): AsyncGenerator<Change, void> {
    while (!signal?.aborted) {
      const query = { since, limit: ALL };
      const { items, meta } = unwrapped(await api.GET("/api/v2/changes/", { params: { query } }));
      yield* items;
      since = meta.next_since;
      if (meta.has_more) continue;
      if (every === undefined || signal?.aborted) return;
      await pause(every, signal);
    }
  }

  return {
    api,
    cards: async (question = {}) => (await list(question)) as CardList,
    whole: async (question = {}) => (await list({ ...question, fields: "*" })) as PageList,
    parts: async (fields, question = {}) => (await list({ ...question, fields })) as PartsList,
    pages,
    page,
    preview,
    sequence,
    changes,
  };
}

function unwrapped<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new GalleyError(answer.response.status, answer.error as Problem | undefined);
  }
  return answer.data;
}

/** Wait, or until the signal is given. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
  });
}
