// What is shown, to take away. Days are plain dates. A cell that a spreadsheet would run begins with an apostrophe.
K.save = function (name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" })), node = K.el("a");
  node.href = url; node.download = name;
  document.body.append(node); node.click(); node.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
};

// As `geo/exports/tables.py` writes one: blanks for line ends; formulas also behind blanks and in the letter forms that spreadsheets fold.
K.cell = function (value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  let text = value.replace(/\u0000/g, "").replace(/(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, "").replace(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g, " ");
  if (/^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value)) text = "'" + text;
  return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
};
K.csv = (rows) => rows.map((row) => row.map(K.cell).join(",")).join("\r\n") + "\r\n";

K.download = async function (format) {
  if (K.taking) return;
  K.taking = true;
  if (K.total > 2000) K.toast(K.t("get.wait"));
  const rows = await K.exportRows().finally(() => { K.taking = false; });
  if (format === "csv") { K.save("events.csv", "text/csv", "\ufeff" + K.csv([K.COLUMNS, ...rows.map((row) => Object.values(row))])); return; }
  const features = rows.map((row) => JSON.stringify({ type: "Feature", id: row.id, geometry: row.lon === null ? null : { type: "Point", coordinates: [row.lon, row.lat] }, properties: row }));
  K.save("events.geojson", "application/geo+json", '{"type":"FeatureCollection","features":[\n' + features.join(",\n") + "\n]}\n");
};
