'use strict';

/*
 * The format of .env files (Node documentation, "Environment variables", .env files), for
 * util.parseEnv() and process.loadEnvFile().
 *
 *   KEY=value # comment      spaces around key and value are dropped
 *   export KEY=value         `export` is dropped
 *   KEY='value' "value" `value`   may go over several lines; only "..." expands \n
 *
 * A quote that is never closed is an ordinary character. Lines without = are skipped.
 */

/**
 * @param {string} content
 * @returns {Record<string, string>} the last of several values of one key
 */
function parseEnvFile(content) {
  const text = content.replace(/\r\n?/g, '\n');
  const result = {};
  let position = 0;
  while (position < text.length) {
    const lineEnd = endOfLine(text, position);
    const line = text.slice(position, lineEnd);
    const equals = line.indexOf('=');
    if (equals === -1 || line.trimStart()[0] === '#') {
      position = lineEnd + 1;
      continue;
    }
    const key = keyOf(line.slice(0, equals));
    if (key === '') {
      position = lineEnd + 1;
      continue;
    }
    const { value, next } = readValue(text, position + equals + 1, lineEnd);
    // Plain assignment would set the prototype for `__proto__`.
    Object.defineProperty(result, key, {
      __proto__: null, value, writable: true, enumerable: true, configurable: true,
    });
    position = next;
  }
  return result;
}

function endOfLine(text, position) {
  const end = text.indexOf('\n', position);
  return end === -1 ? text.length : end;
}

function keyOf(text) {
  const key = text.trim();
  return key.startsWith('export ') ? key.slice('export '.length).trim() : key;
}

function readValue(text, position, lineEnd) {
  while (position < lineEnd && (text[position] === ' ' || text[position] === '\t')) position++;
  const quote = text[position];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = text.indexOf(quote, position + 1);
    if (close !== -1) {
      const value = text.slice(position + 1, close);
      return {
        value: quote === '"' ? value.replaceAll('\\n', '\n') : value,
        next: endOfLine(text, close) + 1,
      };
    }
  }
  let value = text.slice(position, lineEnd);
  const comment = value.indexOf('#');
  if (comment !== -1) value = value.slice(0, comment);
  return { value: value.trim(), next: lineEnd + 1 };
}

module.exports = { parseEnvFile };
