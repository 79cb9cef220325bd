import type { Gpt2Config } from "../../src/models/gpt2-config.ts";

type Matrix = Float64Array<ArrayBuffer>;

/** y = x·W + b, shapes (n, from) · (from, to). */
function linear(x: Matrix, w: Float32Array, b: Float32Array | undefined, from: number, to: number): Matrix {
  return Float64Array.from({ length: (x.length / from) * to }, (_, i) => {
    const [row, column] = [Math.floor(i / to), i % to];
    let total = b?.[column] ?? 0;
    for (let k = 0; k < from; k += 1) total += (x[row * from + k] ?? 0) * (w[k * to + column] ?? 0);
    return total;
  });
}

function layerNorm(x: Matrix, weight: Float32Array, bias: Float32Array, epsilon: number): Matrix {
  const width = weight.length;
  return x.map((value, i) => {
    const row = x.subarray(i - (i % width), i - (i % width) + width);
    const mean = row.reduce((a, b) => a + b, 0) / width;
    const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / width;
    return ((value - mean) / Math.sqrt(variance + epsilon)) * (weight[i % width] ?? 0) + (bias[i % width] ?? 0);
  });
}

/** The error function by its Taylor series, exact to rounding for |x| ≤ 4. */
function erf(x: number): number {
  let [term, total] = [x, x];
  for (let n = 1; n < 120; n += 1) {
    term *= -(x * x) / n;
    total += term / (2 * n + 1);
  }
  return Math.abs(x) > 4 ? Math.sign(x) : (2 / Math.sqrt(Math.PI)) * total;
}

const gelu = {
  tanh: (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  erf: (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2)),
};

function softmax(scores: Matrix, width: number): Matrix {
  return scores.map((score, i) => {
    const row = scores.subarray(i - (i % width), i - (i % width) + width);
    const most = Math.max(...row);
    return Math.exp(score - most) / row.reduce((total, z) => total + Math.exp(z - most), 0);
  });
}

const add = (a: Matrix, b: Matrix): Matrix => a.map((value, i) => value + (b[i] ?? 0));

/** A part of (rows, tokens, 3·width) as (rows, heads, tokens, head width): 0 queries, 1 keys, 2 values. */
function heads(qkv: Matrix, part: number, rows: number, tokens: number, { heads: h, width }: Gpt2Config): Matrix {
  const each = width / h;
  return Float64Array.from({ length: rows * tokens * width }, (_, i) => {
    const [j, t] = [i % each, Math.floor(i / each) % tokens];
    const [head, row] = [Math.floor(i / (each * tokens)) % h, Math.floor(i / (each * tokens * h))];
    return qkv[(row * tokens + t) * 3 * width + part * width + head * each + j] ?? NaN;
  });
}

function attend(q: Matrix, k: Matrix, tokens: number, each: number, scale: number): Matrix {
  return Float64Array.from({ length: (q.length / each) * tokens }, (_, i) => {
    const [key, query, head] = [i % tokens, Math.floor(i / tokens) % tokens, Math.floor(i / (tokens * tokens))];
    if (key > query) return -Infinity;
    let total = 0;
    for (let j = 0; j < each; j += 1) {
      total += (q[(head * tokens + query) * each + j] ?? 0) * (k[(head * tokens + key) * each + j] ?? 0);
    }
    return total * scale;
  });
}

function gatherHeads(
  attention: Matrix,
  v: Matrix,
  rows: number,
  tokens: number,
  { heads: h, width }: Gpt2Config,
): Matrix {
  const each = width / h;
  return Float64Array.from({ length: rows * tokens * width }, (_, i) => {
    const [j, head] = [i % each, Math.floor(i / each) % h];
    const [t, row] = [Math.floor(i / width) % tokens, Math.floor(i / (width * tokens))];
    let total = 0;
    for (let key = 0; key < tokens; key += 1) {
      total +=
        (attention[((row * h + head) * tokens + t) * tokens + key] ?? 0) *
        (v[((row * h + head) * tokens + key) * each + j] ?? 0);
    }
    return total;
  });
}

/**
 * GPT-2 by its formulas in double precision, one loop an operation: slow, and the oracle of the graph. Rows of equal length; values inside
 * the first layer, after each layer, and after the head, by the names of https://github.com/bbycroft/llm-viz.
 */
export function plainGpt2(
  config: Gpt2Config,
  weight: (name: string) => Float32Array,
  rows: readonly (readonly number[])[],
  head: string,
): { values: Map<string, Matrix> } {
  const { width, innerWidth, layers, epsilon } = config;
  const [n, tokens] = [rows.length, rows[0]?.length ?? 0];
  const values = new Map<string, Matrix>();
  const look = (table: Float32Array, ids: readonly number[]): Matrix =>
    Float64Array.from(ids.flatMap((id) => [...table.subarray(id * width, (id + 1) * width)]));
  const tokenEmbedding = look(weight("wte.weight"), rows.flat());
  const places = look(
    weight("wpe.weight"),
    Array.from({ length: tokens }, (_, t) => t),
  );
  let x = tokenEmbedding.map((value, i) => value + (places[i % places.length] ?? 0));
  values.set("tok_emb", tokenEmbedding).set("pos_emb", places).set("x", x);
  for (let l = 0; l < layers; l += 1) {
    const of = (name: string): Float32Array => weight(`h.${l}.${name}`);
    const ln1 = layerNorm(x, of("ln_1.weight"), of("ln_1.bias"), epsilon);
    const qkv = linear(ln1, of("attn.c_attn.weight"), of("attn.c_attn.bias"), width, 3 * width);
    const [q, k, v] = [0, 1, 2].map((part) => heads(qkv, part, n, tokens, config)) as [Matrix, Matrix, Matrix];
    const att = attend(q, k, tokens, width / config.heads, config.attentionScales[l] ?? NaN);
    const attSm = softmax(att, tokens);
    const y = gatherHeads(attSm, v, n, tokens, config);
    const yProj = linear(y, of("attn.c_proj.weight"), of("attn.c_proj.bias"), width, width);
    const attnResid = add(x, yProj);
    const ln2 = layerNorm(attnResid, of("ln_2.weight"), of("ln_2.bias"), epsilon);
    const fc = linear(ln2, of("mlp.c_fc.weight"), of("mlp.c_fc.bias"), width, innerWidth);
    const active = fc.map(gelu[config.activation]);
    const mlp = linear(active, of("mlp.c_proj.weight"), of("mlp.c_proj.bias"), innerWidth, width);
    x = add(attnResid, mlp);
    const inside = { ln1, q, k, v, qkv, att, attSm, y, yProj, attnResid, ln2, fc, gelu: active, mlp, mlpResid: x };
    if (l === 0) for (const [name, value] of Object.entries(inside)) values.set(name, value);
    values.set(`block${l}`, x);
  }
  const lnF = layerNorm(x, weight("ln_f.weight"), weight("ln_f.bias"), epsilon);
  const table = weight(head);
  const vocabulary = config.vocabularySize;
  const across = Float32Array.from(
    table,
    (_, i) => table[(i % vocabulary) * width + Math.floor(i / vocabulary)] ?? NaN,
  );
  const logits = linear(lnF, across, undefined, width, vocabulary);
  values.set("ln_f", lnF).set("lm_head", logits).set("probs", softmax(logits, vocabulary));
  return { values };
}
