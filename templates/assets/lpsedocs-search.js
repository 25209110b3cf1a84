// Lets the theme's search find an id as a whole, an amount with its currency before it, and a word in its other forms
// too: "dipelihara" finds "pemeliharaan". It knows no dictionary: of an Indonesian word it takes off what may be prefixes
// and suffixes, and asks for the rest with others, beside the word itself. What is found by the words as they were typed
// comes first. Runs before the theme does.
"use strict";

(function () {
  const plain = ["di", "ke", "se", "ter", "ber", "be", "memper", "per", "pe"];
  const suffixes = ["nya", "lah", "kan", "an", "i"];
  const nasals = [
    [/^k(?=[aiueo])/, "ng"], [/^(?=[aiueogh])/, "ng"], [/^p(?=[aiueo])/, "m"], [/^(?=[bfpv])/, "m"],
    [/^t(?=[aiueo])/, "n"], [/^s(?=[aiueo])/, "ny"], [/^(?=[cdjstz])/, "n"],
  ];
  const everywhere = /^(?:ber|ter)?ada(?:lah)?$/;
  const least = 3;
  const isRoot = (word) => word.length >= least && /[aiueo]/.test(word);
  const id = /(?<!\S)[a-z]{3}-(?:\d{4}-)?\d{3,}(?:\/[\d-]*\d)?(?!\S)/gi;
  const fingerprint = /(?<!\S)SHA256:(?=\S)/gi;
  const currency = /(?<!\S)rp\.?\s*(?=\d)/gi;
  const cents = /(?<=\d\.\d{3}),00(?!\S)/g;

  // How a root goes on after "me" and "pe": sewa, me-nyewa; uji, me-nguji; lihat, me-lihat.
  function afterNasal(root) {
    const [start, sound] = nasals.find(([start]) => start.test(root)) || [/^/, ""];
    return root.replace(start, sound);
  }

  // What may be left without one prefix: of "menyewa" only what makes "menyewa" again.
  function bared(word) {
    const rests = plain.filter((prefix) => word.startsWith(prefix)).map((prefix) => word.slice(prefix.length));
    const rest = /^[mp]e/.test(word) ? word.slice(2) : "";
    const bare = rest.replace(/^(?:ng|ny|m|n)/, "");
    const roots = [rest, ...["", "k", "p", "s", "t"].map((first) => first + bare)];
    return [...rests, ...roots.filter((root) => rest && afterNasal(root) === rest)];
  }

  function roots(word) {
    const found = new Set([word]);
    // What is added while going through is gone through as well: memper-baiki.
    for (const one of found) bared(one).filter(isRoot).forEach((rest) => found.add(rest));
    for (const one of [...found]) {
      for (const suffix of suffixes) if (one.endsWith(suffix)) found.add(one.slice(0, -suffix.length));
    }
    return [...found].filter(isRoot);
  }

  // A root of three letters begins too many other words, so that its forms are asked for as whole words.
  function forms(root) {
    const nasal = afterNasal(root);
    const begun = ["", "diper", ...plain].map((prefix) => prefix + root);
    begun.push("me" + nasal, "pe" + nasal);
    if (root.length > least) return begun;
    const whole = begun.flatMap((form) => ["", ...suffixes].map((suffix) => form + suffix));
    return whole.filter((form) => !everywhere.test(form)).map((form) => form + "^1");
  }

  // Every part of an id has to be there; the search itself asks for any of them.
  function wholly(id) {
    return id.split("-").map((part) => "+" + part).join(" ") + "*";
  }

  function otherForms(query) {
    const words = query.toLowerCase().split(/\s+/).filter((word) => /^[a-z]{3,}$/.test(word));
    return [...new Set(words.flatMap(roots).flatMap(forms))].filter((form) => !words.includes(form));
  }

  function widened(query) {
    // To the search itself, a colon ends the name of a field; what is before it tells no key from another.
    const key = query.replace(fingerprint, "*");
    if (key !== query) return key;
    const rest = query.replace(id, " ");
    // Whoever writes signs that search for something exactly gets exactly that.
    if (/["+~^:*-]/.test(rest)) return query;
    const more = document.documentElement.lang === "id" ? otherForms(rest) : [];
    return [query.replace(id, wholly).replace(currency, "").replace(cents, ""), ...more].join(" ");
  }

  const plainly = (html) => html.replace(/<[^>]*>/g, "").toLowerCase();

  // A year in a title is a part of many an id: the record that bears the very id comes before all others, then
  // the decisions on it, and of an engagement its supplier.
  function nearness(wanted, entries) {
    if (!wanted) return 0;
    const titles = entries.map((entry) => plainly(entry.title));
    if (titles.some((title) => title === wanted || title.startsWith(wanted + " "))) return 2;
    const [record] = wanted.split("/");
    return titles.some((title) => title.startsWith(wanted + "/") || title.startsWith(record + " ")) ? 1 : 0;
  }

  // How many of the words stand there as they were typed, at the beginning of a word at least; half a word more where
  // a title has all of them.
  function agreement(words, entries) {
    const isIn = (text) => (word) => (" " + plainly(text.replace(/<p>/g, " "))).includes(" " + word);
    const whole = entries.map((entry) => entry.title + " " + entry.text).join(" ");
    const isNamed = entries.some((entry) => words.every(isIn(entry.title)));
    return words.filter(isIn(whole)).length + (isNamed ? 0.5 : 0);
  }

  window.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => this.sort(data));
    }

    postMessage(message, ...more) {
      const isQuery = message && message.type === 2 && typeof message.data === "string";
      if (isQuery) {
        this.words = message.data.toLowerCase().split(/\s+/).filter(Boolean);
        this.wanted = (message.data.match(id) || [""])[0].toLowerCase();
      }
      super.postMessage(isQuery ? { ...message, data: widened(message.data) } : message, ...more);
    }

    sort(message) {
      if (!this.words || !message || message.type !== 3) return;
      const rank = (entries) => 10 * nearness(this.wanted, entries) + agreement(this.words, entries);
      const ranks = new Map(message.data.items.map((entries) => [entries, rank(entries)]));
      message.data.items.sort((a, b) => ranks.get(b) - ranks.get(a));
    }
  };
})();
