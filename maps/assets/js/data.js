// Unpacks the data blocks: base64 → zlib → columns of numbers, or JSON. Blocks that only an opened event needs wait until then.
K.unpack = async function (name) {
  const node = K.byId("kh-" + name);
  const packed = Uint8Array.from(atob(node.textContent.trim()), (c) => c.charCodeAt(0));
  node.textContent = "";
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
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
    const Type = K.COLUMN[type];
    const bytes = count * Type.BYTES_PER_ELEMENT;
    K[name[0]][name.slice(2)] = new Type(buffer.slice(at, at + bytes));
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

// The details of the report of an event, as names: see `_detail` in layers.py.
K.report = async function (row) {
  const chunks = K.data.chunks;
  let number = chunks.length - 1;
  while (chunks[number] > row) number--;
  const [meta, snippets, mentions, events] = (await K.chunk(number))[row - chunks[number]];
  const [id, title, url, published, lang, notices] = meta;
  return { id, title, url, published, lang, notices, snippets, mentions: mentions.map(K.mention), events };
};

K.mention = function (row) {
  if (!row) return null;
  const [start, end, surface, kind, literal, status, corrected, score, reasons, place, relation, location, rivals] = row;
  const where = location && { lat: location[0], lon: location[1], radius: location[2], acled: location[3], ucdp: location[4], geometry: location[5] };
  return { start, end, surface, kind, literal, status, corrected, score, reasons, place, relation, where, rivals };
};

K.detail = async function (event) {
  const row = K.e.report[event];
  const report = await K.report(row);
  const [acled, plover, sites, origin, destination, startTime, endTime, basis, timePrecision, datePrecision, actors, killed, injured, figures,
    claims, evidence, rule, marks] = report.events[event - K.data.firstEvent[row]];
  return { report, acled, plover, sites, origin, destination, startTime, endTime, basis, timePrecision, datePrecision, actors, killed, injured,
    figures, claims, evidence, rule, marks };
};
