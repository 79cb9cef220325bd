import { type Element, type Group, identity } from "./group.ts";

/**
 * The group whose products are table[a][b] = ab, with element 0 as the identity. The laws are checked here, once; throws RangeError that
 * names the elements which break one. Cost of the check: n³ look-ups, so a few milliseconds at order 64.
 */
export function fromCayleyTable(name: string, table: readonly (readonly number[])[]): Group {
  const order = table.length;
  if (order === 0)
    throw new RangeError(`${name}: expected at least one element but the table is empty. Give the identity a row.`);
  checkClosure(name, table);
  checkIdentity(name, table);
  const inverses = table.map((_, g) => inverseIn(name, table, g));
  checkAssociativity(name, table);
  return {
    name,
    order,
    elements: Array.from({ length: order }, (_, g) => g as Element),
    multiply: (a, b) => table[a]?.[b] as Element,
    inverse: (a) => inverses[a] as Element,
  };
}

type Table = readonly (readonly number[])[];

function checkClosure(name: string, table: Table): void {
  const order = table.length;
  for (const [a, row] of table.entries()) {
    if (row.length !== order) {
      throw new RangeError(
        `${name}, row ${a}: expected ${order} products, one for each element, but found ${row.length}. Make the table square.`,
      );
    }
    for (const [b, product] of row.entries()) {
      if (!Number.isInteger(product) || product < 0 || product >= order) {
        throw new RangeError(
          `${name}: expected ${a}·${b} to be an element from 0 to ${order - 1} but found ${product}. Mend that entry.`,
        );
      }
    }
  }
}

function checkIdentity(name: string, table: Table): void {
  for (const [g, row] of table.entries()) {
    const right = row[identity];
    const left = table[identity]?.[g];
    if (right !== g || left !== g) {
      throw new RangeError(
        `${name}: expected 0 to be the identity but found 0·${g} = ${left} and ${g}·0 = ${right}. Number the elements so that the identity is 0.`,
      );
    }
  }
}

function inverseIn(name: string, table: Table, g: number): Element {
  const inverse = table.findIndex((row, h) => row[g] === identity && table[g]?.[h] === identity);
  if (inverse < 0) {
    throw new RangeError(
      `${name}: expected an inverse of ${g} but no element gives 0 from both sides. Mend row and column ${g}.`,
    );
  }
  return inverse as Element;
}

function checkAssociativity(name: string, table: Table): void {
  for (const [a, rowA] of table.entries()) {
    for (const [b, ab] of rowA.entries()) {
      const rowB = table[b] as readonly number[];
      const rowAB = table[ab] as readonly number[];
      const c = rowB.findIndex((bc, c) => rowAB[c] !== rowA[bc]);
      if (c >= 0) {
        const [left, right] = [rowAB[c], rowA[rowB[c] as number]];
        throw new RangeError(
          `${name}: expected (ab)c = a(bc) but found (${a}·${b})·${c} = ${left} and ${a}·(${b}·${c}) = ${right}. Mend one of these products.`,
        );
      }
    }
  }
}
