// Lets the theme's search find a word in its other forms too: "dipelihara" finds "pemeliharaan".
// It knows no dictionary: of an Indonesian word it takes off what may be a prefix or a suffix, and asks for every word
// with the rest in it, beside the word itself. Runs before the theme does.
"use strict";

(function () {
  const prefix = /^(?:di|ke|se|ter|ber|me(?:ng|ny|m|n)?|pe(?:ng|ny|m|n|r)?)(?=.{4})/;
  const suffix = /(?:nya|lah|kan|an|i)$/;
  const least = 4;

  // The root without its first letter where that is one which "me-" and "pe-" swallow: pelihara, memelihara.
  function core(word) {
    const bare = word.replace(prefix, "").replace(prefix, "");
    const root = bare.replace(suffix, "").length < least ? bare : bare.replace(suffix, "");
    const tail = root.replace(/^[kpst](?=[aeiou])/, "");
    return tail.length < least ? root : tail;
  }

  function widened(query) {
    // Whoever writes signs that search for something exactly gets exactly that.
    if (/["+~^:*-]/.test(query)) return query;
    const words = query.toLowerCase().split(/\s+/).filter((word) => /^[a-z]{5,}$/.test(word));
    const cores = words.map(core).filter((word) => word.length >= least);
    return [query, ...cores.map((word) => "*" + word)].join(" ");
  }

  if (document.documentElement.lang !== "id") return;
  const post = Worker.prototype.postMessage;
  const isQuery = (message) => message && message.type === 2 && typeof message.data === "string";
  Worker.prototype.postMessage = function (message, ...more) {
    return post.call(this, isQuery(message) ? { ...message, data: widened(message.data) } : message, ...more);
  };
})();
