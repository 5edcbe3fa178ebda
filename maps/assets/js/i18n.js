// Words in two languages; the table is shipped (text.json). One digit style: western, in both languages.
K.t = function (key, values) {
  const row = Object.hasOwn(K.data.text, key) ? K.data.text[key] : null;
  let text = row ? row[K.S.lang === "ar" ? 0 : 1] : key;
  for (const [name, value] of Object.entries(values || {})) text = text.split("{" + name + "}").join(String(value));
  return text;
};

// The text of a key with a node in place of {a}.
K.around = function (key, node) {
  const [before, after] = K.t(key).split("{a}");
  return [before, node, after || ""];
};

K.pick = (arabic, english) => (K.S.lang === "ar" ? arabic || english : english || arabic) || "";
K.number = (n) => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
K.kindName = (code) => { const kind = K.kindOf[code]; return K.pick(kind.ar, kind.en); };
K.placeName = function (row) {
  if (row < 0) return "";
  const place = K.data.places[row];
  return place.name_ar ? K.pick(place.name_ar, place.name_en) : K.adminName(place.name_en);
};
K.actorName = (row) => K.pick(K.data.actors[row][1], K.data.actors[row][2]) || K.data.actors[row][0];

K.distance = function (metres) {
  if (metres < 1000) return K.t("unit.m", { n: K.number(metres) });
  return K.t("unit.km", { n: metres < 10000 ? (metres / 1000).toFixed(1).replace(/\.0$/, "") : K.number(metres / 1000) });
};

// Days are days in Syria, not instants: they are counted in UTC and never pass through a time zone.
K.isoDay = (day) => (day === K.data.noDate ? "" : new Date(day * 86400000).toISOString().slice(0, 10));
// For plain text, where no element can hold a day together: a right-to-left line would turn 2018-05-21 around.
K.steadyDay = (day) => "\u2066" + K.isoDay(day) + "\u2069";
K.dayOf = function (iso) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(iso + "T00:00:00Z") : NaN;
  return Number.isNaN(time) ? null : Math.round(time / 86400000);
};
K.span = function (start, end) {
  if (start === K.data.noDate) return K.t("date.unknown");
  return start === end ? K.isoDay(start) : K.isoDay(start) + " – " + K.isoDay(end);
};

// Static places of the page carry data-t; everything else is built anew when the language changes.
K.relabel = function () {
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = K.t(node.getAttribute("data-t"));
};
