// Sorts and filters the tables of lists, prints papers, and lets the keyboard into the theme's menu on narrow screens.
// Without it lists are whole, in the order in which they were built.
"use strict";

(function () {
  const words = {
    id: { filter: "Saring daftar", one: "Saring", order: "Urutkan menurut", shown: "Baris ditampilkan", none: "Tidak ada yang cocok", up: "urut naik", down: "urut turun" },
    en: { filter: "Filter the list", one: "Filter", order: "Sort by", shown: "Rows shown", none: "Nothing matches", up: "sorted upwards", down: "sorted downwards" },
  };
  const said = words[document.documentElement.lang] || words.en;
  const inOrder = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  // A button that only a script can make work is shown by it.
  for (const button of document.querySelectorAll(".lp-print")) {
    button.addEventListener("click", function () { window.print(); });
    button.hidden = false;
  }

  function valueOf(row, column) {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
  }

  function sort(table, header, isDown, told) {
    const column = header.cellIndex;
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows, function (row) { return [valueOf(row, column), row]; });
    rows.sort(function ([a], [b]) {
      // Rows that say nothing stay below, whichever way it is sorted.
      if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
      return isDown ? inOrder(b, a) : inOrder(a, b);
    });
    table.tBodies[0].append(...rows.map(function ([, row]) { return row; }));
    told.textContent = header.textContent.trim() + ": " + (isDown ? said.down : said.up);
  }

  function addSorting(table, told) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "lp-sort";
      button.append(...header.childNodes);
      button.addEventListener("click", function () {
        sort(table, header, header.getAttribute("aria-sort") === "ascending", told);
      });
      header.append(button);
    }
  }

  // The headers for whoever sees none, because the rows are cards.
  function addOrder(bar, table, told, which) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.className = "lp-filter__order";
    label.append(said.order + which + " ", select);
    select.add(new Option("–", ""));
    for (const header of table.tHead.rows[0].cells) {
      const title = header.textContent.trim();
      for (const [way, sign] of [["up", "↑"], ["down", "↓"]]) {
        const option = new Option(title + " " + sign, header.cellIndex + " " + way);
        option.setAttribute("aria-label", title + ": " + said[way]);
        select.add(option);
      }
    }
    select.addEventListener("change", function () {
      const [column, way] = select.value.split(" ");
      if (way) sort(table, table.tHead.rows[0].cells[column], way === "down", told);
    });
    bar.prepend(label);
  }

  function addFilter(bar, table, told, which) {
    const rows = Array.from(table.tBodies[0].rows, function (row) {
      return [row.textContent.toLowerCase(), row];
    });
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    label.append((which ? said.one + which : said.filter) + " ", input);
    input.addEventListener("input", function () {
      const wanted = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const [text, row] of rows) {
        row.hidden = !wanted.every(function (word) { return text.includes(word); });
        shown += row.hidden ? 0 : 1;
      }
      table.closest(".lp-table").hidden = shown === 0;
      told.textContent = !input.value ? "" : shown ? said.shown + ": " + shown : said.none;
    });
    bar.prepend(label);
  }

  const lists = document.querySelectorAll(".lp-table--sortable");
  for (const box of lists) {
    const table = box.querySelector("table");
    if (!table || table.tBodies[0].rows.length < 2) continue;
    const bar = document.createElement("div");
    // Screen readers say what it says, whenever it changes.
    const told = document.createElement("output");
    bar.className = "lp-filter";
    bar.append(told);
    box.before(bar);
    addSorting(table, told);
    // Of several lists on a page, each is named.
    const which = lists.length > 1 ? " (" + table.caption.textContent.trim() + ")" : "";
    addOrder(bar, table, told, which);
    if (table.tBodies[0].rows.length > 5) addFilter(bar, table, told, which);
  }

  // The theme's menu slides in on narrow screens, which the keyboard alone can't make it do: it opens with the focus.
  const menu = document.querySelector(".md-sidebar--primary");
  const drawer = document.getElementById("__drawer");
  const isNarrow = window.matchMedia("(max-width: 76.234375em)");

  function openWith(focused) {
    drawer.checked = true;
    for (const toggle of menu.querySelectorAll("input.md-nav__toggle")) {
      // On a page without headings, the theme's toggle for them has no part of the menu.
      const part = toggle.parentElement.querySelector(".md-nav");
      toggle.checked = part !== null && part.contains(focused);
    }
  }

  if (menu && drawer) {
    menu.addEventListener("focusin", function (event) {
      if (isNarrow.matches && event.target.matches(":focus-visible")) openWith(event.target);
    });
    menu.addEventListener("focusout", function (event) {
      const next = event.relatedTarget;
      if (isNarrow.matches && next && !menu.contains(next)) drawer.checked = false;
    });
  }
})();
