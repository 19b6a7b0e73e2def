/* Small helps on every page; without them, everything still reads and every link works. */
/* On the map, the box under the pointer or the focus shows its own relations. */
"use strict";
(() => {
  const map = document.querySelector("svg.concept-map");
  if (!map) return;
  const edges = [...map.querySelectorAll(".edge")].map((edge) => [edge, edge.dataset.ends.split(" ")]);
  const boxes = new Map([...map.querySelectorAll("a[data-term]")].map((box) => [box.dataset.term, box]));
  const choose = (id) => {
    map.classList.toggle("chosen", id !== null);
    const near = new Set([id]);
    for (const [edge, ends] of edges) {
      const lit = ends.includes(id);
      edge.classList.toggle("lit", lit);
      if (lit) ends.forEach((end) => near.add(end));
    }
    for (const [term, box] of boxes) box.classList.toggle("lit", near.has(term));
  };
  for (const [id, box] of boxes) {
    for (const event of ["mouseenter", "focus"]) box.addEventListener(event, () => choose(id));
    for (const event of ["mouseleave", "blur"]) box.addEventListener(event, () => choose(null));
  }
})();

/* A search from the side bar goes to the search page in the part of the address that is never sent to a server. */
(() => {
  for (const form of document.querySelectorAll("form.sidebar-search-container, form.site-search")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.href = `${form.getAttribute("action")}#${new URLSearchParams({ q: form.elements.q.value })}`;
    });
  }
})();

/* What is wider than its place can be moved sideways by keyboard, too. */
for (const wide of document.querySelectorAll("pre, .table-wrapper")) {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
}
