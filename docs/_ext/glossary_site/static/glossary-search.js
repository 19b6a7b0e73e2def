/* Search in the browser: which help notice comes first, and which entries answer. Nothing that is typed leaves the page. */
"use strict";

const glossarySearch = (() => {
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
  const hash = (word) => prefixes(word).at(-1);

  /* The hash of two stems side by side, from their own. */
  const pairHash = (first, second) => step(step(first, second & 0xffff), second >>> 16);

  const bytes = (packed) => Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const numbers = (packed, Kind) => new Kind(bytes(packed).buffer);

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

  const endOfMatch = (pattern, gap, tokens, at, place = 0) => {
    if (place === pattern.length) return at;
    if (pattern[place] === null) {
      for (let skipped = 0; skipped <= gap; skipped += 1) {
        const end = endOfMatch(pattern, gap, tokens, at + skipped, place + 1);
        if (end !== null) return end;
      }
      return null;
    }
    if (at >= tokens.length || !fits(pattern[place], tokens[at])) return null;
    return endOfMatch(pattern, gap, tokens, at + 1, place + 1);
  };

  const matches = (patterns, gap, tokens) => {
    const found = [];
    for (const pattern of patterns) {
      for (let start = 0; start < tokens.length; start += 1) {
        const end = endOfMatch(pattern, gap, tokens, start);
        if (end !== null) found.push([start, end]);
      }
    }
    return found;
  };

  class Notices {
    constructor(data, table) {
      this.gap = data.gap;
      this.crisis = data.crisis;
      this.table = table;
      this.notices = data.notices.map(([id, triggers]) => [id, triggers.map(parsed)]);
      this.exceptions = data.exceptions.map(parsed);
    }

    /* The id of the most urgent notice that what was typed calls for, or null. */
    find(typed) {
      return this.triggered(typed) ?? (this.recognised(typed) ? this.notices[0][0] : null);
    }

    triggered(typed) {
      const tokens = typed.map((word) => {
        const beginnings = prefixes(word).map((value) => value.toString(36));
        return { whole: beginnings.at(-1), beginnings };
      });
      let excepted = null;
      for (const [id, triggers] of this.notices) {
        for (const [start, end] of matches(triggers, this.gap, tokens)) {
          excepted ??= matches(this.exceptions, this.gap, tokens);
          if (!excepted.some(([from, to]) => start < to && from < end)) return id;
        }
      }
      return null;
    }

    /* Stretch by stretch, so that one sentence in a long message is not outvoted. */
    recognised(typed) {
      const { fewestWords, stretch, sureEnough } = this.crisis;
      if (typed.length < fewestWords) return false;
      const half = Math.floor(stretch / 2);
      const stems = this.table.understood(typed);
      for (let start = 0; start < Math.max(1, stems.length - half); start += half) {
        const end = start + stretch;
        if (this.table.leaning(stems.slice(start, end), start === 0, end >= stems.length) > sureEnough) return true;
      }
      return false;
    }
  }

  /* -- entries ------------------------------------------------------------------------------------ */

  const LETTERS = "abcdefghijklmnopqrstuvwxyz";

  /* Every word one deletion, swap, replacement or insertion away. */
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

  /* Whether two words are at most so many edits apart (optimal string alignment). */
  const near = (word, other, most) => {
    if (Math.abs(word.length - other.length) > most) return false;
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, j) => j);
    for (let i = 1; i <= word.length; i += 1) {
      const last = before;
      before = row;
      row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], last[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return false;
    }
    return row.at(-1) <= most;
  };

  /* What a word sounds like, roughly: see `withdrawal_concepts._sounds`. */
  const sound = (word, rules) => {
    let text = `<${word}>`;
    for (const [spelling, heard] of rules) text = text.replaceAll(spelling, heard);
    return text.slice(1, -1);
  };
  const consonants = (key) => key.replaceAll("a", "");

  /* To the nearest whole number, halves to the even one: as Python rounds. */
  const rounded = (number) => {
    const up = Math.round(number);
    return up - number === 0.5 && up % 2 !== 0 ? up - 1 : up;
  };

  const logit = (share) => Math.log(share / (1 - share));

  /* The learned table: which stem a word stands for, and how much stems and pairs of them speak for each entry. */
  class Table {
    constructor(data, stemmer) {
      this.data = data;
      this.stemmer = stemmer;
      const stems = numbers(data.stems, Uint32Array);
      this.known = new Set(stems);
      this.stemOf = new Map();
      this.ranks = new Map();
      const stemOf = numbers(data.stemOf, Uint16Array);
      numbers(data.words, Uint32Array).forEach((word, rank) => {
        this.stemOf.set(word, stems[stemOf[rank]]);
        this.ranks.set(word, rank);
      });
      const heard = (packed) => {
        const [keys, ranks] = [numbers(packed.keys, Uint32Array), numbers(packed.ranks, Uint16Array)];
        const stemAt = [...this.stemOf.values()];
        return new Map([...keys].map((key, i) => [key, stemAt[ranks[i]]]));
      };
      this.bySound = heard(data.sounds.all);
      this.byConsonants = heard(data.sounds.consonants);
      this.labelWords = [...new Set(Object.keys(data.labels).flatMap((label) => label.split(" ")))].filter((word) =>
        this.ranks.has(hash(word)),
      );
      this.features = new Map();
      const view = new DataView(bytes(data.features).buffer);
      for (let at = 0; at < view.byteLength; ) {
        const weights = [];
        const count = view.getUint8(at + 6);
        const feature = { crisis: view.getUint8(at + 4) ? view.getInt8(at + 5) : null, weights };
        this.features.set(view.getUint32(at, true), feature);
        at += 7;
        for (let i = 0; i < count; i += 1, at += 2) weights.push([view.getUint8(at), view.getInt8(at + 1)]);
      }
    }

    /* The hash of the stem of a word that is known as it was typed, or undefined. */
    own(word) {
      return this.stemOf.get(hash(word));
    }

    /* The hashes of the stems that a typed word stands for: one, several if blanks are missing in it, or none. */
    resolve(word) {
      const own = this.own(word);
      if (own !== undefined) return [own];
      const stem = this.stemmer.stemWord(word);
      if (stem.length > 1 && this.known.has(hash(stem))) return [hash(stem)];
      if (word.length < 4 || word.length > 24) return [];
      const found = this.guess(word);
      return found === undefined ? this.parts(word) : [found];
    }

    /* The same for all words of a query, with undefined for each that stands for nothing. */
    resolveAll(typed, complete = true) {
      const mended = [];
      for (let at = 0; at < typed.length; at += 1) {
        const pair = typed.slice(at, at + 2);
        const joined = pair.length === 2 && pair.some((w) => this.own(w) === undefined) ? this.joined(...pair) : undefined;
        if (joined !== undefined) {
          mended.push(joined);
          at += 1;
          continue;
        }
        const found = this.resolve(typed[at]);
        if (found.length) mended.push(...found);
        else mended.push(complete && at === typed.length - 1 ? this.stemOfWord(this.complete(typed[at])) : undefined);
      }
      return mended;
    }

    stemOfWord(word) {
      return word === undefined ? undefined : this.own(word);
    }

    /* The stem of the known word that is likeliest meant by one with a typo: words of names come first. */
    guess(word) {
      const names = (least, most) =>
        this.labelWords.filter((other) => other.length >= least && other.length <= 24 && near(word, other, most));
      const choices = [
        () => names(4, 1),
        () => [...oneEdit(word)].filter((other) => this.ranks.has(hash(other))),
        () => this.namesSoundingLike(word),
        () => this.soundingLike(word),
        () => (word.length < 7 ? [] : names(7, 2)),
        () => this.withConsonantsOf(word),
      ];
      for (const choose of choices) {
        const found = choose();
        if (typeof found === "number") return found;
        if (!found.length) continue;
        return this.own(this.likeliest(word, found));
      }
      return undefined;
    }

    likeliest(word, found) {
      const sameStart = found.filter((other) => other[0] === word[0]); // a first letter is rarely wrong
      return this.mostFrequent(sameStart.length ? sameStart : found);
    }

    namesSoundingLike(word) {
      const key = this.sound(word);
      return this.wellHeard(word, key) ? this.labelWords.filter((other) => other.length >= 5 && this.sound(other) === key) : [];
    }

    /* Of words that stand in no name only hashes are known here: the stem of the most frequent one, or nothing. */
    soundingLike(word) {
      const key = this.sound(word);
      return (this.wellHeard(word, key) ? this.bySound.get(hash(`${word[0]} ${key}`)) ?? this.bySound.get(hash(key)) : undefined) ?? [];
    }

    withConsonantsOf(word) {
      const key = consonants(this.sound(word));
      if (word.length < 7 || key.length < 4) return [];
      return this.byConsonants.get(hash(`${word[0]} ${key}`)) ?? this.byConsonants.get(hash(key)) ?? [];
    }

    wellHeard(word, key) {
      return word.length >= 5 && consonants(key).length >= 3;
    }

    sound(word) {
      return sound(word, this.data.sounds.rules);
    }

    /* The stem of the known word that two words, not both known, make together. */
    joined(word, following) {
      const together = word + following;
      if (together.length < 5) return undefined;
      const own = this.own(together);
      if (own !== undefined || together.length < 7) return own;
      const { beginnings } = this.data.parts;
      if (!beginnings.includes(word) && this.resolve(word).length && this.resolve(following).length) return undefined;
      return this.own(this.nameLike(together, 1) ?? "");
    }

    /* The word of a name that is so few typos away, or sounds like this. */
    nameLike(word, most) {
      const close = (edits) => this.labelWords.filter((o) => o.length >= (edits > 1 ? 7 : 4) && o.length <= 24 && near(word, o, edits));
      const choices = [() => close(1), () => this.namesSoundingLike(word), () => (most > 1 && word.length >= 7 ? close(2) : [])];
      for (const choose of choices) {
        const found = choose();
        if (found.length) return this.likeliest(word, found);
      }
      return undefined;
    }

    /* The stems of the known words that were run together; the last of two may be misspelt. */
    parts(word) {
      if (word.length < 5) return [];
      const best = this.knownParts(word, this.data.parts.most);
      if (best && best[1].length * this.data.parts.letters <= word.length) return best[1].map((part) => this.own(part));
      for (let at = word.length - 5; at > 3; at -= 1) {
        const first = this.own(word.slice(0, at));
        const last = first === undefined ? undefined : this.nameLike(word.slice(at), 2);
        if (last !== undefined) return [first, this.own(last)];
      }
      return [];
    }

    knownParts(word, most) {
      const rank = (part) => (part.length > 2 || this.data.parts.short.includes(part) ? this.ranks.get(hash(part)) : undefined);
      let best = rank(word) === undefined ? null : [rank(word), [word]];
      for (let at = 1; most > 1 && at < word.length; at += 1) {
        const first = rank(word.slice(0, at));
        const rest = first === undefined ? null : this.knownParts(word.slice(at), most - 1);
        if (!rest) continue;
        const worst = Math.max(first, rest[0]) + this.data.parts.cost;
        if (!best || worst < best[0]) best = [worst, [word.slice(0, at), ...rest[1]]];
      }
      return best;
    }

    /* A word of a name that begins like this; of other words only hashes are known here. */
    complete(word) {
      if (word.length < 3) return undefined;
      return this.mostFrequent(this.labelWords.filter((other) => other.startsWith(word)));
    }

    mostFrequent(words) {
      const rank = (word) => this.ranks.get(hash(word));
      return words.reduce((best, word) => (best === undefined || rank(word) < rank(best) ? word : best), undefined);
    }

    /* The features of a text that have weights: its distinct stems and pairs of neighbouring stems. */
    featuresOf(stems, others = []) {
      const wanted = new Set([...stems, ...stems.slice(1).map((stem, i) => pairHash(stems[i], stem)), ...others]);
      return [...wanted].map((feature) => this.features.get(feature)).filter(Boolean);
    }

    /* How much a text leans to crisis language, in log odds. */
    leaning(stems, begins, ends) {
      const { bias, unit, unknown } = this.data.crisis;
      const known = stems.filter((stem) => stem !== undefined);
      const edges = [];
      if (begins && known.length) edges.push(pairHash(hash("^"), known[0]));
      if (ends && known.length) edges.push(pairHash(known.at(-1), hash("$")));
      const found = this.featuresOf(known, edges).filter((feature) => feature.crisis !== null);
      const missing = stems.length - known.length;
      const sum = found.reduce((total, feature) => total + feature.crisis, missing * unknown);
      return sum / unit / Math.sqrt(Math.max(1, found.length + missing)) + bias;
    }

    /* The stems of the words of a text; only among the first ones typos are looked for. */
    understood(typed) {
      const { mostMended } = this.data.crisis;
      const rest = typed.slice(mostMended).map((word) => this.own(word));
      return [...this.resolveAll(typed.slice(0, mostMended), false), ...rest];
    }

    /* Map of entry number -> score: how likely it is that the entry, rather than nothing, answers. */
    scores(stems, unknown) {
      const { bias, unit, floor, tail } = this.data;
      const found = this.featuresOf(stems).filter((feature) => feature.weights.length);
      const scores = new Map();
      if (!found.length) return scores;
      const sums = bias.map(() => 0);
      for (const { weights } of found) for (const [entry, weight] of weights) sums[entry] += weight;
      sums[0] += unknown * this.data.unknown;
      // The sums would be divided by this; instead all else is multiplied.
      const scale = unit * Math.sqrt(found.length + unknown);
      const [nothing, ...answers] = sums.map((sum, i) => sum + rounded(bias[i] * scale));
      if (Math.max(...answers) < nothing + logit(floor) * scale) return scores;
      answers.forEach((answer, entry) => {
        if (answer >= nothing + logit(tail) * scale) scores.set(entry, 1 / (1 + Math.exp((nothing - answer) / scale)));
      });
      return scores;
    }
  }

  class Ranker {
    constructor(data, table) {
      this.data = data;
      this.table = table;
      this.labels = Object.entries(data.labels).map(([label, entries]) => [label.split(" "), entries]);
      this.compact = new Map(this.labels.map(([label, entries]) => [label.join(""), entries]));
    }

    /* [entry number, score] of what answers, best first; empty where nothing does. */
    find(words) {
      const typed = words.slice(0, this.data.mostWords);
      const resolved = this.table.resolveAll(typed);
      const stems = resolved.filter((stem) => stem !== undefined);
      const scores = this.table.scores(stems, resolved.length - stems.length);
      for (const [label, entries] of this.labels) {
        const named = typed.some((_, start) => label.every((word, i) => typed[start + i] === word));
        if (label.length < 2 || !named) continue;
        for (const entry of entries) scores.set(entry, Math.max(scores.get(entry) ?? 0, this.data.named));
      }
      for (const entry of this.data.labels[typed.join(" ")] ?? this.compact.get(typed.join("")) ?? []) {
        scores.set(entry, 1);
      }
      return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    }
  }

  /* What the search page asks: which notice comes first, and which entries answer. */
  const open = (data, stemmer) => {
    const table = new Table(data, stemmer);
    const notices = new Notices(data, table);
    const ranker = new Ranker(data, table);
    return {
      triggered: (typed) => notices.triggered(typed),
      notice: (typed) => notices.find(typed),
      hits: (typed) => ranker.find(typed),
    };
  };

  return { words, open };
})();
