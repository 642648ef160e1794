'use strict';

// What the REPL has to know of a text's syntax, from acorn's tree of it: whether more lines may
// complete it, and what stands at its top level. V8 alone compiles and judges; a text that acorn
// does not understand is left to it.

const acorn = require('internal/deps/acorn');

const { _with, braceL, comma, parenR } = acorn.tokTypes;

/** acorn's parser, with what it lacks. */
class Parser extends acorn.Parser {
  // Import attributes: `import a from "b" with {}`, also as `assert {}`; `import(a, {})`.
  parseImport(node) {
    this.importing = node;
    return super.parseImport(node);
  }

  semicolon() {
    const { importing } = this;
    this.importing = undefined;
    if (importing !== undefined && (this.type === _with || this.isContextual('assert'))) {
      this.next();
      if (this.type !== braceL) this.unexpected();
      importing.attributes = this.parseExprAtom();
    }
    super.semicolon();
  }

  parseDynamicImport(node) {
    this.next();
    node.source = this.parseMaybeAssign();
    if (this.eat(comma) && this.type !== parenR) {
      node.options = this.parseMaybeAssign();
      this.eat(comma);
    }
    this.expect(parenR);
    return this.finishNode(node, 'ImportExpression');
  }

  // V8 knows others.
  validateRegExpFlags() {}
  validateRegExpPattern() {}
}

const parseOptions = {
  ecmaVersion: 'latest',
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowHashBang: true,
};

/**
 * Whether a text that does not compile could be the beginning of one that does.
 * @param {string} code
 * @returns {boolean}
 */
function isIncomplete(code) {
  if (endsTooEarly(code)) return true;
  // An object literal is taken for a block.
  return /^\s*\{/.test(code) && !/;\s*$/.test(code) && endsTooEarly(`(${code}`);
}

function endsTooEarly(code) {
  try {
    Parser.parse(code, parseOptions);
    return false;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return false;
    const { message, pos } = error;
    if (/^Unterminated (?:template|comment)/.test(message)) return true;
    if (/^Unterminated string/.test(message)) return isContinuedString(code.slice(pos));
    return pos === code.length && /^Unexpected token/.test(message);
  }
}

/** Whether each line of an open string literal ends in a backslash. */
function isContinuedString(text) {
  return /\\\r?\n$/.test(text) && /^(['"])(?:\\(?:\r\n|[^])|(?!\1)[^\\\r\n])*$/.test(text);
}

/**
 * The tree of a text, when its top level is not a plain script.
 * @param {string} code
 * @returns {{ tree: object, isAsync: boolean, hasLexical: boolean, hasImport: boolean } | null}
 *   null when it has neither a top-level await, nor let, const, class, import; or is not understood
 */
function parseTopLevel(code) {
  if (!/\b(?:await|let|const|class|import)\b/.test(code)) return null;
  let tree;
  try {
    tree = Parser.parse(code, parseOptions);
  } catch {
    return null;
  }
  let hasLexical = false;
  let hasImport = false;
  for (const node of tree.body) {
    if (node.type === 'ImportDeclaration') hasImport = true;
    else if (node.type === 'ClassDeclaration') hasLexical = true;
    else if (node.type === 'VariableDeclaration' && node.kind !== 'var') hasLexical = true;
  }
  const isAsync = hasImport || (/\bawait\b/.test(code) && hasAwait(tree));
  if (!isAsync && !hasLexical) return null;
  return { tree, isAsync, hasLexical, hasImport };
}

/** Whether a tree awaits outside its functions. */
function hasAwait(tree) {
  // Not by recursion: a long chain of operators is a deep tree.
  const left = [tree];
  while (left.length > 0) {
    const node = left.pop();
    if (node === null || typeof node !== 'object') continue;
    if (node.type === 'AwaitExpression') return true;
    if (node.type === 'ForOfStatement' && node.await) return true;
    if (/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
      continue;
    }
    for (const key of Object.keys(node)) {
      if (key !== 'type' && key !== 'start' && key !== 'end') left.push(node[key]);
    }
  }
  return false;
}

/** `{ default: a, b: c }`, or the name alone for `* as name`; undefined for no bindings. */
function patternOf(declaration) {
  const names = [];
  let namespace;
  for (const specifier of declaration.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      namespace = local;
    } else if (specifier.type === 'ImportDefaultSpecifier') {
      names.push(`default: ${local}`);
    } else {
      const { imported } = specifier;
      const name = imported.type === 'Literal' ? JSON.stringify(imported.value) : imported.name;
      names.push(name === local ? local : `${name}: ${local}`);
    }
  }
  return { namespace, names };
}

/**
 * The statement with import() that does what an import declaration asks for.
 * @param {object} declaration acorn's node
 * @param {string} code the text that it is in
 * @returns {string}
 */
function dynamicImport(declaration, code) {
  const { namespace, names } = patternOf(declaration);
  const { attributes, source } = declaration;
  const options = attributes === undefined ? '' :
    `, { with: ${code.slice(attributes.start, attributes.end)} }`;
  const load = `await import(${JSON.stringify(source.value)}${options})`;
  if (namespace !== undefined && names.length > 0) {
    return `const ${namespace} = ${load}, { ${names.join(', ')} } = ${namespace};`;
  }
  if (namespace !== undefined) return `const ${namespace} = ${load};`;
  if (names.length > 0) return `const { ${names.join(', ')} } = ${load};`;
  return `${load};`;
}

/**
 * A text with its import declarations replaced.
 * @param {string} code
 * @param {object} tree
 * @returns {string}
 */
function replaceImports(code, tree) {
  let result = '';
  let end = 0;
  for (const node of tree.body) {
    if (node.type !== 'ImportDeclaration') continue;
    // As a declaration it has no value.
    const hasNames = node.specifiers.length > 0;
    result += code.slice(end, node.start) + (hasNames ? '' : 'void ') + dynamicImport(node, code);
    end = node.end;
  }
  return result + code.slice(end);
}

/**
 * What to write instead of the first import declaration of a text.
 * @param {string} code
 * @returns {string} empty when there is none
 */
function importAdvice(code) {
  try {
    const tree = Parser.parse(code, parseOptions);
    const node = tree.body.find((each) => each.type === 'ImportDeclaration');
    return node === undefined ? '' : dynamicImport(node, code);
  } catch {
    return '';
  }
}

/**
 * The tokens of a text, as far as it is well-formed.
 * @param {string} code
 * @returns {{ tokens: object[], end: number, error: SyntaxError | undefined }} end: up to where
 *   the tokens and the comments reach
 */
function tokenize(code) {
  const tokens = [];
  let end = 0;
  const options = {
    ...parseOptions,
    onComment: (isBlock, text, from, to) => {
      tokens.push({ isComment: true, start: from, end: to });
      end = to;
    },
  };
  try {
    for (const token of Parser.tokenizer(code, options)) {
      tokens.push(token);
      ({ end } = token);
    }
  } catch (error) {
    return { tokens, end, error };
  }
  return { tokens, end, error: undefined };
}

module.exports = { importAdvice, isIncomplete, parseTopLevel, replaceImports, tokenize };
