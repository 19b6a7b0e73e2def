/* Search in the browser: which help notice comes first, and which entries answer. Nothing that is typed leaves the page. */
"use strict";

const glossarySearch = (() => {
  const GAP = 3; // words that "..." in a pattern may stand for
  const PHRASE_SHARE = 0.6;
  const LIKEST = 3;
  const FLOOR = 0.2;
  const TAIL = 0.3; // share of the best score below which an entry is not worth showing
  const MOST_WORDS = 64;

  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]|['\u2019\u02bc\u00b4](?=[\p{L}\p{N}]))*/gu;

  /* The same words as `withdrawal_concepts._text.words` gives. */
  const words = (text) =>
    (text.match(WORD) ?? []).flatMap((word) =>
      word
        .replace(/['\u2018\u2019\u02bc\uff07`\u00b4]/g, "")
        .normalize("NFKD")
        .replace(/[\p{Mn}\p{Cf}]/gu, "")
        .replace(/\u00df/g, "ss")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    );

  /* FNV-1a over UTF-16 code units; `prefixes` also gives the hash of each beginning of the word. */
  const step = (value, code) => Math.imul(value ^ code, 0x01000193) >>> 0;
  const prefixes = (word) => {
    const found = [0x811c9dc5];
    for (let i = 0; i < word.length; i += 1) found.push(step(found[i], word.charCodeAt(i)));
    return found;
  };
  const hash = (word) => prefixes(word).at(-1).toString(36);

  /* -- help notices ------------------------------------------------------------------------------- */

  const parsed = (pattern) =>
    pattern.split(" ").map((part) => {
      if (part === "...") return null;
      const whole = new Set();
      const beginnings = [];
      for (const choice of part.split("|")) {
        const [length, start] = choice.split("*");
        if (start === undefined) whole.add(choice);
        else beginnings.push([Number(length), start]);
      }
      return { whole, beginnings };
    });

  const fits = (place, token) =>
    place.whole.has(token.whole) ||
    place.beginnings.some(([length, start]) => token.beginnings[length] === start);

  const endOfMatch = (pattern, tokens, at, place = 0) => {
    if (place === pattern.length) return at;
    if (pattern[place] === null) {
      for (let skipped = 0; skipped <= GAP; skipped += 1) {
        const end = endOfMatch(pattern, tokens, at + skipped, place + 1);
        if (end !== null) return end;
      }
      return null;
    }
    if (at >= tokens.length || !fits(pattern[place], tokens[at])) return null;
    return endOfMatch(pattern, tokens, at + 1, place + 1);
  };

  const matches = (patterns, tokens) => {
    const found = [];
    for (const pattern of patterns) {
      for (let start = 0; start < tokens.length; start += 1) {
        const end = endOfMatch(pattern, tokens, start);
        if (end !== null) found.push([start, end]);
      }
    }
    return found;
  };

  class Notices {
    constructor(data) {
      this.notices = data.notices.map(([id, triggers]) => [id, triggers.map(parsed)]);
      this.exceptions = data.exceptions.map(parsed);
    }

    /* The id of the most urgent notice that what was typed calls for, or null. */
    find(typed) {
      const tokens = typed.map((word) => {
        const beginnings = prefixes(word).map((value) => value.toString(36));
        return { whole: beginnings.at(-1), beginnings };
      });
      let excepted = null;
      for (const [id, triggers] of this.notices) {
        for (const [start, end] of matches(triggers, tokens)) {
          excepted ??= matches(this.exceptions, tokens);
          if (!excepted.some(([from, to]) => start < to && from < end)) return id;
        }
      }
      return null;
    }
  }

  /* -- entries ------------------------------------------------------------------------------------ */

  const LETTERS = "abcdefghijklmnopqrstuvwxyz";

  function* oneEdit(word) {
    for (let i = 0; i <= word.length; i += 1) {
      const [a, b] = [word.slice(0, i), word.slice(i)];
      if (b) yield a + b.slice(1);
      if (b.length > 1) yield a + b[1] + b[0] + b.slice(2);
      for (const letter of LETTERS) {
        if (b) yield a + letter + b.slice(1);
        yield a + letter + b;
      }
    }
  }

  class Ranker {
    constructor(data, stemmer) {
      this.data = data;
      this.stemmer = stemmer;
      this.stems = new Map(data.stems.split(" ").map((stem, number) => [stem, number]));
      this.ranks = new Map(data.words.split(" ").map((word, rank) => [word, rank]));
      this.names = data.entries.flatMap(([, , title]) => words(title));
      this.postings = data.postings.map((text) => text.split(" ").map((pair) => pair.split(":").map(Number)));
      this.phrasesOf = this.postings.map(() => []);
      this.norms = data.phrases.map(([, ...bag], place) => {
        for (const stem of bag) this.phrasesOf[stem].push(place);
        return Math.sqrt(bag.reduce((sum, stem) => sum + data.telling[stem], 0)) || 1;
      });
    }

    /* The number of the stem that a typed word stands for: its own, or that of a known word one typo away. */
    resolve(word, last) {
      const own = this.stems.get(hash(this.stemmer.stemWord(word)));
      if (own !== undefined) return own;
      if (word.length >= 4 && word.length <= 24) {
        let best = Infinity;
        for (const other of oneEdit(word)) best = Math.min(best, this.ranks.get(hash(other)) ?? Infinity);
        if (best < Infinity) return this.data.wordStems[best];
      }
      if (last && word.length >= 3) {
        const name = this.names.find((other) => other.startsWith(word));
        if (name) return this.stems.get(hash(this.stemmer.stemWord(name)));
      }
      return undefined;
    }

    /* [entry number, score] of what answers, best first; empty where nothing does. */
    find(typed) {
      const { telling, phrases, labels, unknown } = this.data;
      const asked = typed.slice(0, MOST_WORDS).map((word, i) => this.resolve(word, i === typed.length - 1));
      const wanted = new Set(asked.filter((stem) => stem !== undefined));
      const scores = new Map();
      let weight = unknown * asked.filter((stem) => stem === undefined).length;
      for (const stem of wanted) weight += telling[stem];
      const spread = new Map();
      const whole = new Map();
      for (const stem of wanted) {
        for (const [entry, strength] of this.postings[stem]) {
          spread.set(entry, (spread.get(entry) ?? 0) + (telling[stem] * strength) / 100);
        }
        for (const place of this.phrasesOf[stem]) whole.set(place, (whole.get(place) ?? 0) + telling[stem]);
      }
      const likest = new Map();
      for (const [place, shared] of whole) {
        const alike = shared / (Math.sqrt(weight) * this.norms[place]);
        const entry = phrases[place][0];
        if (!likest.has(entry)) likest.set(entry, []);
        likest.get(entry).push(alike);
      }
      for (const [entry, covered] of spread) {
        const best = (likest.get(entry) ?? []).sort((a, b) => b - a).slice(0, LIKEST);
        const alike = best.reduce((sum, value) => sum + value, 0) / LIKEST;
        scores.set(entry, Math.min(1, ((1 - PHRASE_SHARE) * covered) / weight + PHRASE_SHARE * alike));
      }
      for (const entry of labels[hash(typed.join(""))] ?? []) scores.set(entry, 1);
      const top = Math.max(0, ...scores.values());
      if (top < FLOOR) return [];
      return [...scores].filter(([, score]) => score >= top * TAIL).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    }
  }

  return { words, Notices, Ranker };
})();
