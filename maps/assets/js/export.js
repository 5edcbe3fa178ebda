// The table that is taken away: one row an event at one site, the columns and rules of `kharita export` (geo/exports/rows.py). What the
// page shows rounded stays so: positions to a metre, confidence to a hundredth.
K.COLUMNS = ["id", "event_id", "incident_id", "incident_first", "report_id", "source", "url", "published", "kind", "acled_event_type",
  "acled_sub_event_type", "plover", "ucdp_type_of_violence", "story", "status", "stance", "start", "end", "start_time", "end_time",
  "date_basis", "acled_time_precision", "ucdp_date_prec", "place_id", "place_ar", "place_en", "place_kind", "admin", "place_status",
  "surface", "corrected_from", "relation", "lon", "lat", "radius_m", "acled_geo_precision", "ucdp_where_prec", "origin_ar", "origin_en",
  "origin_lon", "origin_lat", "destination_ar", "destination_en", "destination_lon", "destination_lat", "destination_radius_m",
  "initiators", "initiators_en", "targets", "targets_en", "participants", "participants_en", "acled_inter1", "acled_inter2", "killed",
  "injured", "incident_killed", "incident_killed_high", "incident_killed_qualifier", "ucdp_best", "ucdp_low", "ucdp_high",
  "incident_injured", "incident_injured_high", "incident_injured_qualifier", "toll_of_period", "figures", "claims", "sites", "confidence", "rule", "evidence"];

K.exportRows = async function () {
  const rows = [], ids = (await K.ids()).list;
  await K.reference();
  const wanted = [...ids.keys()].filter((i) => K.shown[i]); // as they are when the file is asked for
  for (let at = 0; at < wanted.length; at++) {
    if (at % 500 === 499) await new Promise((resume) => setTimeout(resume)); // the page stays awake
    rows.push(...K.eventRows(wanted[at], await K.detail(wanted[at]), ids[wanted[at]]));
  }
  return rows;
};

// The rows of one event; those of sites with a position take it from the points, which stand in the order of the sites.
K.eventRows = function (i, detail, id) {
  const shared = K.sharedCells(i, detail, id), sites = detail.sites.length ? detail.sites : [null];
  const counts = detail.sites.length <= 1 && shared.incident_first && shared.stance === "asserted";
  const own = (toll) => (counts && toll && !toll.aggregate ? toll.low : null);
  let p = K.firstPoint[i];
  return sites.map((site, number) => {
    const mention = site === null ? null : detail.report.mentions[site], placed = mention !== null && mention.where !== null;
    const values = { ...shared, ...(mention ? K.siteCells(mention, placed ? p++ : -1) : {}), id: id + "-" + (number + 1), killed: own(detail.killed), injured: own(detail.injured) };
    return Object.fromEntries(K.COLUMNS.map((name) => [name, values[name] === undefined ? null : values[name]]));
  });
};

K.sharedCells = function (i, detail, id) {
  const { report } = detail, date = (day, bit) => (detail.undated & bit ? null : K.isoDay(day)), text = (value) => value || null;
  return {
    event_id: id, ...K.incidentCells(i, report.id, id), report_id: report.id, source: text(K.data.sources[K.e.source[i]]), url: report.url, published: report.published,
    kind: K.data.kinds[K.e.kind[i]], acled_event_type: detail.acled[0], acled_sub_event_type: detail.acled[1], plover: detail.plover,
    ucdp_type_of_violence: K.typeOfViolence(i, detail), story: K.data.stories[K.e.story[i]], status: K.data.statuses[K.e.status[i]], stance: K.data.stances[K.e.stance[i]],
    start: date(K.e.start[i], 1), end: date(K.e.end[i], 2), start_time: K.hour(detail.startTime), end_time: K.hour(detail.endTime),
    date_basis: detail.basis, acled_time_precision: detail.timePrecision, ucdp_date_prec: detail.datePrecision,
    ...K.endCells("origin", detail), ...K.endCells("destination", detail), ...K.actorCells(detail), ...K.tollCells("killed", detail.killed), ...K.tollCells("injured", detail.injured), ...K.ucdpDeaths(detail.killed),
    toll_of_period: [detail.killed, detail.injured].some((toll) => toll !== null && toll.aggregate),
    figures: text(detail.figures.map((figure) => figure.what + " " + K.SIGNS[figure.qualifier] + (figure.low === null ? "" : figure.low) + (figure.by ? " (" + figure.by + ")" : "")).join("; ")),
    claims: text(detail.claims.map((claim) => claim.by + (claim.via ? " via " + claim.via : "") + ": " + claim.stance).join("; ")),
    sites: detail.sites.length, confidence: K.e.confidence[i] / 100, rule: text(detail.rule),
    evidence: text(detail.evidence.map(({ start, end }) => K.excerpt(report.snippets, start, end).split(/\s+/).filter(Boolean).join(" ")).join(report.snippets.length ? " … " : "")),
  };
};
K.SIGNS = { exact: "", about: "~", at_least: "≥", more_than: ">", up_to: "≤", dozens: "dozens" };
K.hour = (told) => (told ? told.replaceAll(":", "h") : null);

// An event that no other report tells is an incident of its own, named as `geo.incidents` names it; unrelated headlines are none.
K.incidentCells = function (i, report, id) {
  const row = K.e.incident[i];
  if (row >= 0) return { incident_id: K.data.incidents[row], incident_first: K.data.incidentFirst[row] === i };
  const alone = K.data.joined && K.data.stories[K.e.story[i]] !== "furniture";
  return { incident_id: alone ? "i" + K.sha256(report + "\u0000" + id).slice(0, 12) : null, incident_first: true };
};

K.siteCells = function (mention, p) {
  const { place: row, where, relation } = mention, place = row >= 0 ? K.data.places[row] : null, degrees = K.data.degrees;
  const said = relation && [relation.type, relation.distance === null ? "" : Number((relation.distance / 1000).toPrecision(6)) + " km", relation.direction || ""].filter(Boolean).join(" ");
  return {
    surface: mention.surface, place_status: mention.status, corrected_from: mention.corrected, relation: said,
    place_id: place && place.id, place_ar: place ? place.name_ar : mention.surface, place_en: place && place.name_en, place_kind: place ? place.kind : mention.kind,
    admin: place && place.admin.length ? place.admin.join(" > ") : null,
    lon: p < 0 ? null : K.p.lon[p] / degrees, lat: p < 0 ? null : K.p.lat[p] / degrees, radius_m: where && where.radius,
    acled_geo_precision: where && where.acled, ucdp_where_prec: where && where.ucdp,
  };
};

// Where a movement begins or ends.
K.endCells = function (end, detail) {
  const mention = detail[end] === null ? null : detail.report.mentions[detail[end]];
  if (!mention) return {};
  const place = mention.place >= 0 ? K.data.places[mention.place] : null, { where } = mention;
  return {
    [end + "_ar"]: place ? place.name_ar : mention.surface, [end + "_en"]: place && place.name_en, [end + "_lon"]: where && where.lon, [end + "_lat"]: where && where.lat,
    ...(end === "destination" ? { destination_radius_m: where && where.radius } : {}),
  };
};

K.actorCells = function (detail) {
  const cells = {};
  for (const role of ["initiator", "target", "participant"]) {
    const acting = detail.actors.filter((actor) => actor.role === role).map((actor) => K.data.actors[actor.code]);
    cells[role + "s"] = acting.map(([id]) => id).join(";") || null;
    cells[role + "s_en"] = acting.map(([, , english]) => english).join("; ") || null;
  }
  const inter = (role) => { const found = detail.actors.find((actor) => actor.role === role && K.known.actors[actor.code].inter !== null); return found ? K.known.actors[found.code].inter : null; };
  return { ...cells, acled_inter1: inter("initiator"), acled_inter2: inter("target") };
};

K.tollCells = (what, toll) => (toll ? { ["incident_" + what]: toll.low, ["incident_" + what + "_high"]: toll.high, ["incident_" + what + "_qualifier"]: toll.qualifier } : {});

// UCDP best, low, high: a range gives its lower end as best; «up to» tells only the highest, «dozens» no number (geo/exports/crosswalk.py).
K.ucdpDeaths = function (toll) {
  if (!toll || toll.qualifier === "dozens") return {};
  return toll.qualifier === "up_to" ? { ucdp_high: toll.high } : { ucdp_best: toll.low, ucdp_low: toll.low, ucdp_high: toll.high };
};

// UCDP: 1 state-based, 2 non-state, 3 one-sided; null where none is sure (geo/exports/crosswalk.py).
K.typeOfViolence = function (i, detail) {
  if (!K.known.counted.has(K.data.kinds[K.e.kind[i]])) return null;
  const sorts = detail.actors.map((actor) => ({ code: actor.code, role: actor.role, sort: K.known.actors[actor.code].ucdp })).filter(({ sort }) => sort);
  const armed = new Map(sorts.filter(({ sort }) => sort !== "civilians").map(({ code, sort }) => [code, sort])), hit = new Set(sorts.filter(({ role }) => role === "target").map(({ sort }) => sort));
  if (hit.size === 1 && hit.has("civilians")) return armed.size ? 3 : null;
  if (armed.size < 2) return null;
  return [...armed.values()].includes("state") ? 1 : 2;
};

// SHA-256 in hexadecimal (FIPS 180-4). The browser's own is missing where a page from the disk counts as insecure.
K.sha256 = function (text) {
  const roots = K.once("roots", K.primeRoots), state = [...roots.square], bytes = new TextEncoder().encode(text), length = (((bytes.length + 8) >> 6) + 1) * 64;
  const padded = new Uint8Array(length), view = new DataView(padded.buffer), w = new Uint32Array(64), turn = (x, n) => (x >>> n) | (x << (32 - n));
  padded.set(bytes); padded[bytes.length] = 0x80; view.setUint32(length - 4, bytes.length * 8);
  for (let at = 0; at < length; at += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getUint32(at + 4 * t);
    for (let t = 16; t < 64; t++) w[t] = w[t - 16] + (turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3)) + w[t - 7] + (turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10));
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + roots.cube[t] + w[t]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((value, row) => { state[row] = (state[row] + value) | 0; });
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
};

// The first 32 bits of the fractions of square and cube roots of primes.
K.primeRoots = function () {
  const primes = [], bits = (root) => Math.floor((root % 1) * 2 ** 32) | 0;
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return { square: primes.slice(0, 8).map((prime) => bits(Math.sqrt(prime))), cube: primes.map((prime) => bits(Math.cbrt(prime))) };
};
