// What is shown, to take away: one row an event at one place. Days are plain dates. A cell that a spreadsheet would run is quoted.
K.save = function (name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" })), node = K.el("a");
  node.href = url; node.download = name;
  document.body.append(node); node.click(); node.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
};

K.cell = function (value) {
  if (value === null || value === undefined) return "";
  let text = String(value).replace(/\u0000/g, "");
  if (typeof value !== "number" && /^[=+\-@\t\r|%]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = "'" + text;
  return /[",\n\r;]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
};
K.csv = (rows) => rows.map((row) => row.map(K.cell).join(",")).join("\r\n") + "\r\n";

K.exportRow = function (i, p, detail, id) {
  const place = p >= 0 && K.p.place[p] >= 0 ? K.data.places[K.p.place[p]] : null, single = K.pointCount[i] <= 1, killed = detail.killed || {}, injured = detail.injured || {};
  const names = (role) => detail.actors.filter((actor) => actor.role === role).map((actor) => K.data.actors[actor.code][2] || K.data.actors[actor.code][0]).join("; ");
  const toll = (value) => (value === undefined ? null : value);
  return {
    event_id: id, incident_id: K.e.incident[i] < 0 ? null : K.data.incidents[K.e.incident[i]], report_id: detail.report.id, kind: K.data.kinds[K.e.kind[i]],
    acled_event: detail.acled[0], acled_sub_event: detail.acled[1], plover: detail.plover, story: K.data.stories[K.e.story[i]],
    status: K.data.statuses[K.e.status[i]], stance: K.data.stances[K.e.stance[i]], start: K.isoDay(K.e.start[i]) || null, end: K.isoDay(K.e.end[i]) || null,
    date_basis: detail.basis, acled_time_precision: detail.timePrecision, ucdp_date_prec: detail.datePrecision,
    place_id: place ? place.id : null, place_ar: place ? place.name_ar : null, place_en: place ? place.name_en : null, admin: place ? place.admin.join(" > ") : null,
    lat: p < 0 ? null : K.p.lat[p] / K.data.degrees, lon: p < 0 ? null : K.p.lon[p] / K.data.degrees, radius_m: p < 0 ? null : K.p.radius[p], acled_geo_precision: p < 0 ? null : K.p.precision[p],
    initiators: names("initiator"), targets: names("target"), participants: names("participant"),
    killed: single ? toll(killed.low) : null, killed_high: single ? toll(killed.high) : null, incident_killed: single ? null : toll(killed.low), injured: single ? toll(injured.low) : null, incident_injured: single ? null : toll(injured.low),
    claims: detail.claims.map((claim) => claim.by + (claim.via ? " via " + claim.via : "") + ": " + claim.stance).join("; "),
    evidence: detail.evidence.map((span) => K.excerpt(detail.report.snippets, span.start, span.end)).join(" … "),
    source: K.data.sources[K.e.source[i]], url: detail.report.url, published: detail.report.published, confidence: K.e.confidence[i] / 100,
  };
};

K.exportRows = async function () {
  const rows = [], ids = (await K.ids()).list;
  for (let i = 0; i < K.n; i++) {
    if (!K.shown[i]) continue;
    const detail = await K.detail(i), points = [];
    for (let p = K.firstPoint[i]; p >= 0 && K.p.event[p] === i; p++) points.push(p);
    for (const p of points.length ? points : [-1]) rows.push([p, K.exportRow(i, p, detail, ids[i])]);
  }
  return rows;
};

K.download = async function (format) {
  const rows = await K.exportRows();
  if (format === "csv") {
    const names = rows.length ? Object.keys(rows[0][1]) : [];
    K.save("events.csv", "text/csv", "\ufeff" + K.csv([names, ...rows.map(([, row]) => Object.values(row))]));
    return;
  }
  await K.shapes();
  const features = rows.map(([p, row]) => ({ type: "Feature", properties: row, geometry: p < 0 ? null : { type: "Point", coordinates: [row.lon, row.lat] } }));
  rows.forEach(([p], at) => { if (p >= 0 && K.p.geometry[p] >= 0) features[at].properties.area = K.shapeList[K.p.geometry[p]]; });
  K.save("events.geojson", "application/geo+json", JSON.stringify({ type: "FeatureCollection", features }));
};
