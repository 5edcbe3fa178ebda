// The gazetteer's folding of Arabic, letter by letter from its own table, and the same joining of letters pulled apart.
K.PULLED = /\u0640+[ .*·•\\\-_/]{1,2}\u0640+|\u0640+[.*·•/](?=[\u0621-\u064a])|(?<=[\u0621-\u064a])[.*·•/]\u0640+/g;

K.fold = function (raw) {
  const table = K.data.fold;
  let text = raw;
  if (/[\ufb50-\ufdff\ufe70-\ufefc]/.test(text)) text = text.replace(/[\ufb50-\ufdff\ufe70-\ufefc]/g, (c) => (c in table ? table[c] : c));
  if (text.includes("\u0640")) text = text.replace(K.PULLED, "");
  K.changing = K.changing || K.changingLetters(table);
  return text.replace(K.changing, (c) => table[c]);
};

// The letters that folding changes, as one class: most letters of a text stay, and cost nothing.
K.changingLetters = function (table) {
  const within = /^[\t\r_\u00a0\u00ad\u0600-\u077f\u180e\u2000-\u206f\u3000\ufe00-\ufeff]$/;
  const letters = Object.keys(table).filter((c) => within.test(c) && table[c] !== c);
  return new RegExp("[" + letters.map((c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")).join("") + "]", "g");
};

// What search compares: folded Arabic; Latin without case, accents, apostrophes, hyphens and doubled letters.
K.searchKey = function (raw) {
  let text = K.fold(raw).toLowerCase();
  if (/[a-z\u00c0-\u024f]/.test(text)) {
    text = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ı/g, "i").replace(/['’‘`ʿʾ]/g, "").replace(/([a-z])\1+/g, "$1");
  }
  text = text.replace(/[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\xab\xbb\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u206f]+/g, " "); // what mostly parts words
  return (/[^ a-z0-9\u0621-\u064a]/.test(text) ? text.replace(/[^\p{L}\p{N}]+/gu, " ") : text).trim();
};
