// Lets the theme's search find an id as a whole, an amount with its currency before it, and a word in its other forms
// too: "dipelihara" finds "pemeliharaan". It knows no dictionary: of an Indonesian word it takes off what may be a prefix
// or a suffix, and asks for every word with the rest in it, beside the word itself. Runs before the theme does.
"use strict";

(function () {
  const prefix = /^(?:di|ke|se|ter|ber|me(?:ng|ny|m|n)?|pe(?:ng|ny|m|n|r)?)(?=.{4})/;
  const suffix = /(?:nya|lah|kan|an|i)$/;
  const least = 4;
  const id = /(?<!\S)[a-z]{3}-(?:\d{4}-)?\d{3,}(?:\/[\d-]*\d)?(?!\S)/gi;
  const fingerprint = /(?<!\S)SHA256:(?=\S)/gi;
  const currency = /(?<!\S)rp\.?\s*(?=\d)/gi;

  // The root without its first letter where that is one which "me-" and "pe-" swallow: pelihara, memelihara.
  function core(word) {
    const bare = word.replace(prefix, "").replace(prefix, "");
    const root = bare.replace(suffix, "").length < least ? bare : bare.replace(suffix, "");
    const tail = root.replace(/^[kpst](?=[aeiou])/, "");
    return tail.length < least ? root : tail;
  }

  // Every part of an id has to be there; the search itself asks for any of them.
  function wholly(id) {
    return id.split("-").map((part) => "+" + part).join(" ") + "*";
  }

  function cores(query) {
    const words = query.toLowerCase().split(/\s+/).filter((word) => /^[a-z]{5,}$/.test(word));
    return words.map(core).filter((word) => word.length >= least).map((word) => "*" + word);
  }

  function widened(query) {
    // To the search itself, a colon ends the name of a field; what is before it tells no key from another.
    const key = query.replace(fingerprint, "*");
    if (key !== query) return key;
    const rest = query.replace(id, " ");
    // Whoever writes signs that search for something exactly gets exactly that.
    if (/["+~^:*-]/.test(rest)) return query;
    const more = document.documentElement.lang === "id" ? cores(rest) : [];
    return [query.replace(id, wholly).replace(currency, ""), ...more].join(" ");
  }

  // A year in a title is a part of many an id: the record that bears the very id comes before all others, then
  // the decisions on it.
  function nearness(wanted, entries) {
    const titles = entries.map((entry) => entry.title.replace(/<[^>]*>/g, "").toLowerCase());
    if (titles.some((title) => title === wanted || title.startsWith(wanted + " "))) return 2;
    return titles.some((title) => title.startsWith(wanted + "/")) ? 1 : 0;
  }

  window.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => this.sort(data));
    }

    postMessage(message, ...more) {
      const isQuery = message && message.type === 2 && typeof message.data === "string";
      if (isQuery) this.wanted = (message.data.match(id) || [""])[0].toLowerCase();
      super.postMessage(isQuery ? { ...message, data: widened(message.data) } : message, ...more);
    }

    sort(message) {
      if (!this.wanted || !message || message.type !== 3) return;
      message.data.items.sort((a, b) => nearness(this.wanted, b) - nearness(this.wanted, a));
    }
  };
})();
