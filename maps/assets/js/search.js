// Text search. Names of places, actors, sources and kinds are folded once each; the sentences of every event block by block, the first
// time that somebody searches.
K.haystack = () => K.once("haystack", async () => {
  const known = await K.reference(), keys = (rows) => rows.map((words) => K.searchKey(words.filter(Boolean).join(" | ")));
  const names = {
    place: keys(K.data.places.map((place, row) => K.placeWords(place, known.places[row]))), actor: keys(K.data.actors),
    source: keys(K.data.sources.map((name) => [name])), kind: keys(K.kindOf.map(({ ar, en }) => [ar, en])),
  };
  const text = new Array(K.n).fill(""), places = new Array(K.n).fill(null);
  for (let number = 0; number < K.data.chunks.length; number++) {
    const data = await K.chunk(number), first = K.data.chunks[number], last = first + data[0].length, from = K.data.firstEvent[first];
    const to = last < K.data.firstEvent.length ? K.data.firstEvent[last] : K.n;
    for (let i = from; i < to; i++) K.eventWords(i, data, K.e.report[i] - first, i - from, text, places);
    await new Promise((resume) => setTimeout(resume));
  }
  return { names, text, places };
});

// Every name that a place goes by, and those of what contains it.
K.placeWords = function (place, facts) {
  const above = facts ? facts.holders.flatMap(({ ar, en }) => [ar, en]) : place.admin.map((name) => K.base.arabic.get(name));
  return [place.name_ar, place.name_en, ...place.admin, ...above, ...(facts ? facts.spellings : [])];
};

// The words of one event into `text`, the rows of its places into `places`.
K.eventWords = function (i, [metas, snippets, mentions, columns], report, event, text, places) {
  const [sites, origin, destination] = [2, 3, 4].map((column) => columns[column][event]), words = [metas[report][1] || ""];
  places[i] = [];
  for (const at of [...sites, origin, destination]) {
    const mention = at === null ? null : mentions[report][at];
    if (!mention) continue;
    words.push(mention[2]);
    if (mention[9] >= 0) places[i].push(mention[9]);
  }
  for (const [start, end] of columns[16][event]) {
    words.push(K.excerpt(snippets[report], start, end));
    // «قرب كذا»: a place that its sentence names beside the site finds it too, however that place is spelled.
    for (const mention of mentions[report]) if (mention && mention[9] >= 0 && mention[0] >= start && mention[1] <= end) places[i].push(mention[9]);
  }
  text[i] = K.searchKey(words.join(" | "));
};

// The words [start, end) of a report, from the stretches that travelled with it. Offsets are code points, not UTF-16 units.
K.excerpt = function (snippets, start, end) {
  for (const [at, text] of snippets) {
    const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
    if (start >= at && end <= at + letters.length) {
      const part = letters.slice(start - at, end - at);
      return typeof part === "string" ? part : part.join("");
    }
  }
  return "";
};

// An event is found when each word stands in its text or in a name that belongs to it.
K.search = async function () {
  const words = K.searchKey(K.S.q).split(" ").filter(Boolean), asked = K.S.q;
  if (!words.length) { K.hits = null; return; }
  const { names, text, places } = await K.haystack();
  if (asked !== K.S.q) return;
  const found = new Uint8Array(K.n).fill(1), e = K.e;
  for (const word of words) {
    const has = Object.fromEntries(Object.entries(names).map(([sort, keys]) => [sort, keys.map((key) => key.includes(word))]));
    for (let i = 0; i < K.n; i++) {
      if (!found[i] || has.kind[e.kind[i]] || has.source[e.source[i]] || places[i].some((row) => has.place[row])) continue;
      let actor = false;
      for (let j = e.actor_from[i]; j < e.actor_from[i + 1] && !actor; j++) actor = has.actor[e.actor[j]];
      if (!actor && !text[i].includes(word)) found[i] = 0;
    }
  }
  K.hits = found;
};
