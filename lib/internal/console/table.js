'use strict';

// console.table(): from a collection to columns, and from columns to a box of text. Loaded when
// first used.

const native = binding('util');
const { getStringWidth, inspect } = require('internal/util/inspect');
const { isMap, isMapIterator, isSet, isSetIterator } = require('internal/util/types');

const kIndex = '(index)';
const kIterationIndex = '(iteration index)';
const kKey = 'Key';
const kValues = 'Values';

/**
 * @param {object} data
 * @param {string[] | undefined} properties the columns to show, all if undefined
 * @param {object} inspectOptions
 * @returns {string}
 */
function formatTable(data, properties, inspectOptions) {
  const cell = (value) => inspectCell(value, inspectOptions);

  let pairs;
  let items;
  if (isMapIterator(data)) {
    const [entries, isKeyValue] = native.previewEntries(data, true);
    if (isKeyValue) pairs = entries;
    else items = entries;
  } else if (isMap(data)) {
    pairs = [];
    for (const [key, value] of data) pairs.push(key, value);
  } else if (isSetIterator(data)) {
    items = native.previewEntries(data);
  } else if (isSet(data)) {
    items = [...data];
  }

  if (pairs !== undefined) {
    const keys = [];
    const values = [];
    for (let i = 0; i < pairs.length; i += 2) {
      keys.push(cell(pairs[i]));
      values.push(cell(pairs[i + 1]));
    }
    return renderTable([kIterationIndex, kKey, kValues], [indices(keys.length), keys, values]);
  }
  if (items !== undefined) {
    return renderTable([kIterationIndex, kValues], [indices(items.length), items.map(cell)]);
  }
  return formatRows(data, properties, cell);
}

function formatRows(data, properties, cell) {
  const rows = Object.keys(data);
  /** @type {Map<string, string[]>} */
  const columns = new Map();
  const primitives = [];
  let hasPrimitives = false;
  for (let i = 0; i < rows.length; i++) {
    const item = data[rows[i]];
    const isPrimitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (isPrimitive && properties === undefined) {
      hasPrimitives = true;
      primitives[i] = cell(item);
      continue;
    }
    for (const key of properties ?? Object.keys(item)) {
      let column = columns.get(key);
      if (column === undefined) columns.set(key, column = []);
      column[i] = isPrimitive || !Object.hasOwn(item, key) ? '' : cell(item[key]);
    }
  }
  // In the order of an object's properties: indices first.
  const names = Object.keys(Object.fromEntries([...columns.keys()].map((name) => [name, true])));
  const heads = [kIndex, ...names];
  const contents = [rows, ...names.map((name) => columns.get(name))];
  if (hasPrimitives) {
    heads.push(kValues);
    contents.push(primitives);
  }
  return renderTable(heads, contents);
}

function inspectCell(value, inspectOptions) {
  const isLarge = value !== null && typeof value === 'object' && !Array.isArray(value) &&
    Object.keys(value).length > 2;
  return inspect(value, {
    maxArrayLength: 3,
    breakLength: Infinity,
    ...inspectOptions,
    depth: isLarge ? -1 : 0,
  });
}

function indices(length) {
  return Array.from({ length }, (_, i) => i);
}

/**
 * @param {string[]} heads
 * @param {Array<Array<string | number>>} columns may be shorter than the longest and have holes
 * @returns {string}
 */
function renderTable(heads, columns) {
  let height = 0;
  for (const column of columns) height = Math.max(height, column.length);
  const widths = heads.map((head, i) => {
    let width = getStringWidth(head);
    for (let row = 0; row < height; row++) {
      width = Math.max(width, getStringWidth(textAt(columns[i], row)));
    }
    return width + 2;
  });
  const rule = (left, middle, right) =>
    `${left}${widths.map((width) => '\u2500'.repeat(width)).join(middle)}${right}\n`;
  const line = (cells) =>
    `\u2502${cells.map((text, i) => padCell(text, widths[i])).join('\u2502')}\u2502\n`;

  let text = rule('\u250c', '\u252c', '\u2510') + line(heads) + rule('\u251c', '\u253c', '\u2524');
  for (let row = 0; row < height; row++) {
    text += line(columns.map((column) => textAt(column, row)));
  }
  return text + rule('\u2514', '\u2534', '\u2518').slice(0, -1);
}

function textAt(column, row) {
  return `${column[row] ?? ''}`;
}

function padCell(text, width) {
  return ` ${text}${' '.repeat(width - getStringWidth(text) - 1)}`;
}

module.exports = { formatTable };
