// Unpacks the data blocks: base64 → zlib → columns of numbers, or JSON. What the first picture needs stands before this script; the rest is
// read by the browser meanwhile, and each block is unpacked when somebody needs it.
K.whole = new Promise((resolve, reject) => {
  const check = () => (K.byId("kh-end") ? resolve() : reject(new Error("the file ends too early")));
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", check); else check();
});

K.FIRST = new Set(["core", "base"]);

K.unpack = async function (name) {
  if (!K.FIRST.has(name)) await K.whole;
  const node = K.byId("kh-" + name), packed = K.bytes(node.textContent);
  node.textContent = "";
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
};

K.bytes = function (base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const letters = atob(base64), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
};

K.unpackJson = async (name) => JSON.parse(new TextDecoder().decode(await K.unpack(name)));

K.COLUMN = { u8: Uint8Array, i16: Int16Array, i32: Int32Array };

K.loadCore = async function () {
  const buffer = await K.unpack("core");
  const length = new DataView(buffer).getUint32(0, true);
  K.data = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  K.e = {}; K.p = {}; K.m = {};
  let at = 4 + length;
  for (const [name, type, count] of K.data.columns) {
    const Type = K.COLUMN[type.replace("+", "")];
    const bytes = count * Type.BYTES_PER_ELEMENT, values = new Type(buffer.slice(at, at + bytes));
    K[name[0]][name.slice(2)] = type[0] === "+" ? K.sums(values) : values;
    at += bytes;
  }
  K.n = K.e.kind.length;
  K.kindOf = K.data.kinds.map((id) => K.data.symbols.kinds.find((kind) => kind.id === id) || { id, family: "ground", mark: "dot", ar: id, en: id });
  K.families = K.data.symbols.families;
  K.familyOf = Uint8Array.from(K.kindOf, (kind) => K.families.findIndex((family) => family.id === kind.family));
  K.project();
  K.firstPoint = new Int32Array(K.n).fill(-1);
  K.pointCount = new Int32Array(K.n);
  for (let p = 0; p < K.p.event.length; p++) {
    const e = K.p.event[p];
    if (K.firstPoint[e] < 0) K.firstPoint[e] = p;
    K.pointCount[e]++;
  }
};

// A column that only rises travels as the steps from row to row.
K.sums = function (steps) {
  const values = new Int32Array(steps.length);
  for (let row = 0, sum = 0; row < steps.length; row++) values[row] = sum += steps[row];
  return values;
};

// Web Mercator in units of the whole world, once: a screen position is then one multiplication and one subtraction.
K.mercator = (lon, lat) => [lon / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, lat)) * Math.PI) / 360)) / (2 * Math.PI)];
K.project = function () {
  const count = K.p.event.length, degrees = K.data.degrees;
  K.px = new Float64Array(count);
  K.py = new Float64Array(count);
  for (let i = 0; i < count; i++) [K.px[i], K.py[i]] = K.mercator(K.p.lon[i] / degrees, K.p.lat[i] / degrees);
};

K.cache = new Map();
K.once = function (name, load) {
  if (!K.cache.has(name)) K.cache.set(name, load());
  return K.cache.get(name);
};

K.ids = () => K.once("ids", async () => {
  const text = new TextDecoder().decode(await K.unpack("ids"));
  const list = text ? text.split("\n") : [];
  return { list, row: new Map(list.map((id, row) => [id, row])) };
});
K.shapes = () => K.once("shapes", async () => (K.shapeList = await K.unpackJson("shapes")));
K.chunk = (number) => K.once("d" + number, () => K.unpackJson("d" + number));

// The block that holds the report of a row, and the report's place in it: see `maps/details.py`.
K.block = async function (row) {
  const chunks = K.data.chunks;
  let number = chunks.length - 1;
  while (chunks[number] > row) number--;
  return { data: await K.chunk(number), at: row - chunks[number], firstEvent: K.data.firstEvent[chunks[number]] };
};

K.report = function ({ data: [metas, snippets, mentions], at }) {
  const [id, title, url, published, lang, notices] = metas[at];
  return { id, title, url, published, lang, notices, snippets: snippets[at], mentions: mentions[at].map(K.mention) };
};

K.mention = function (row) {
  if (!row) return null;
  const [start, end, surface, kind, literal, status, corrected, score, reasons, place, relation, location, rivals] = row;
  const where = location && { radius: location[0], acled: location[1], ucdp: location[2], geometry: location[3], lon: location[4], lat: location[5] };
  const said = relation && { type: relation[0], direction: relation[1], distance: relation[2], text: relation[3] };
  return { start, end, surface, kind, literal, status, corrected, score, reasons, place, relation: said, where, rivals };
};

K.EVENT = ["acled", "plover", "sites", "origin", "destination", "startTime", "endTime", "basis", "timePrecision", "datePrecision", "killed",
  "injured", "figures", "rule", "actors", "claims", "evidence", "marks", "undated"];

K.detail = async function (event) {
  const block = await K.block(K.e.report[event]), detail = { report: K.report(block) };
  K.EVENT.forEach((name, column) => { detail[name] = block.data[3][column][event - block.firstEvent]; });
  detail.actors = detail.actors.map(([code, role]) => ({ code, role }));
  detail.claims = detail.claims.map(([by, via, stance, span]) => ({ by, via, stance, evidence: span }));
  detail.evidence = detail.evidence.map(([start, end]) => ({ start, end }));
  detail.marks = detail.marks.map(([field, start, end, rule]) => ({ field, start, end, rule }));
  return detail;
};
