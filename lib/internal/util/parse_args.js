'use strict';

/*
 * util.parseArgs() (Node documentation, util): a command line to options and positionals.
 *
 * Two passes. `tokenize` only splits: it knows which options take a value, because `-abc` and
 * `--name value` cannot be split without that, but reports whatever it finds. `parseArgs` then
 * checks each token (in strict mode) and stores it.
 */

const { codes } = require('internal/errors');
const {
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateObject,
  validateString,
  validateStringArray,
  validateUnion,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');

/**
 * The arguments after the script, or after the options when the program was an option's value.
 * @returns {string[]}
 */
function mainArguments() {
  const { execArgv } = process;
  const isEval = execArgv.some((arg) =>
    arg === '-e' || arg === '--eval' || arg === '-p' || arg === '--print');
  return process.argv.slice(isEval ? 1 : 2);
}

function getOwn(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function typeOf(options, name) {
  const option = getOwn(options, name);
  return option === undefined ? undefined : getOwn(option, 'type');
}

/** The long name that a short one stands for; itself when no option claims it. */
function longNameOf(options, short) {
  for (const name of Object.keys(options)) {
    if (getOwn(options[name], 'short') === short) return name;
  }
  return short;
}

/**
 * @param {string[]} args
 * @param {object} options
 * @param {boolean} allowNegative
 * @returns {object[]} tokens, in order
 */
function tokenize(args, options, allowNegative) {
  const tokens = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];

    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      while (++index < args.length) {
        tokens.push({ kind: 'positional', index, value: args[index] });
      }
      break;
    }

    if (arg.length > 2 && arg.startsWith('--')) {
      // An equals sign right after the dashes belongs to the name.
      const equals = arg.indexOf('=', 3);
      const rawName = equals === -1 ? arg : arg.slice(0, equals);
      let name = rawName.slice(2);
      let value;
      let inlineValue;
      if (equals === -1 && allowNegative && rawName.startsWith('--no-')) {
        name = name.slice(3);
      } else if (equals !== -1) {
        value = arg.slice(equals + 1);
        inlineValue = true;
      } else if (typeOf(options, name) === 'string' && index + 1 < args.length) {
        value = args[index + 1];
        inlineValue = false;
      }
      tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
      if (inlineValue === false) index++;
      continue;
    }

    if (arg.length > 1 && arg[0] === '-') {
      if (tokenizeShortGroup(tokens, args, options, index)) index++;
      continue;
    }

    tokens.push({ kind: 'positional', index, value: arg });
  }
  return tokens;
}

// `-abc`: options without value up to the first with one, which takes the rest or, at the end of
// the group, the next argument; then true is returned.
function tokenizeShortGroup(tokens, args, options, index) {
  const group = args[index];
  for (let i = 1; i < group.length; i++) {
    const short = group[i];
    const rawName = `-${short}`;
    const name = longNameOf(options, short);
    const token = {
      kind: 'option', name, rawName, index, value: undefined, inlineValue: undefined,
    };
    tokens.push(token);
    if (typeOf(options, name) !== 'string') continue;
    if (i + 1 < group.length) {
      token.value = group.slice(i + 1);
      token.inlineValue = true;
      return false;
    }
    if (index + 1 < args.length) {
      token.value = args[index + 1];
      token.inlineValue = false;
      return true;
    }
  }
  return false;
}

// In strict mode `--with --foo` is more likely a forgotten value than one that begins with a dash.
function checkAmbiguousValue(token) {
  const { name, rawName, value, inlineValue } = token;
  if (inlineValue || typeof value !== 'string' || value.length < 2 || value[0] !== '-') return;
  const example = rawName.startsWith('--') ?
    `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${rawName}' argument is ambiguous.\n` +
    `Did you forget to specify the option argument for '${rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function checkUsage(token, negated, options, allowPositionals, allowNegative) {
  let { name } = token;
  if (!Object.hasOwn(options, name) || (negated && typeOf(options, name) !== 'boolean')) {
    const full = token.rawName.slice(2);
    const positive = full.slice(3);
    if (negated && Object.hasOwn(options, full)) {
      name = full; // an option that is itself called --no-...
      negated = false;
    } else if (allowNegative && !negated && full.startsWith('no-') &&
               typeOf(options, positive) === 'boolean') {
      name = positive; // and has a value, which is reported below
    } else {
      throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
  }
  const short = getOwn(options[name], 'short');
  const names = `${short ? `-${short}, ` : ''}--${negated ? 'no-' : ''}${name}`;
  const type = typeOf(options, name);
  if (type === 'string' && typeof token.value !== 'string') {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${names} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value !== undefined) {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${names}' does not take an argument`);
  }
}

function store(values, name, value, options) {
  // Not even as an own property: whoever copies the result would change a prototype.
  if (name === '__proto__') return;
  if (Object.hasOwn(options, name) && getOwn(options[name], 'multiple')) {
    values[name] ??= [];
    values[name].push(value);
  } else {
    values[name] = value;
  }
}

function validateOptions(options) {
  validateObject(options, 'options');
  for (const name of Object.keys(options)) {
    const option = options[name];
    validateObject(option, `options.${name}`);

    const type = getOwn(option, 'type');
    validateUnion(type, `options.${name}.type`, ['string', 'boolean']);

    if (Object.hasOwn(option, 'short')) {
      const { short } = option;
      validateString(short, `options.${name}.short`);
      if (short.length !== 1) {
        throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}.short`, short,
                                              'must be a single character');
      }
    }

    const multiple = getOwn(option, 'multiple');
    if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `options.${name}.multiple`);

    const initial = getOwn(option, 'default');
    if (initial === undefined) continue;
    let validate;
    if (type === 'string') validate = multiple ? validateStringArray : validateString;
    else validate = multiple ? validateBooleanArray : validateBoolean;
    validate(initial, `options.${name}.default`);
  }
}

/**
 * @param {object} [config] args, options, strict, allowPositionals, allowNegative, tokens
 * @returns {{values: object, positionals: string[], tokens?: object[]}}
 * @throws ERR_PARSE_ARGS_INVALID_OPTION_VALUE, ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
 *   ERR_PARSE_ARGS_UNKNOWN_OPTION, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function parseArgs(config = kEmptyObject) {
  const args = getOwn(config, 'args') ?? mainArguments();
  const strict = getOwn(config, 'strict') ?? true;
  const allowPositionals = getOwn(config, 'allowPositionals') ?? !strict;
  const allowNegative = getOwn(config, 'allowNegative') ?? false;
  const wantsTokens = getOwn(config, 'tokens') ?? false;
  const options = getOwn(config, 'options') ?? { __proto__: null };
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(allowNegative, 'allowNegative');
  validateBoolean(wantsTokens, 'tokens');
  validateOptions(options);

  const tokens = tokenize(args.map((arg) => `${arg}`), options, allowNegative);
  const values = { __proto__: null };
  const positionals = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      }
      positionals.push(token.value);
    } else if (token.kind === 'option') {
      const negated = allowNegative && token.inlineValue !== true &&
        token.rawName.startsWith('--no-');
      if (strict) {
        checkUsage(token, negated, options, allowPositionals, allowNegative);
        checkAmbiguousValue(token);
      }
      store(values, token.name, token.value ?? !negated, options);
    }
  }

  for (const name of Object.keys(options)) {
    const initial = getOwn(options[name], 'default');
    if (initial !== undefined && values[name] === undefined && name !== '__proto__') {
      values[name] = initial;
    }
  }

  return wantsTokens ? { values, positionals, tokens } : { values, positionals };
}

module.exports = { parseArgs };
