// What the reader's pages can do by themselves, and a script does more smoothly: search as you type, More in
// place, opening shared previews. It asks the public pages API and nobody else; without it every page works by
// links and forms.
const API = "/api/v2/pages/";
const STORIES = "news.StoryPage";
const WAIT_MS = 200;

const element = (name, attributes = {}, ...inner) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...inner.filter((part) => part !== null));
  return made;
};

// HTML of the API is sanitised where documents are made; only that is ever taken as HTML.
const html = (name, className, source) => element(name, { className, innerHTML: source });

const ask = async (address, signal) => {
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
};

// --- Search as you type -------------------------------------------------------------------------------

const searching = () => {
  const field = document.getElementById("q");
  const results = document.querySelector("[data-results]");
  const status = document.querySelector("[data-status]");
  if (!field || !results || !status) return;
  let waiting = 0;
  let running = null;
  const find = async () => {
    running?.abort();
    running = new AbortController();
    const words = field.value.trim();
    const address = new URL(location.href);
    words ? address.searchParams.set("q", words) : address.searchParams.delete("q");
    history.replaceState(null, "", address);
    if (!words) {
      results.replaceChildren();
      status.textContent = "Type a word, or several.";
      return;
    }
    const query = new URLSearchParams({ search: words, highlight: "true", limit: "20", type: STORIES });
    try {
      const { meta, items } = await ask(`${API}?${query}`, running.signal);
      results.replaceChildren(...items.map((card, place) => result(card, meta.highlights[place])));
      const count = meta.total_count;
      status.textContent = `${count} ${count === 1 ? "story" : "stories"} found for “${words}”.`;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = "The search does not answer. Press Find to try again.";
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, WAIT_MS);
  });
};

const result = (card, mark) =>
  element(
    "li",
    {},
    element("p", { className: "label" }, card.label ?? ""),
    element("h2", {}, Object.assign(html("a", "", mark.title), { href: card.meta.path })),
    html("p", "", mark.text),
  );

// --- More in place ------------------------------------------------------------------------------------

const more = () => {
  const list = document.querySelector("[data-list]");
  const link = document.querySelector("a[data-more]");
  if (!list || !link) return;
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    try {
      const next = new URL(link.dataset.more);
      const { meta, items } = await ask(`${next.pathname}${next.search}`);
      const shown = items.map(story);
      list.append(...shown);
      shown[0]?.querySelector("a")?.focus({ preventScroll: true });
      history.replaceState(null, "", location.pathname);
      if (meta.next) link.dataset.more = meta.next;
      else link.remove();
    } catch {
      location.assign(link.href);
    } finally {
      link.removeAttribute("aria-busy");
    }
  });
};

const story = (card) =>
  element(
    "article",
    { className: "card" },
    element("p", { className: "label" }, card.label ?? ""),
    element("h2", {}, element("a", { href: card.meta.path }, card.title)),
    card.hero ? picture(card.hero) : null,
    card.standfirst ? element("p", { className: "standfirst" }, card.standfirst) : null,
    teaser(card),
    card.has_more ? whole(card) : null,
    element("p", { className: "meta" }, day(card.meta.first_published_at)),
  );

const members = (card) => card.items ?? card.body ?? [];

const teaser = (card) => {
  const item = card.matched_item ?? card.items?.[0];
  return item ? element("div", { className: "teaser" }, block(item)) : html("div", "teaser", card.teaser.html);
};

const whole = (card) =>
  element(
    "details",
    { className: "more" },
    element(
      "summary",
      {},
      element("span", { className: "open" }, "Read more"),
      element("span", { className: "close" }, "Show less"),
      element("span", { className: "hidden" }, `: ${card.title}`),
    ),
    ...members(card).map(block),
  );

// The same as templates/blocks/ draws; a block that is not known here shows nothing, and its story has it.
const BLOCKS = {
  paragraph: (value) => [html("div", "", value)],
  heading: ({ level, text }) => [element(`h${level}`, {}, text)],
  figure: (value) => [picture(value)],
  quote: ({ text, speaker }) => [element("blockquote", {}, element("p", {}, text), element("footer", {}, speaker))],
  number: (value) => [number(value)],
  number_item: ({ number: leading, kicker, text, figure }) => [
    leading ? number({ display: leading.display }) : null,
    element("h3", {}, kicker),
    html("div", "", text),
    figure ? picture(figure) : null,
  ],
  watch_item: ({ heading, text, why_it_matters: why, figure }) => [
    element("h3", {}, heading),
    html("div", "", text),
    why ? element("p", { className: "why" }, element("b", {}, "Why it matters:"), ` ${why}`) : null,
    figure ? picture(figure) : null,
  ],
};

const block = ({ type, value }) =>
  element("section", { className: `block block-${type}` }, ...(BLOCKS[type]?.(value) ?? []));

const number = ({ display, unit }) =>
  element("p", { className: "number" }, element("strong", {}, display), unit ? ` ${unit.label}` : "");

const picture = ({ alt, caption, credit, image }) => {
  const { url: src, srcset, width, height } = image.renditions.card;
  const drawn = { src, srcset, width, height, alt, sizes: "(min-width: 46rem) 42rem, 100vw", loading: "lazy" };
  const words = element("figcaption", {}, html("span", "caption", caption), " ", element("small", { className: "credit" }, credit));
  return element("figure", {}, element("img", drawn), words);
};

const day = (moment) => {
  const said = new Date(moment).toLocaleDateString(document.documentElement.lang, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return element("time", { dateTime: moment }, said);
};

// --- A shared preview: what follows the # never reaches a server by itself, so it is sent as a form --------

const preview = () => {
  const form = document.querySelector("form[data-preview]");
  const token = new URLSearchParams(location.hash.slice(1)).get("preview");
  if (!form || !token || form.hasAttribute("data-refused")) return;
  form.elements.token.value = token;
  form.submit();
};

searching();
more();
preview();
