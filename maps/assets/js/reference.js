// What the gazetteer and the table of actors know beside the records (maps/reference.py); unpacked when first asked for.
K.reference = () => K.once("reference", async () => {
  const { holders, places, actors, counted, speakers } = await K.unpackJson("reference");
  const holder = ([id, ar, en, administrative]) => ({ id, ar, en, administrative });
  const all = holders.map(holder);
  const place = ([spellings, above, itself]) => ({ spellings, holders: above.map((row) => all[row]), itself: itself < 0 ? null : all[itself] });
  K.known = { places: places.map((row) => row && place(row)), actors: actors.map(([inter, ucdp]) => ({ inter, ucdp })), counted: new Set(counted), speakers: new Map(Object.entries(speakers)) };
  K.arabicOf = new Map([...K.base.arabic, ...all.filter(({ ar }) => ar).map(({ en, ar }) => [en, ar])]);
  return K.known;
});
K.known = null;

// Names of what contains a place, narrowest first, in the reader's language, each once: a town's district often has the town's name.
K.containers = function (row) {
  const { admin } = K.data.places[row], holders = K.known && K.known.places[row] ? K.known.places[row].holders : [];
  const names = admin.map((english, at) => (holders[at] && holders[at].en === english ? K.pick(holders[at].ar, english) : K.adminName(english)));
  return [...new Set(names.filter(Boolean).reverse())];
};

// A record names what contains a place in English; where the gazetteer is not at hand, the base map knows the Arabic of the larger ones.
K.adminName = (english) => (K.S.lang === "ar" && ((K.arabicOf || K.base.arabic).get(english))) || english;

// Who says something: records give the English name of those that the lexicon knows.
K.speaker = (name) => (K.S.lang === "ar" && K.known && K.known.speakers.get(name)) || name;

// The narrowest administrative place that is, or holds, a place of the records; null when that is not known.
K.areaOf = function (row) {
  const facts = row >= 0 && K.known ? K.known.places[row] : null;
  if (!facts) return null;
  return facts.itself || [...facts.holders].reverse().find(({ administrative }) => administrative) || null;
};
