// What the reader's pages can do by themselves, and a script does more smoothly: search as you type, More in
// place, opening shared previews. It asks the public pages API and this site's own pages, which draw the stories;
// without it every page works by links and forms.
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

const answer = async (address, options) => {
  const found = await fetch(address, options);
  if (!found.ok) throw new Error(`${found.status}`);
  return found;
};

const ask = async (address, signal) =>
  (await answer(address, { signal, headers: { Accept: "application/json" } })).json();

const text = async (address) => (await answer(address)).text();

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
      status.textContent = "Type one or more words.";
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
      const page = new DOMParser().parseFromString(await text(link.href), "text/html");
      const shown = [...page.querySelectorAll("[data-list] > article")];
      const next = page.querySelector("a[data-more]");
      list.append(...shown);
      shown[0]?.querySelector("a")?.focus({ preventScroll: true });
      history.replaceState(null, "", location.pathname);
      if (next) link.setAttribute("href", next.getAttribute("href"));
      else link.remove();
    } catch {
      location.assign(link.href);
    } finally {
      link.removeAttribute("aria-busy");
    }
  });
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
