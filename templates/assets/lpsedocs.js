// Sorts and filters the tables of lists; without it they are whole, in the order in which they were built.
"use strict";

(function () {
  const words = {
    id: { filter: "Saring daftar", shown: "baris ditampilkan" },
    en: { filter: "Filter the list", shown: "rows shown" },
  };
  const said = words[document.documentElement.lang] || words.en;
  const inOrder = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  function valueOf(row, column) {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
  }

  function sort(table, header) {
    const column = header.cellIndex;
    const isDown = header.getAttribute("aria-sort") === "ascending";
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows);
    rows.sort(function (one, other) {
      const a = valueOf(one, column), b = valueOf(other, column);
      // Rows that say nothing stay below, whichever way it is sorted.
      if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
      return isDown ? inOrder(b, a) : inOrder(a, b);
    });
    table.tBodies[0].append(...rows);
  }

  function addSorting(table) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "lp-sort";
      button.append(...header.childNodes);
      button.addEventListener("click", function () { sort(table, header); });
      header.append(button);
    }
  }

  function addFilter(box, table) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("output");
    input.type = "search";
    label.append(said.filter + " ", input);
    input.addEventListener("input", function () {
      const wanted = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !wanted.every(function (word) { return text.includes(word); });
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = input.value ? shown + " " + said.shown : "";
    });
    const bar = document.createElement("div");
    bar.className = "lp-filter";
    bar.append(label, count);
    box.before(bar);
  }

  for (const box of document.querySelectorAll(".lp-table--sortable")) {
    const table = box.querySelector("table");
    if (!table || table.tBodies[0].rows.length < 2) continue;
    addSorting(table);
    if (table.tBodies[0].rows.length > 5) addFilter(box, table);
  }
})();
