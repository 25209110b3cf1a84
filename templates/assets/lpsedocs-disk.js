// A browser searches only what a server hands out. On pages opened from a disk, say so in place of the search,
// before the theme asks for an index that it can't read.
"use strict";

if (location.protocol === "file:") {
  const words = {
    id: "Pencarian memerlukan server; jalankan: ",
    en: "Search needs a server; run: ",
  };
  let isTold = false;

  const tell = function (header) {
    const command = document.createElement("code");
    command.textContent = "lpsedocs serve";
    const sentence = document.createElement("p");
    sentence.className = "lp-no-search";
    sentence.append(words[document.documentElement.lang] || words.en, command);
    header.append(sentence);
    isTold = true;
  };

  const replace = function () {
    const found = document.querySelectorAll('.md-search, .md-header__button[for="__search"]');
    for (const element of found) element.remove();
    const header = document.querySelector(".md-header");
    if (found.length && header && !isTold) tell(header);
  };

  new MutationObserver(replace).observe(document.documentElement, { childList: true, subtree: true });
}
