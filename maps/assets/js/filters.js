// One pass over the events: a byte each (shown or not), the counts of every facet as they would be without that facet's own filter,
// and the histogram as it would be without the time filter.
K.BIT = { kind: 1, status: 2, stance: 4, story: 8, precision: 16, source: 32, actor: 64, time: 128, text: 256 };

K.initFilters = function () {
  K.shown = new Uint8Array(K.n);
  K.counts = { kind: new Int32Array(K.data.kinds.length), status: new Int32Array(K.data.statuses.length), stance: new Int32Array(K.data.stances.length),
    story: new Int32Array(K.data.stories.length), precision: new Int32Array(4), source: new Int32Array(K.data.sources.length),
    actor: new Int32Array(K.data.actors.length) };
  K.findDays();
  const days = K.range ? K.range[1] - K.range[0] + 1 : 1;
  K.bins = Math.min(160, days);
  K.binOf = (day) => Math.min(K.bins - 1, Math.max(0, Math.floor(((day - K.range[0]) * K.bins) / days)));
  K.histogram = new Int32Array(K.bins);
  K.hits = null;
};

// K.days: the first and the last day told. K.range: what the time line spans, which a few far days do not stretch: its ends then stand
// for everything before and after. Of very many events some thousands, evenly taken, tell where most lie.
K.FAR = { share: 0.005, least: 20, times: 2, span: 14, sample: 4000 };
K.findDays = function () {
  const { start, end } = K.e, none = K.data.noDate, { share, least, times, span, sample } = K.FAR, stride = Math.ceil(K.n / sample), starts = [], ends = [];
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < K.n; i++) {
    if (start[i] === none) continue;
    if (start[i] < low) low = start[i];
    if (end[i] > high) high = end[i];
    if (i % stride === 0) { starts.push(start[i]); ends.push(end[i]); }
  }
  K.days = K.range = low <= high ? [low, high] : null;
  if (starts.length < least) return;
  starts.sort((a, b) => a - b); ends.sort((a, b) => a - b);
  const cut = Math.max(1, Math.floor(share * starts.length)), first = starts[cut], last = ends[ends.length - 1 - cut];
  if (last - first >= span && high - low > times * (last - first)) K.range = [first, last];
};

K.pass = function () {
  const S = K.S, e = K.e, bit = K.BIT, none = K.data.noDate, counts = K.counts;
  const byActor = S.actor.includes(1), bySource = S.source.includes(1), byTime = S.from !== null || S.to !== null, hits = K.hits;
  const from = S.from === null ? -Infinity : S.from, to = S.to === null ? Infinity : S.to;
  for (const column of Object.values(counts)) column.fill(0);
  K.histogram.fill(0);
  let total = 0, undated = 0;
  for (let i = 0; i < K.n; i++) {
    let fails = 0;
    if (!S.kind[e.kind[i]]) fails |= bit.kind;
    if (!S.status[e.status[i]]) fails |= bit.status;
    if (!S.stance[e.stance[i]]) fails |= bit.stance;
    if (!S.story[e.story[i]]) fails |= bit.story;
    if (!S.precision[e.precision[i]]) fails |= bit.precision;
    if (bySource && !S.source[e.source[i]]) fails |= bit.source;
    if (byActor) {
      let any = false;
      for (let j = e.actor_from[i]; j < e.actor_from[i + 1]; j++) if (S.actor[e.actor[j]]) { any = true; break; }
      if (!any) fails |= bit.actor;
    }
    const start = e.start[i], dated = start !== none;
    if (!dated ? !S.undated : byTime && (start > to || e.end[i] < from)) fails |= bit.time;
    if (hits !== null && !hits[i]) fails |= bit.text;
    K.shown[i] = fails === 0 ? 1 : 0;
    const alone = fails === 0 ? 511 : (fails & (fails - 1)) === 0 ? fails : 0;
    if (!alone) continue;
    if (fails === 0) { total++; if (!dated) undated++; }
    if (alone & bit.kind) counts.kind[e.kind[i]]++;
    if (alone & bit.status) counts.status[e.status[i]]++;
    if (alone & bit.stance) counts.stance[e.stance[i]]++;
    if (alone & bit.story) counts.story[e.story[i]]++;
    if (alone & bit.precision) counts.precision[e.precision[i]]++;
    if (alone & bit.source) counts.source[e.source[i]]++;
    if (alone & bit.actor) for (let j = e.actor_from[i]; j < e.actor_from[i + 1]; j++) counts.actor[e.actor[j]]++;
    if (alone & bit.time && dated) K.histogram[K.binOf(start)]++;
  }
  K.total = total;
  K.undated = undated;
};
