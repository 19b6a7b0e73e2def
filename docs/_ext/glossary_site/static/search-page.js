/* The search page: the notice first, then entries, then other pages. What is typed is stored nowhere. */
"use strict";
(() => {
  const field = document.getElementById("glossary-query");
  const form = document.getElementById("glossary-search");
  if (!form) return;
  const noticePlace = document.getElementById("search-notice");
  const list = document.getElementById("glossary-results");
  const status = document.getElementById("search-status");
  const other = document.getElementById("search-results");
  const data = window.glossarySearchData;
  const search = glossarySearch.open(data, new Stemmer());
  const root = document.documentElement.dataset.content_root;
  const MOST = 10;
  let shownNotice = null;

  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const result = parse(query);
    localStorage.removeItem("sphinx_highlight_terms"); // others may use this device, too
    return result;
  };

  const showNotice = (id) => {
    if (id === shownNotice) return;
    shownNotice = id;
    noticePlace.replaceChildren();
    if (id !== null) noticePlace.append(document.getElementById(`notice-${id}`).content.cloneNode(true));
  };

  const item = ([kind, id, title, summary, standing]) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root}glossary/${kind}/${id}.html`;
    link.textContent = title;
    entry.append(link, " ");
    const badge = document.createElement("span");
    badge.className = standing ? `badge standing-${standing}` : "small";
    badge.textContent = standing ? standing[0].toUpperCase() + standing.slice(1) : "Section of an article";
    const what = document.createElement("span");
    what.className = "what";
    what.textContent = summary;
    entry.append(badge, what);
    return entry;
  };

  const find = (query) => {
    const typed = glossarySearch.words(query);
    showNotice(search.notice(typed));
    const hits = typed.length ? search.hits(typed).slice(0, MOST) : [];
    list.replaceChildren(...hits.map(([number]) => item(data.entries[number])));
    if (!typed.length) status.textContent = "";
    else if (hits.length) status.textContent = hits.length === 1 ? "1 entry" : `${hits.length} entries, best first`;
    else {
      status.textContent =
        "Nothing in the glossary answers this. That says nothing about you or your question. " +
        "Other words may help: a shorter phrase, or how you would say it to a friend.";
    }
  };

  const findPages = (query) => {
    other.replaceChildren();
    if (query.trim()) Search.performSearch(query);
  };

  const fromAddress = () => {
    const query = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    field.value = query;
    find(query);
    findPages(query);
  };

  field.addEventListener("input", () => find(field.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `#${new URLSearchParams({ q: field.value })}`);
    find(field.value);
    findPages(field.value);
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
