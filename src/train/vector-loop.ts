/** Adam's update over arrays in one WebAssembly memory. */
export interface VectorLoop {
  readonly memory: ArrayBuffer;
  /**
   * Updates value, mean and square by gradient, all in the memory and `length` elements long, a multiple of 4. The numbers: what multiplies the gradient,
   * L2 decay, β₁, 1 − β₁, β₂, 1 − β₂, the step's size, what multiplies the square, ε.
   */
  readonly run: (
    arrays: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
    length: number,
    numbers: readonly number[],
  ) => void;
}

/** The part of WebAssembly that is used here. */
interface Assembly {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** A memory of at least `bytes` bytes with the loop over it. */
export function vectorLoop(bytes: number): VectorLoop {
  const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Assembly }).WebAssembly;
  const memory = new Memory({ initial: Math.ceil(bytes / 65_536) + 1 });
  const { exports } = new Instance(new Module(moduleBytes()), { e: { m: memory } });
  const update = exports["u"] as (...numbers: readonly number[]) => void;
  return {
    memory: memory.buffer,
    run: (arrays, length, numbers) =>
      update(...arrays.map(({ byteOffset }) => byteOffset), arrays[0].byteOffset + 4 * length, ...numbers),
  };
}

// A module is short enough to be written out: https://webassembly.github.io/spec/core/binary. All numbers in it are below 128, so each is one byte.
const [i32, f32, v128] = [0x7f, 0x7d, 0x7b];
const section = (id: number, ...body: readonly number[]): readonly number[] => [id, ...sized(body)];
/** Bytes after their count, which takes two bytes from 128 on (LEB128). */
const sized = (body: readonly number[]): readonly number[] =>
  body.length < 128 ? [body.length, ...body] : [(body.length & 127) | 128, body.length >> 7, ...body];
const get = (local: number): readonly number[] => [0x20, local];
const set = (local: number): readonly number[] => [0x21, local];
const vector = {
  load: (pointer: number) => [...get(pointer), 0xfd, 0x00, 4, 0],
  splat: (local: number) => [...get(local), 0xfd, 0x13],
  sqrt: (a: readonly number[]) => [...a, 0xfd, 0xe3, 1],
  add: (a: readonly number[], b: readonly number[]) => [...a, ...b, 0xfd, 0xe4, 1],
  subtract: (a: readonly number[], b: readonly number[]) => [...a, ...b, 0xfd, 0xe5, 1],
  multiply: (a: readonly number[], b: readonly number[]) => [...a, ...b, 0xfd, 0xe6, 1],
  divide: (a: readonly number[], b: readonly number[]) => [...a, ...b, 0xfd, 0xe7, 1],
  store: (pointer: number, a: readonly number[]) => [...get(pointer), ...a, 0xfd, 0x0b, 4, 0],
};

const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const loop = [0x03, 0x40];
const againIfLess = [0x49, 0x0d, 0];
const one = (x: readonly number[] | undefined): readonly number[] => x ?? [];

function moduleBytes(): Uint8Array {
  const parameters = [...Array<number>(5).fill(i32), ...Array<number>(9).fill(f32)];
  const text = (name: string): readonly number[] => sized(Array.from(name, (letter) => letter.charCodeAt(0)));
  const code = [1, 12, v128, ...body(), 0x0b];
  return Uint8Array.from([
    ...magic,
    ...section(1, 1, 0x60, ...sized(parameters), 0), // type 0
    ...section(2, 1, ...text("e"), ...text("m"), 2, 0, 1), // the memory
    ...section(3, 1, 0), // one function of type 0
    ...section(7, 1, ...text("u"), 0, 0), // its name
    ...section(10, 1, ...sized(code)),
  ]);
}

/** Locals 0 to 3: pointers, 4: the first pointer's end, 5 to 13: numbers, 14 to 22: the same as vectors, 23 to 25: g, m, s. */
function body(): readonly number[] {
  const [value, mean, square, gradient, end] = [0, 1, 2, 3, 4];
  const [factor, decay, beta1, grow1, beta2, grow2, size, spread, epsilon] = Array.from({ length: 9 }, (_, i) =>
    get(14 + i),
  ) as unknown as readonly (readonly number[])[] & { length: 9 };
  const [g, m, s] = [23, 24, 25];
  const { load, sqrt, add, subtract, multiply, divide, store } = vector;
  return [
    ...Array.from({ length: 9 }, (_, i) => [...vector.splat(5 + i), ...set(14 + i)]).flat(),
    ...loop,
    ...add(multiply(load(gradient), one(factor)), multiply(load(value), one(decay))),
    ...set(g),
    ...add(multiply(load(mean), one(beta1)), multiply(get(g), one(grow1))),
    ...set(m),
    ...add(multiply(load(square), one(beta2)), multiply(multiply(get(g), one(grow2)), get(g))),
    ...set(s),
    ...store(mean, get(m)),
    ...store(square, get(s)),
    ...store(
      value,
      subtract(
        load(value),
        divide(multiply(get(m), one(size)), add(sqrt(multiply(get(s), one(spread))), one(epsilon))),
      ),
    ),
    ...[value, mean, square, gradient].flatMap((pointer) => [...get(pointer), 0x41, 16, 0x6a, ...set(pointer)]),
    ...get(value),
    ...get(end),
    ...againIfLess,
    0x0b,
  ];
}
